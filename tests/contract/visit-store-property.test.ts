import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openStore } from '#lib/visits/store/open.ts'
import type { VisitHit, VisitStore } from '#lib/visits/store/store.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'
import { redisTest, startRedisServer } from '../support/visits/redis-server.ts'

const minute = 60_000
const hexadecimal = (value: number) => value.toString(16).padStart(32, '0')

// Few readers, close instants: nearly every hit meets another in its window.
const hit = fc
  .record({ reader: fc.nat(5), slug: fc.constantFrom('a', 'b'), minute: fc.nat(600) })
  .map(({ reader, slug, minute: at }) => ({ fingerprint: reader * 2 + (slug === 'a' ? 0 : 1), slug, at: at * minute }))

/**
 * What reaches the store: each hit one to four times, in any order (`deliveries` are indices into `hits`), in bursts that are
 * sent at once, with a restart of the process after some of them.
 */
const traffic = fc.array(hit, { minLength: 150, maxLength: 250, size: 'max' }).chain((hits) =>
  fc.record({
    hits: fc.constant(hits),
    deliveries: fc.tuple(...hits.map(() => fc.integer({ min: 1, max: 4 }))).chain((times) => {
      const all = times.flatMap((count, index) => Array<number>(count).fill(index))
      return fc.shuffledSubarray(all, { minLength: all.length })
    }),
    burst: fc.integer({ min: 1, max: 60 }),
    restartAfter: fc.array(fc.nat(20), { maxLength: 2, size: 'max' }),
  }),
)

async function expectExact(open: () => Promise<VisitStore>, runs: number): Promise<number> {
  let base = 0
  let delivered = 0
  await fc.assert(
    fc.asyncProperty(traffic, async ({ hits, deliveries, burst, restartAfter }) => {
      // Each run has its own readers, events and releases, in one store that grows.
      base += 1000
      const run = base
      const sent: VisitHit[] = hits.map(({ fingerprint, slug, at }, index) => ({
        event: hexadecimal(run + index),
        fingerprint: hexadecimal(run + fingerprint),
        slug: `${slug}-${run}`,
        day: '2026-03-01',
        at: at + 1_772_000_000_000,
        windowSeconds: 1800,
      }))
      let store = await open()
      try {
        const counted: VisitHit[] = []
        for (let start = 0, group = 0; start < deliveries.length; start += burst, group += 1) {
          const some = deliveries.slice(start, start + burst).flatMap((index) => sent[index] ?? [])
          const answers = await Promise.all(some.map((one) => store.hit(one)))
          for (const [index, { outcome }] of answers.entries()) {
            const one = some[index]
            if (outcome === 'counted' && one !== undefined) counted.push(one)
          }
          delivered += some.length
          if (restartAfter.includes(group)) {
            await store.close()
            store = await open()
          }
        }
        expectNoDoubles(counted, sent)
        const stored = await store.read([`a-${run}`, `b-${run}`], '2026-03-01')
        for (const [slug, { today, total }] of stored) {
          expect(today).toBe(counted.filter((one) => one.slug === slug).length)
          expect(total).toBe(today)
        }
      } finally {
        await store.close()
      }
    }),
    { numRuns: runs },
  )
  return delivered
}

function expectNoDoubles(counted: readonly VisitHit[], sent: readonly VisitHit[]): void {
  expect(new Set(counted.map(({ event }) => event)).size).toBe(counted.length)
  const isNear = (one: VisitHit, other: VisitHit) =>
    one.fingerprint === other.fingerprint && Math.abs(one.at - other.at) < 30 * minute
  expect(counted.filter((one) => counted.some((other) => one !== other && isNear(one, other)))).toEqual([])
  // Nothing is refused without reason either: each hit has a counted one of its reader within the window.
  expect(sent.filter((one) => !counted.some((other) => isNear(one, other)))).toEqual([])
}

test('no visit is counted twice by a retry, in any order, across restarts: SQLite', { timeout: 300_000 }, async () => {
  const dataDir = await makeTemporaryFolder()
  const delivered = await expectExact(() => openStore({ kind: 'sqlite' }, { dataDir }), 25)
  expect(delivered).toBeGreaterThan(10_000)
})

redisTest(
  'no visit is counted twice by a retry, in any order, across restarts: Redis',
  { timeout: 300_000 },
  async () => {
    const dataDir = await makeTemporaryFolder()
    const redis = await startRedisServer('--appendfsync', 'no')
    try {
      const setting = { kind: 'redis', url: redis.url } as const
      const delivered = await expectExact(() => openStore(setting, { dataDir, commandTimeout: 5000 }), 50)
      expect(delivered).toBeGreaterThan(10_000)
    } finally {
      await redis.stop()
    }
  },
)

test('no visit is counted twice by a retry, in any order: memory', { timeout: 60_000 }, async () => {
  const store = await openStore({ kind: 'memory' }, { dataDir: 'unused' })
  expect(await expectExact(async () => store, 25)).toBeGreaterThan(10_000)
})
