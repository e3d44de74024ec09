// What "@jest/globals" is for one test file: each file has a module of its own (see typescript.mjs).
export const { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest, test } =
  globalThis;
