import { LRUCache } from 'lru-cache'
import type { LocalDay } from '#lib/time-zone.ts'

/** How many hits one address may send. */
export interface VisitRates {
  readonly perMinute: number
  readonly perDay: number
  readonly perReleasePerDay: number
}

/** Whether one more hit is within the limits; a hit beyond them is not counted against the day. `at` in ms. */
export type RateLimiter<Answer = boolean> = (
  network: string,
  slug: string,
  when: { readonly at: number; readonly day: LocalDay },
) => Answer

/** How many addresses, and pairs of address and release, are remembered at most; the longest unseen are forgotten. */
const remembered = { addresses: 50_000, pairs: 200_000 }

interface Used {
  minute: number
  inMinute: number
  day: LocalDay
  inDay: number
}

/** Counts the hits of addresses in the memory of this process. */
export function createRateLimiter(limits: VisitRates, { addresses, pairs } = remembered): RateLimiter {
  const used = new LRUCache<string, Used>({ max: addresses })
  const usedOnRelease = new LRUCache<string, { day: LocalDay; hits: number }>({ max: pairs })

  return (network, slug, { at, day }) => {
    const minute = Math.floor(at / 60_000)
    const all = used.get(network) ?? { minute, inMinute: 0, day, inDay: 0 }
    if (all.minute !== minute) Object.assign(all, { minute, inMinute: 0 })
    if (all.day !== day) Object.assign(all, { day, inDay: 0 })
    const pair = `${network} ${slug}`
    const kept = usedOnRelease.get(pair)
    const one = kept?.day === day ? kept : { day, hits: 0 }
    all.inMinute += 1
    used.set(network, all)
    if (all.inMinute > limits.perMinute || all.inDay >= limits.perDay || one.hits >= limits.perReleasePerDay)
      return false
    all.inDay += 1
    one.hits += 1
    usedOnRelease.set(pair, one)
    return true
  }
}
