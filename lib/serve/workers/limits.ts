import { createRateLimiter, type RateLimiter, type VisitRates } from '#lib/visits/rate.ts'
import type { ToSupervisor, ToWorker } from './messages.ts'

type Hits = (ToSupervisor & { readonly kind: 'hits' })['hits']

interface Asked {
  readonly hits: Hits
  readonly answers: ((isWithin: boolean) => void)[]
}

/** A worker's side: asks whoever counts for all. Hits of one turn of the event loop share a message. */
export class LimitQuestions {
  readonly #tell: (message: ToSupervisor) => void
  readonly #underWay = new Map<number, Asked>()
  #next: Asked | undefined
  #lastId = 0

  constructor(tell: (message: ToSupervisor) => void) {
    this.#tell = tell
  }

  readonly isWithin: RateLimiter<Promise<boolean>> = (network, slug, { day }) =>
    new Promise((resolve) => {
      this.#next ??= this.#begin()
      this.#next.hits.push([network, slug, day])
      this.#next.answers.push(resolve)
    })

  answered({ id, within }: ToWorker & { readonly kind: 'limits' }): void {
    const asked = this.#underWay.get(id)
    this.#underWay.delete(id)
    for (const [index, answer] of (asked?.answers ?? []).entries()) answer(within[index] === true)
  }

  #begin(): Asked {
    const asked: Asked = { hits: [], answers: [] }
    this.#lastId += 1
    const id = this.#lastId
    this.#underWay.set(id, asked)
    setImmediate(() => {
      this.#next = undefined
      this.#tell({ kind: 'hits', id, hits: asked.hits })
    })
    return asked
  }
}

/** The supervisor's side: the hits of addresses on all workers. `now` in ms, never going back. */
export function createSharedLimits(limits: VisitRates, now: () => number): (hits: Hits) => boolean[] {
  const isWithin = createRateLimiter(limits)
  return (hits) => hits.map(([network, slug, day]) => isWithin(network, slug, { at: now(), day }))
}
