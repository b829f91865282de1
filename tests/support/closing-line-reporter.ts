import type { Reporter, TestModule } from 'vitest/node'

/** Ends a run with one plain line, `N passed, N failed[, N skipped]`, for people and machines that read only the last line. */
export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const tally = { passed: 0, failed: unhandledErrors.length, skipped: 0 }
    for (const module of modules) {
      if (module.errors().length > 0) tally.failed += 1
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state !== 'pending') tally[state] += 1
      }
    }
    const skipped = tally.skipped > 0 ? `, ${tally.skipped} skipped` : ''
    process.stdout.write(`${tally.passed} passed, ${tally.failed} failed${skipped}\n`)
  }
}
