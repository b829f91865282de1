import type { LocalDay } from '#lib/time-zone.ts'
import type { SlugVisits } from '../store/store.ts'
import { createPatience } from './patience.ts'

export interface RankingReaderOptions {
  /** Asks the store. Rejects with `StoreError`. */
  readonly rank: (days: number | 'all', limit: number) => Promise<readonly SlugVisits[]>
  readonly isPublished: (slug: string) => boolean
  readonly today: () => LocalDay
  /** A steady clock. */
  readonly now: () => number
  /** Longest wait, ms. */
  readonly budget?: number
}

interface Seen {
  readonly day: LocalDay
  readonly ranking: readonly SlugVisits[]
}

/**
 * Reads rankings for pages without ever making a page wait for the store: the store's when it comes within the budget, else
 * the last one seen without what is no longer public, else `undefined`. The ranking of one day is not shown on another.
 */
export function createRankingReader({ rank, isPublished, today, now, budget = 50 }: RankingReaderOptions) {
  const seen = new Map<string, Seen>()
  const patiently = createPatience(now, budget)
  return async (days: number | 'all', limit: number): Promise<readonly SlugVisits[] | undefined> => {
    const key = `${days} ${limit}`
    const day = today()
    await patiently(async () => {
      seen.set(key, { day, ranking: await rank(days, limit) })
    })
    const last = seen.get(key)
    if (last === undefined || (days === 1 && last.day !== day)) return undefined
    return last.ranking.filter(({ slug }) => isPublished(slug))
  }
}
