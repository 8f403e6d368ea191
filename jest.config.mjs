export default {
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test'],
  testRegex: '\\.spec\\.ts$',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': ['@swc/jest', { swcrc: true }] },
  moduleNameMapper: {
    '^#([a-z-]+)/(events|specification)$': '<rootDir>/libs/$1/src/$2.ts',
    '^#([a-z-]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  setupFiles: ['reflect-metadata', '<rootDir>/test/support/seed.mjs'],
  testTimeout: 60_000,
  maxWorkers: 2,
  // Modules of this kind are never let go: a worker that has run many specs spends its time on its heap.
  workerIdleMemoryLimit: '1GB',
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
};
