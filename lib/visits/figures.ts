import { LRUCache } from 'lru-cache'
import { StoreError } from '#lib/errors.ts'
import type { LocalDay } from '#lib/time-zone.ts'
import type { VisitFigures, VisitStore } from './store/store.ts'

/** Reads figures for pages without ever making a page wait for the store. */
export interface FigureReader {
  /** The store's figures when they come within the budget, else the last ones seen of the same day, else no entry. */
  read(slugs: readonly string[], day: LocalDay): Promise<ReadonlyMap<string, VisitFigures>>
  /** The last figures seen of the day. */
  lastSeen(slug: string, day: LocalDay): VisitFigures | undefined
  /** Takes note of figures that came with an answer of the store. */
  see(slug: string, day: LocalDay, figures: VisitFigures): void
}

/** How many releases' figures a process remembers. */
const mostSlugs = 100_000
/** After a read that was late or refused, pages do not wait for the store at all for this long, ms. */
const pause = 1000

/** `budget` is the longest wait, ms; `now` is a steady clock. */
export function createFigureReader(store: VisitStore, now: () => number, budget = 50): FigureReader {
  const seen = new LRUCache<string, VisitFigures & { readonly day: LocalDay }>({ max: mostSlugs })
  let patientAgainAt = Number.NEGATIVE_INFINITY
  let reading = 0

  const see = (slug: string, day: LocalDay, { today, total }: VisitFigures) => {
    seen.set(slug, { day, today, total })
  }
  const lastSeen = (slug: string, day: LocalDay): VisitFigures | undefined => {
    const last = seen.get(slug)
    return last?.day === day ? { today: last.today, total: last.total } : undefined
  }
  const ask = async (slugs: readonly string[], day: LocalDay): Promise<void> => {
    reading += 1
    try {
      for (const [slug, figures] of await store.read(slugs, day)) see(slug, day, figures)
      patientAgainAt = Number.NEGATIVE_INFINITY
    } catch (error) {
      if (!(error instanceof StoreError)) throw error
      patientAgainAt = now() + pause
    } finally {
      reading -= 1
    }
  }

  return {
    lastSeen,
    see,
    async read(slugs, day) {
      const impatient = now() < patientAgainAt
      // One question is enough to learn that a silent store answers again.
      if (!impatient || reading === 0) {
        const answer = ask(slugs, day)
        if (!impatient && !(await settledWithin(budget, answer))) patientAgainAt = now() + pause
      }
      return new Map(
        slugs.flatMap((slug) => {
          const figures = lastSeen(slug, day)
          return figures === undefined ? [] : [[slug, figures] as const]
        }),
      )
    },
  }
}

/** Whether `promise` settles within the time. */
function settledWithin(milliseconds: number, promise: Promise<void>): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(false), milliseconds)
    promise.then(() => resolve(true), reject).finally(() => clearTimeout(timer))
  })
}
