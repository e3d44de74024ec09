import all from './jest.config.mjs';
import { quickTests } from './runner/tiers.ts';

// Read by what has a way without services, in every worker.
process.env['TEST_QUICK'] = '1';

export default {
  ...all,
  testMatch: quickTests().map((path) => `<rootDir>/${path}`),
  globalSetup: undefined,
  globalTeardown: undefined,
};
