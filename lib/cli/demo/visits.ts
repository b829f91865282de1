import { dayAfter } from '#lib/time-zone.ts'
import { openStore } from '#lib/visits/store/open.ts'
import type { VisitHit } from '#lib/visits/store/store.ts'
import { createRandom, type Random } from './random.ts'

const hex = (random: Random) => Array.from({ length: 32 }, () => random.whole(0, 15).toString(16)).join('')

export interface DemoVisitsOptions {
  readonly dataDir: string
  /** Newest first; earlier ones are read more. */
  readonly slugs: readonly string[]
  readonly seed: number
  /** Today in the site's zone, `YYYY-MM-DD`. */
  readonly today: string
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** The hits of the last 30 days that a site of this kind may have: few releases with many readers, many with few. */
export function buildDemoHits({ slugs, seed, today, now }: Omit<DemoVisitsOptions, 'dataDir'>): VisitHit[] {
  const random = createRandom(seed, 800_000)
  return slugs.slice(0, 160).flatMap((slug, rank) => {
    const readers = Math.ceil((220 / (rank + 2) ** 0.8) * (0.4 + random.next() * 1.2))
    return Array.from({ length: readers }, () => {
      const back = Math.floor(random.next() ** 1.6 * 30)
      const day = dayAfter(today, -back)
      return { event: hex(random), slug, day, fingerprint: hex(random), at: now - back * 86_400_000, windowSeconds: 0 }
    })
  })
}

/** Counts them through the store's own port, as the site does. */
export async function countDemoVisits(options: DemoVisitsOptions): Promise<number> {
  const store = await openStore({ kind: 'sqlite' }, { dataDir: options.dataDir })
  try {
    const hits = buildDemoHits(options)
    for (let start = 0; start < hits.length; start += 500) {
      await Promise.all(hits.slice(start, start + 500).map((hit) => store.hit(hit)))
    }
    return hits.length
  } finally {
    await store.close()
  }
}
