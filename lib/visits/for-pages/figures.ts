import { LRUCache } from 'lru-cache'
import { StoreError } from '#lib/errors.ts'
import type { LocalDay } from '#lib/time-zone.ts'
import { allDays, type VisitFigures, type VisitStore } from '../store/store.ts'
import { createPatience } from './patience.ts'

/** Visits of one release as readers see them. */
export interface ReaderFigures {
  /** `null` while nobody knows: the store has not answered since midnight. Yesterday's is never shown as today's. */
  readonly today: number | null
  readonly total: number
}

/** Reads figures for pages without ever making a page wait for the store. */
export interface FigureReader {
  /** The store's figures when they come within the budget, else the last ones known, else no entry; totals are of the store. */
  read(slugs: readonly string[], day: LocalDay): Promise<ReadonlyMap<string, ReaderFigures>>
  /**
   * Reads the figures of every release once a day, so that no page must do without. Does nothing when that has been done,
   * or is being done. Never rejects because of the store; then it may be called again.
   */
  learn(day: LocalDay): Promise<void>
  /** The last figures known; of another day, the total alone. */
  lastSeen(slug: string, day: LocalDay): ReaderFigures | undefined
  /** Takes note of figures that came with an answer of the store. */
  see(slug: string, day: LocalDay, figures: VisitFigures): void
}

/** How many releases' figures a process remembers, of those that were learnt and of those that were seen since. */
const mostSlugs = 100_000

/** Figures of all that was counted; `isWhole` unless there were too many. */
interface Learnt {
  readonly day: LocalDay
  readonly figures: ReadonlyMap<string, VisitFigures>
  readonly isWhole: boolean
}

async function readAll(store: VisitStore, day: LocalDay, most: number): Promise<Learnt> {
  const [ofToday, ofAllDays] = await Promise.all([store.top(day, day, most), store.top(...allDays, most)])
  const today = new Map(ofToday.map(({ slug, visits }) => [slug, visits]))
  const figures = new Map(
    ofAllDays.map(({ slug, visits }) => [slug, { today: Math.min(today.get(slug) ?? 0, visits), total: visits }]),
  )
  return { day, figures, isWhole: ofAllDays.length < most }
}

/** `budget` is the longest wait, ms; `now` is a steady clock; `most` bounds what is learnt. */
export function createFigureReader(
  store: VisitStore,
  now: () => number,
  { budget = 50, most = mostSlugs }: { readonly budget?: number; readonly most?: number } = {},
): FigureReader {
  const seen = new LRUCache<string, VisitFigures & { readonly day: LocalDay }>({ max: most })
  const patiently = createPatience(now, budget)
  let learnt: Learnt | undefined
  let learning: Promise<void> | undefined

  const see = (slug: string, day: LocalDay, { today, total }: VisitFigures) => {
    seen.set(slug, { day, today, total })
  }
  const learntOf = (slug: string): VisitFigures | undefined =>
    learnt?.figures.get(slug) ?? (learnt?.isWhole === true ? { today: 0, total: 0 } : undefined)
  const lastSeen = (slug: string, day: LocalDay): ReaderFigures | undefined => {
    const last = seen.get(slug)
    if (last?.day === day) return { today: last.today, total: last.total }
    const ofLearnt = learntOf(slug)
    if (learnt?.day === day && ofLearnt !== undefined) return ofLearnt
    const total = last?.total ?? ofLearnt?.total
    return total === undefined ? undefined : { today: null, total }
  }
  const learn = async (day: LocalDay) => {
    try {
      learnt = await readAll(store, day, most)
    } catch (error) {
      if (!(error instanceof StoreError)) throw error
    } finally {
      learning = undefined
    }
  }

  return {
    lastSeen,
    see,
    async learn(day) {
      if (learnt?.day === day) return
      learning ??= learn(day)
      await learning
    },
    async read(slugs, day) {
      await patiently(async () => {
        for (const [slug, figures] of await store.read(slugs, day)) see(slug, day, figures)
      })
      return new Map(
        slugs.flatMap((slug) => {
          const figures = lastSeen(slug, day)
          return figures === undefined ? [] : [[slug, figures] as const]
        }),
      )
    },
  }
}
