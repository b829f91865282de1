import type { LocalDay } from '#lib/time-zone.ts'
import type { VisitReason } from './rules.ts'
import { visitReasons } from './rules.ts'
import type { VisitStore } from './store/store.ts'

/** What became of hits: since the process began, and refused ones by day for the store. */
export interface Tally {
  add(reason: VisitReason, day: LocalDay): void
  /** Decisions of this process by reason, each reason present. */
  counters(): ReadonlyMap<VisitReason, number>
  /** Writes what the store does not have yet. Rejects with `StoreError`, and keeps what was not written. */
  flush(store: VisitStore): Promise<void>
}

export function createTally(): Tally {
  const decided = new Map<VisitReason, number>(visitReasons.map((reason) => [reason, 0]))
  const unwritten = new Map<string, { readonly reason: VisitReason; readonly day: LocalDay; hits: number }>()
  return {
    add(reason, day) {
      decided.set(reason, (decided.get(reason) ?? 0) + 1)
      if (reason === 'counted' || reason === 'spooled') return
      const key = `${day} ${reason}`
      const entry = unwritten.get(key) ?? { reason, day, hits: 0 }
      entry.hits += 1
      unwritten.set(key, entry)
    },
    counters: () => decided,
    async flush(store) {
      for (const [key, { reason, day, hits }] of [...unwritten]) {
        await store.refuse(reason, day, hits)
        const entry = unwritten.get(key)
        if (entry !== undefined) entry.hits -= hits
        if (entry?.hits === 0) unwritten.delete(key)
      }
    },
  }
}
