import { randomBytes } from 'node:crypto'
import { expect } from 'vitest'
import type { VisitHit, VisitStore } from '#lib/visits/store/store.ts'

const noon = Date.UTC(2026, 2, 1, 4)
const hour = 3_600_000
const minute = 60_000

/** A hit by a reader nobody has seen before. */
export function newHit(fields: Partial<VisitHit> = {}): VisitHit {
  return {
    event: randomBytes(16).toString('hex'),
    slug: 'seminar',
    day: '2026-03-01',
    fingerprint: randomBytes(16).toString('hex'),
    at: noon,
    windowSeconds: 1800,
    ...fields,
  }
}

async function listAll<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const row of rows) all.push(row)
  return all
}

type RunTest = (title: string, body: () => Promise<void>) => void

/** What every store promises. `open` gives an empty store each time; the suite closes it. */
export function describeVisitStore(name: string, run: RunTest, open: () => Promise<VisitStore>): void {
  const check = (title: string, body: (store: VisitStore) => Promise<void>) =>
    run(`${name}: ${title}`, async () => {
      const store = await open()
      try {
        await body(store)
      } finally {
        await store.close()
      }
    })

  check('a first hit is counted, and answered with both figures', async (store) => {
    expect(await store.hit(newHit())).toEqual({ outcome: 'counted', today: 1, total: 1 })
    expect(await store.hit(newHit())).toEqual({ outcome: 'counted', today: 2, total: 2 })
    expect(await store.hit(newHit({ slug: 'other' }))).toEqual({ outcome: 'counted', today: 1, total: 1 })
  })

  check('the same event id counts once, whatever else the hit says', async (store) => {
    const hit = newHit()
    await store.hit(hit)
    expect((await store.hit(hit)).outcome).toBe('replay')
    expect((await store.hit({ ...newHit(), event: hit.event, slug: 'other', day: '2026-03-02' })).outcome).toBe(
      'replay',
    )
    expect(await store.read(['seminar', 'other'], '2026-03-01')).toEqual(
      new Map([
        ['seminar', { today: 1, total: 1 }],
        ['other', { today: 0, total: 0 }],
      ]),
    )
  })

  check('one event id sent many times at once counts once', async (store) => {
    const hit = newHit()
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => store.hit(hit)))
    expect(outcomes.filter(({ outcome }) => outcome === 'counted')).toHaveLength(1)
    expect((await store.read(['seminar'], hit.day)).get('seminar')).toEqual({ today: 1, total: 1 })
  })

  check('a reader counts once in the window, and again from its end', async (store) => {
    const { fingerprint } = newHit()
    const after = async (ms: number) => (await store.hit(newHit({ fingerprint, at: noon + ms }))).outcome
    expect(await after(0)).toBe('counted')
    expect(await after(1)).toBe('repeat')
    expect(await after(30 * minute - 1)).toBe('repeat')
    expect(await after(30 * minute)).toBe('counted')
    expect(await after(59 * minute)).toBe('repeat')
  })

  check('hits that arrive late never make two visits within one window', async (store) => {
    const { fingerprint } = newHit()
    const after = async (minutes: number) =>
      (await store.hit(newHit({ fingerprint, at: noon + minutes * minute }))).outcome
    expect(await after(40)).toBe('counted')
    expect(await after(0)).toBe('counted')
    expect(await after(50)).toBe('repeat')
    expect(await after(20)).toBe('repeat')
    expect(await after(-10)).toBe('repeat')
    expect(await after(-30)).toBe('counted')
  })

  check('a window of 0 counts each hit', async (store) => {
    const { fingerprint } = newHit()
    for (const total of [1, 2, 3]) {
      expect(await store.hit(newHit({ fingerprint, windowSeconds: 0 }))).toEqual({
        outcome: 'counted',
        today: total,
        total,
      })
    }
  })

  check(
    '15 pairs of hits within 30 s and 15 pairs outside give 45 with a 30 s window (COUNTER E.2.3)',
    async (store) => {
      for (let pair = 0; pair < 30; pair += 1) {
        const { fingerprint } = newHit()
        const at = noon + pair * minute
        await store.hit(newHit({ fingerprint, at, windowSeconds: 30 }))
        await store.hit(newHit({ fingerprint, at: at + (pair < 15 ? 29_000 : 31_000), windowSeconds: 30 }))
      }
      expect((await store.read(['seminar'], '2026-03-01')).get('seminar')).toEqual({ today: 45, total: 45 })
    },
  )

  check('today belongs to the asked day, total to all days', async (store) => {
    await store.hit(newHit())
    await store.hit(newHit({ day: '2026-03-02' }))
    await store.hit(newHit({ day: '2026-03-02' }))
    const today = async (day: string) => (await store.read(['seminar'], day)).get('seminar')
    expect(await today('2026-03-01')).toEqual({ today: 1, total: 3 })
    expect(await today('2026-03-02')).toEqual({ today: 2, total: 3 })
    expect(await today('2026-03-03')).toEqual({ today: 0, total: 3 })
  })

  check('reading a slug never counted gives zeros and creates no key', async (store) => {
    expect(await store.read(['nothing', 'constructor', '__proto__'], '2026-03-01')).toEqual(
      new Map(['nothing', 'constructor', '__proto__'].map((slug) => [slug, { today: 0, total: 0 }])),
    )
    expect(await store.read([], '2026-03-01')).toEqual(new Map())
    expect(await listAll(store.export())).toEqual([])
  })

  const count = async (store: VisitStore, slug: string, day: string, visits: number) => {
    for (let visit = 0; visit < visits; visit += 1) await store.hit(newHit({ slug, day }))
  }

  check('the most visited come first, ties by slug, between two days', async (store) => {
    await count(store, 'a', '2026-03-01', 2)
    await count(store, 'b', '2026-03-01', 1)
    await count(store, 'b', '2026-03-02', 3)
    await count(store, 'd', '2026-03-02', 2)
    await count(store, 'c', '2026-03-02', 2)
    await count(store, 'e', '2026-03-03', 9)
    const top = (from: string, to: string, limit: number) => store.top(from, to, limit)
    expect(await top('2026-03-01', '2026-03-02', 10)).toEqual([
      { slug: 'b', visits: 4 },
      { slug: 'a', visits: 2 },
      { slug: 'c', visits: 2 },
      { slug: 'd', visits: 2 },
    ])
    expect(await top('2026-03-01', '2026-03-02', 2)).toEqual([
      { slug: 'b', visits: 4 },
      { slug: 'a', visits: 2 },
    ])
    expect(await top('0000-00-00', '9999-12-31', 3)).toEqual([
      { slug: 'e', visits: 9 },
      { slug: 'b', visits: 4 },
      { slug: 'a', visits: 2 },
    ])
    expect(await top('2026-03-05', '2026-03-09', 3)).toEqual([])
  })

  check('a series has the days with visits in order, of one slug or of all', async (store) => {
    await count(store, 'a', '2026-03-03', 1)
    await count(store, 'a', '2026-03-01', 2)
    await count(store, 'b', '2026-03-01', 3)
    await count(store, 'a', '2026-04-01', 1)
    expect(await store.series('a', '2026-03-01', '2026-03-31')).toEqual([
      { day: '2026-03-01', visits: 2 },
      { day: '2026-03-03', visits: 1 },
    ])
    expect(await store.series(undefined, '2026-03-01', '2026-03-31')).toEqual([
      { day: '2026-03-01', visits: 5 },
      { day: '2026-03-03', visits: 1 },
    ])
    expect(await store.series('nothing', '2026-03-01', '2026-03-31')).toEqual([])
  })

  check('a rename moves every count, adds to what is there, and a second one changes nothing', async (store) => {
    await count(store, 'old', '2026-03-01', 2)
    await count(store, 'old', '2026-03-02', 1)
    await count(store, 'new', '2026-03-02', 4)
    for (let time = 0; time < 2; time += 1) {
      await store.rename('old', 'new', noon + time)
      expect(await listAll(store.export())).toEqual([
        { slug: 'new', day: '2026-03-01', visits: 2 },
        { slug: 'new', day: '2026-03-02', visits: 5 },
      ])
      expect((await store.read(['old', 'new'], '2026-03-02')).get('new')).toEqual({ today: 5, total: 7 })
      expect((await store.read(['old'], '2026-03-02')).get('old')).toEqual({ today: 0, total: 0 })
      expect(await store.top('2026-03-01', '2026-03-02', 5)).toEqual([{ slug: 'new', visits: 7 }])
    }
    await store.rename('new', 'new', noon)
    await store.rename('nothing', 'new', noon)
    expect((await store.read(['new'], '2026-03-02')).get('new')).toEqual({ today: 5, total: 7 })
    const lines = [...(await store.restatements())].sort((a, b) => (a.slug + a.day < b.slug + b.day ? -1 : 1))
    const [to, from] = ['moved to new', 'moved from old']
    expect(lines).toEqual([
      { slug: 'new', day: '2026-03-01', before: 0, visits: 2, note: from, at: noon },
      { slug: 'new', day: '2026-03-02', before: 4, visits: 5, note: from, at: noon },
      { slug: 'old', day: '2026-03-01', before: 2, visits: 0, note: to, at: noon },
      { slug: 'old', day: '2026-03-02', before: 1, visits: 0, note: to, at: noon },
    ])
  })

  check('an export has every count, ordered by slug and day', async (store) => {
    const slugs = Array.from({ length: 30 }, (_, index) => `release-${index}`)
    for (const slug of slugs) await count(store, slug, '2026-03-02', 1)
    for (const slug of slugs) await count(store, slug, '2026-03-01', 2)
    const rows = await listAll(store.export())
    expect(rows).toEqual(
      [...slugs].sort().flatMap((slug) => [
        { slug, day: '2026-03-01', visits: 2 },
        { slug, day: '2026-03-02', visits: 1 },
      ]),
    )
  })

  check('counts of another store are taken over once, and later only what came since', async (store) => {
    await count(store, 'a', '2026-03-01', 3)
    const rows = [
      { slug: 'a', day: '2026-03-01', visits: 5 },
      { slug: 'b', day: '2026-02-01', visits: 7 },
    ]
    await store.adopt('elsewhere', rows)
    await store.adopt('elsewhere', rows)
    expect((await store.read(['a'], '2026-03-01')).get('a')).toEqual({ today: 8, total: 8 })
    await count(store, 'a', '2026-03-01', 1)
    await store.adopt('elsewhere', [{ slug: 'a', day: '2026-03-01', visits: 6 }])
    await store.adopt('third', [{ slug: 'b', day: '2026-02-01', visits: 1 }])
    expect(await store.adopted('third')).toEqual([{ slug: 'b', day: '2026-02-01', visits: 1 }])
    expect(await store.adopted('nobody')).toEqual([])
    expect(await store.read(['a', 'b'], '2026-02-01')).toEqual(
      new Map([
        ['a', { today: 0, total: 10 }],
        ['b', { today: 8, total: 8 }],
      ]),
    )
    expect(await store.top('2026-02-01', '2026-02-01', 5)).toEqual([{ slug: 'b', visits: 8 }])
    expect(await store.series(undefined, '2026-02-01', '2026-03-01')).toEqual([
      { day: '2026-02-01', visits: 8 },
      { day: '2026-03-01', visits: 10 },
    ])
  })

  check('a correction sets one day, answers what it had, and leaves an audit line', async (store) => {
    await count(store, 'a', '2026-03-01', 3)
    await count(store, 'a', '2026-03-02', 1)
    const correction = { slug: 'a', day: '2026-03-01', visits: 1, note: 'A script of ours.', at: noon }
    expect(await store.restate(correction)).toBe(3)
    expect((await store.read(['a'], '2026-03-01')).get('a')).toEqual({ today: 1, total: 2 })
    expect(await store.restate({ ...correction, day: '2026-03-02', visits: 0, note: 'The same.' })).toBe(1)
    expect(await store.series('a', '2026-03-01', '2026-03-02')).toEqual([{ day: '2026-03-01', visits: 1 }])
    expect(await store.top('2026-03-02', '2026-03-02', 3)).toEqual([])
    expect(await store.restatements()).toEqual([
      { ...correction, before: 3 },
      { ...correction, day: '2026-03-02', visits: 0, note: 'The same.', before: 1 },
    ])
  })

  check('refused hits add up by reason between two days', async (store) => {
    await store.refuse('bot', '2026-03-01', 3)
    await store.refuse('bot', '2026-03-02', 4)
    await store.refuse('prefetch', '2026-03-02', 1)
    await store.refuse('bot', '2026-03-04', 100)
    expect(await store.refusals('2026-03-01', '2026-03-02')).toEqual(
      new Map([
        ['bot', 7],
        ['prefetch', 1],
      ]),
    )
    expect(await store.refusals('2025-03-01', '2025-03-02')).toEqual(new Map())
  })

  check('a day has one salt of 32 bytes, the first proposed; another day has another', async (store) => {
    const [first, again, other] = await Promise.all([
      store.salt('2026-03-01', noon),
      store.salt('2026-03-01', noon),
      store.salt('2026-03-02', noon),
    ])
    expect(first).toHaveLength(32)
    expect(again.equals(first)).toBe(true)
    expect(other.equals(first)).toBe(false)
    const proposed = randomBytes(32)
    expect((await store.salt('2026-03-03', noon, proposed)).equals(proposed)).toBe(true)
    expect((await store.salt('2026-03-03', noon, randomBytes(32))).equals(proposed)).toBe(true)
    expect((await store.salt('2026-03-01', noon, proposed)).equals(first)).toBe(true)
  })

  check('salts and event ids are forgotten after 48 h, counts never', async (store) => {
    const hit = newHit()
    await store.hit(hit)
    const salt = await store.salt(hit.day, noon)
    await store.prune(noon + 48 * hour)
    expect((await store.salt(hit.day, noon)).equals(salt)).toBe(true)
    expect((await store.hit(hit)).outcome).toBe('replay')
    await store.prune(noon + 48 * hour + 1)
    expect((await store.salt(hit.day, noon)).equals(salt)).toBe(false)
    expect((await store.hit({ ...hit, fingerprint: newHit().fingerprint })).outcome).toBe('counted')
    expect((await store.read(['seminar'], hit.day)).get('seminar')).toEqual({ today: 2, total: 2 })
  })

  check('a healthy store says so, knows its id and its last commit', async (store) => {
    const { id, ...fresh } = await store.health()
    expect(fresh).toMatchObject({ ok: true })
    expect(id).toMatch(/^[0-9a-f-]{36}$/)
    await store.hit(newHit({ at: noon + 5 }))
    expect(await store.health()).toMatchObject({ ok: true, id, lastCommit: noon + 5 })
  })

  check('1,000 parallel readers give exactly +1,000', async (store) => {
    const hits = Array.from({ length: 1000 }, (_, index) => newHit({ slug: index % 2 === 0 ? 'even' : 'odd' }))
    const answers = await Promise.all(hits.map((hit) => store.hit(hit)))
    expect(answers.every(({ outcome }) => outcome === 'counted')).toBe(true)
    expect(await store.read(['even', 'odd'], '2026-03-01')).toEqual(
      new Map([
        ['even', { today: 500, total: 500 }],
        ['odd', { today: 500, total: 500 }],
      ]),
    )
  })
}
