import type { DayVisits } from './store/store.ts'

const days = 28
const allowance = 100

/**
 * Whether a release's visits of a day are far above its own habit: more than three times the mean of the 28 days before,
 * plus 100. `before` are the visits of those days; days without any may be left out. A spike is shown to operators and
 * never cut.
 */
export function isSpike(visits: number, before: readonly DayVisits[]): boolean {
  const mean = before.reduce((sum, day) => sum + day.visits, 0) / days
  return visits > 3 * mean + allowance
}
