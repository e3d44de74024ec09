if (Number(process.versions.node.split('.')[0]) < 24) {
  throw new Error(
    `Dateline's tests need Node 24, this is ${process.version}: run them with "npm test", which brings its own.`,
  );
}

export default {
  rootDir: '..',
  testEnvironment: 'node',
  testMatch: ['<rootDir>/tests/**/*.test.ts'],
  globalSetup: '<rootDir>/tests/services/start.ts',
  globalTeardown: '<rootDir>/tests/services/stop.ts',
  extensionsToTreatAsEsm: ['.ts'],
  testTimeout: 30_000,
  // One at a time: most files start servers and databases of their own, enough for two cores. In a process that is
  // replaced when it has grown: modules of earlier files are never freed, and collecting them made later ones slow.
  maxWorkers: 1,
  workerIdleMemoryLimit: '600MB',
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', decorators: true },
          transform: {
            legacyDecorator: true,
            decoratorMetadata: true,
            useDefineForClassFields: false,
          },
          keepClassNames: true,
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
};
