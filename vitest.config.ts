import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { openBuiltProgram } from './tests/support/built-threads.ts'

// A test that is slow because the machine has other work is not wrong.
const common = { setupFiles: ['tests/setup.ts'], restoreMocks: true, testTimeout: 30_000, hookTimeout: 30_000 }

/** Many tests wait for timers, disks and servers, so that two cores carry three files at once; Vitest would take one. */
const filesAtOnce = Math.max(3, availableParallelism() - 1)

const { withThreads } = await openBuiltProgram()
const builtThreads = { name: 'built-threads', enforce: 'pre', transform: withThreads } as const

/** Modules are loaded once a worker and not once a file, which takes half of the time: files share no state but through them. */
const together = { ...common, isolate: false, maxWorkers: filesAtOnce } as const

const e2e = { ...common, environment: 'node', testTimeout: 60_000, hookTimeout: 90_000 } as const
/** Of these a reader is promised something within a second or two, for which the machine must have no other work. */
const aloneTests = ['editors/live-publication', 'machines/web-rules'].map((name) => `tests/e2e/${name}.test.ts`)

/** Takes a quarter of the time of all of e2e, with hardly a wait: others run beside it when it is the first. */
const longest = 'tests/e2e/readers/every-page.test.ts'

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLongest = ({ moduleId }: TestSpecification) => moduleId.endsWith(longest)
    const sorted = await super.sort(files)
    const first = sorted.findIndex(({ project }) => project.name === 'e2e')
    const others = sorted.filter((file) => !isLongest(file))
    return others.toSpliced(first === -1 ? others.length : first, 0, ...sorted.filter(isLongest))
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    reporters: ['default', './tests/support/closing-line-reporter.ts'],
    projects: [
      {
        plugins: [builtThreads],
        test: {
          ...together,
          name: 'unit',
          include: ['tests/*.test.ts', 'tests/unit/**/*.test.ts'],
          environment: 'node',
        },
      },
      {
        plugins: [builtThreads],
        test: {
          ...common,
          name: 'contract',
          include: ['tests/contract/**/*.test.ts'],
          environment: 'node',
          maxWorkers: filesAtOnce,
        },
      },
      {
        oxc: { jsx: { runtime: 'automatic' } },
        test: {
          ...together,
          name: 'components',
          include: ['tests/components/**/*.test.tsx'],
          environment: 'jsdom',
          css: { modules: { classNameStrategy: 'non-scoped' } },
        },
      },
      {
        test: {
          ...e2e,
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          exclude: aloneTests,
          // After the others and two at a time: each starts a server, and many a browser.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...e2e,
          name: 'e2e-alone',
          include: aloneTests,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
