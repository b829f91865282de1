import { StoreError } from '#lib/errors.ts'
import type { VisitRow, VisitStore } from './store.ts'

/** What a transfer brought over, or would have: rows are one release and day each. */
export interface Transferred {
  readonly rows: number
  readonly visits: number
}

const rowsAtOnce = 1000

/**
 * Brings the counts of `source` to `target`: all at the first time, later only what came since, so that it may be repeated
 * while the site still counts in the old store and once more after it was stopped. Rejects with `StoreError`; what was
 * brought by then stays, and the next call goes on. A way back brings nothing that came from there.
 */
export async function transferVisits(source: VisitStore, target: VisitStore): Promise<Transferred> {
  const [from, to] = [await source.health(), await target.health()]
  const silent = [from, to].find(({ id }) => id === undefined)
  if (silent !== undefined || from.id === undefined) {
    throw new StoreError('visits/transfer', 'A store does not answer; nothing was brought over.', warningsOf(silent))
  }
  if (from.id === to.id) {
    throw new StoreError(
      'visits/same-store',
      'Both names lead to the same store.',
      'Name the old store and the new one.',
    )
  }
  const done = { rows: 0, visits: 0 }
  // What came from the target once is there already: only what the source has beyond it is its own.
  const returned = keyed(await source.adopted(to.id ?? ''))
  const brought = keyed(await target.adopted(from.id))
  const rows: VisitRow[] = []
  for await (const row of source.export()) {
    rows.push(ownOf(row, returned))
    brought.delete(keyOf(row))
    returned.delete(keyOf(row))
    done.rows += 1
    done.visits += row.visits
    if (rows.length === rowsAtOnce) await target.adopt(from.id, rows.splice(0))
  }
  // The source has these no more: they were renamed or corrected away.
  for (const row of new Map([...brought, ...returned]).values()) rows.push(ownOf({ ...row, visits: 0 }, returned))
  while (rows.length > 0) await target.adopt(from.id, rows.splice(0, rowsAtOnce))
  return done
}

const keyOf = ({ slug, day }: VisitRow) => `${slug} ${day}`
const keyed = (rows: readonly VisitRow[]) => new Map(rows.map((row) => [keyOf(row), row]))
const ownOf = (row: VisitRow, returned: ReadonlyMap<string, VisitRow>): VisitRow => ({
  ...row,
  visits: row.visits - (returned.get(keyOf(row))?.visits ?? 0),
})

const warningsOf = (health: { readonly warnings: readonly string[] } | undefined) => health?.warnings.join(' ') ?? ''
