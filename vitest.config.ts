import { defineConfig } from 'vitest/config'

// A test that is slow because the machine has other work is not wrong.
const common = { setupFiles: ['tests/setup.ts'], restoreMocks: true, testTimeout: 30_000 }

export default defineConfig({
  test: {
    reporters: ['default', './tests/support/closing-line-reporter.ts'],
    projects: [
      {
        test: { ...common, name: 'unit', include: ['tests/*.test.ts', 'tests/unit/**/*.test.ts'], environment: 'node' },
      },
      {
        test: {
          ...common,
          name: 'contract',
          include: ['tests/contract/**/*.test.ts'],
          environment: 'node',
        },
      },
      {
        oxc: { jsx: { runtime: 'automatic' } },
        test: {
          ...common,
          name: 'components',
          include: ['tests/components/**/*.test.tsx'],
          environment: 'jsdom',
          css: { modules: { classNameStrategy: 'non-scoped' } },
        },
      },
      {
        test: {
          ...common,
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          environment: 'node',
          testTimeout: 60_000,
          hookTimeout: 90_000,
          // After the others and one file at a time: each starts a server and a browser.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
