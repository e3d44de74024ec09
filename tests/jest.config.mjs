if (Number(process.versions.node.split('.')[0]) < 24) {
  throw new Error(
    `Dateline's tests need Node 24, this is ${process.version}: run them with "npm test", which brings its own.`,
  );
}

export default {
  rootDir: '..',
  testEnvironment: '<rootDir>/tests/runner/native-environment.mjs',
  runtime: '<rootDir>/tests/runner/native-runtime.mjs',
  testMatch: ['<rootDir>/tests/**/*.test.ts'],
  globalSetup: '<rootDir>/tests/services/start.ts',
  globalTeardown: '<rootDir>/tests/services/stop.ts',
  extensionsToTreatAsEsm: ['.ts'],
  // Ends what hangs; how long something takes on a busy machine fails no test.
  testTimeout: 180_000,
  // Files share nothing but PostgreSQL, each with databases of its own, and wait more than they work.
  maxWorkers: 4,
  // A browser that waits for the next file ends within this time.
  workerGracefulExitTimeout: 10_000,
  testSequencer: '<rootDir>/tests/runner/well-mixed.mjs',
  // Packages that are built or tried out have the names of their sources.
  modulePathIgnorePatterns: ['<rootDir>/dist/package/', '<rootDir>/dist/tried/'],
  // TypeScript is made JavaScript where Node loads it.
  transform: {},
};
