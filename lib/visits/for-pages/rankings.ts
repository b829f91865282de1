import { StoreError } from '#lib/errors.ts'
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

/** Reads rankings for pages without ever making a page wait for the store. */
export interface RankingReader {
  /**
   * The store's when it comes within the budget, else the last one seen without what is no longer public, else `undefined`.
   * The ranking of a single day is not shown on another.
   */
  read(days: number | 'all', limit: number): Promise<readonly SlugVisits[] | undefined>
  /**
   * Reads the rankings that pages show once a day, so that no page must do without because the store is only slow. Does
   * nothing when that has been done, or is being done. Never rejects because of the store; then it may be called again.
   */
  learn(): Promise<void>
}

interface Seen {
  readonly day: LocalDay
  readonly ranking: readonly SlugVisits[]
}

/** The spans of days that pages show. */
const spans = [1, 7, 30, 'all'] as const
/** The longest ranking that a page asks for; a shorter one is its beginning. */
const longest = 60

export function createRankingReader(options: RankingReaderOptions): RankingReader {
  const { rank, isPublished, today, now, budget = 50 } = options
  const seen = new Map<number | 'all', Seen>()
  const patiently = createPatience(now, budget)
  let learntOn: LocalDay | undefined
  let learning: Promise<void> | undefined

  const ask = async (days: number | 'all', limit = longest) => {
    const day = today()
    seen.set(days, { day, ranking: await rank(days, Math.max(limit, longest)) })
  }
  const learn = async (day: LocalDay) => {
    try {
      await Promise.all(spans.map((days) => ask(days)))
      learntOn = day
    } catch (error) {
      if (!(error instanceof StoreError)) throw error
    } finally {
      learning = undefined
    }
  }

  return {
    async read(days, limit) {
      await patiently(() => ask(days, limit))
      const last = seen.get(days)
      if (last === undefined || (days === 1 && last.day !== today())) return undefined
      return last.ranking.filter(({ slug }) => isPublished(slug)).slice(0, limit)
    },
    async learn() {
      const day = today()
      if (learntOn === day) return
      learning ??= learn(day)
      await learning
    },
  }
}
