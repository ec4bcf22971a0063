import { fileURLToPath } from 'node:url';

const rootDir = fileURLToPath(new URL('../..', import.meta.url));

/** One suite for both engines: DATABASE_URL decides which database the tests clone (see test/support). */
export default {
  rootDir,
  testEnvironment: '<rootDir>/config/jest/environment.mjs',
  // While the whole suite runs, server/bin/steps/test.mjs names the folder with the groups of groups.mjs.
  roots: ['<rootDir>/test', process.env.XINQIAO_TEST_GROUPS].filter(Boolean),
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/browser/', '<rootDir>/test/bench/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        },
        module: { type: 'es6' },
      },
    ],
  },
  moduleNameMapper: {
    '^#shared/(.*)\\.js$': '<rootDir>/shared/$1',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  globalSetup: '<rootDir>/config/jest/global-setup.mjs',
  globalTeardown: '<rootDir>/config/jest/global-teardown.mjs',
  ...(process.env.XINQIAO_TEST_GROUPS ? { testSequencer: '<rootDir>/config/jest/sequencer.mjs' } : {}),
  testTimeout: 120_000,
  maxWorkers: 2,
};
