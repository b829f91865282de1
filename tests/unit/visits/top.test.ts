import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openMemoryStore } from '#lib/visits/store/memory.ts'
import { compareVisits } from '#lib/visits/store/store.ts'
import { rankReleases } from '#lib/visits/top.ts'

test('the ranking of all times is exact however counted visits and legacy totals are mixed', async () => {
  const slugs = fc.array(fc.record({ counted: fc.nat(3), legacy: fc.nat(3), isPublic: fc.boolean() }), {
    maxLength: 40,
  })
  await fc.assert(
    fc.asyncProperty(slugs, fc.integer({ min: 1, max: 2 }), async (facts, limit) => {
      const all = facts.map((fact, place) => ({ ...fact, slug: `release-${place}` }))
      const store = openMemoryStore()
      const rows = all.map(({ slug, counted }) => ({ slug, day: '2026-02-01', visits: counted }))
      await store.adopt(
        'before',
        rows.filter(({ visits }) => visits > 0),
      )
      const published = new Map(all.filter(({ isPublic }) => isPublic).map((release) => [release.slug, release]))
      const ranked = await rankReleases({
        store,
        releases: {
          isPublished: (slug) => published.has(slug),
          legacyVisits: (slug) => published.get(slug)?.legacy ?? 0,
          mostLegacy: (most) =>
            [...published.values()]
              .flatMap(({ slug, legacy }) => (legacy > 0 ? [{ slug, visits: legacy }] : []))
              .sort(compareVisits)
              .slice(0, most),
        },
        days: 'all',
        limit,
        now: Date.UTC(2026, 2, 1),
        timeZone: 'UTC',
      })
      const expected = [...published.values()]
        .map(({ slug, counted, legacy }) => ({ slug, visits: counted + legacy }))
        .filter(({ visits }) => visits > 0)
        .sort(compareVisits)
      expect(ranked).toEqual(expected.slice(0, limit))
    }),
    { numRuns: 2000 },
  )
})

test('a ranking of some days begins so many days ago, today included, in the site’s zone', async () => {
  const store = openMemoryStore()
  const days = ['2026-02-22', '2026-02-23', '2026-02-28', '2026-03-01']
  await store.adopt(
    'before',
    days.map((day) => ({ slug: day, day, visits: 1 })),
  )
  const slugs = async (span: number) =>
    (
      await rankReleases({
        store,
        releases: { isPublished: () => true, legacyVisits: () => 0 },
        days: span,
        limit: 9,
        now: Date.parse('2026-02-28T16:00:00Z'),
        timeZone: 'Asia/Shanghai',
      })
    ).map(({ slug }) => slug)
  expect(await slugs(1)).toEqual(['2026-03-01'])
  expect(await slugs(7)).toEqual(['2026-02-23', '2026-02-28', '2026-03-01'])
})
