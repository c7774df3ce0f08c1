const common = {
  transform: {
    // `npm run lint` checks the types of tests and code alike; checking again in each worker would take minutes.
    "^.+\.ts$": [
      "ts-jest",
      {
        tsconfig: {
          isolatedModules: true,
          module: "commonjs",
          moduleResolution: "node10",
          target: "es2022",
          esModuleInterop: true,
          resolveJsonModule: true,
        },
      },
    ],
  },
  // local/ is an ES module package whose imports carry ".js", as Node demands of TypeScript's output.
  moduleNameMapper: { "^(\\.{1,2}/.*)\\.js$": "$1" },
  modulePathIgnorePatterns: ["<rootDir>/.*/dist/"],
};

export default {
  testSequencer: "<rootDir>/tests/support/by-path.mjs",
  projects: [
    {
      ...common,
      displayName: "unit",
      testMatch: ["<rootDir>/tests/unit/**/*.test.ts", "<rootDir>/apps/*/tests/**/*.test.ts"],
    },
    { ...common, displayName: "program", testMatch: ["<rootDir>/tests/program/**/*.test.ts"] },
    {
      ...common,
      displayName: "e2e",
      testMatch: ["<rootDir>/tests/e2e/**/*.test.ts"],
      setupFilesAfterEnv: ["<rootDir>/tests/support/e2e/patience.ts"],
    },
  ],
};
