import { wallClockText } from '#lib/time-zone.ts'
import type { ContentState } from '../change.ts'
import type { Release } from '../types.ts'
import type { Finding, Findings } from './finding.ts'
import { versionsIn } from './folders.ts'

const lastChange = ({ changes }: Release) =>
  changes.reduce((last, { date }) => Math.max(last, date), Number.NEGATIVE_INFINITY)

function* compareVersions(a: Release, b: Release, timeZone: string): Iterable<Finding> {
  const time = (date: number) => wallClockText(date, timeZone)
  if (a.date !== b.date) {
    const values = { date: time(b.date), other: a.file, otherDate: time(a.date) }
    yield { code: 'translation/other-date', file: b.file, field: 'date', values }
  }
  if (a.legacyVisits > 0 && b.legacyVisits > 0 && a.legacyVisits !== b.legacyVisits) {
    const values = { visits: b.legacyVisits, other: a.file, otherVisits: a.legacyVisits }
    yield { code: 'translation/other-visits', file: b.file, field: 'legacyVisits', values }
  }
  if (lastChange(a) === lastChange(b)) return
  const [newer, older] = lastChange(a) > lastChange(b) ? [a, b] : [b, a]
  const values = { other: newer.file, date: time(lastChange(newer)) }
  yield { code: 'translation/behind', file: older.file, field: 'changes', values }
}

/** Facts in which the language versions of one release contradict each other, told at the later of the two. */
export function* checkVersions({ folders, catalogue }: ContentState): Findings {
  for (const known of folders.values()) {
    yield undefined
    const [first, ...others] = versionsIn(known)
    if (first === undefined) continue
    for (const other of others) yield* compareVersions(first, other, catalogue.site.timeZone)
  }
}
