import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Release } from '#lib/content/types.ts'
import { byDate, byFit, countMarks, markedFirst, part } from '#lib/search/order.ts'
import { LocalePlaces, type Places } from '#lib/search/places.ts'
import { edition } from '#tests/support/content/editions.ts'
import { at, release } from '#tests/support/content/releases.ts'

const now = at('2026-11-21 12:00:00')

/** Places of releases of these dates, `r1` and so on, whose entries have the ids 1 and so on. */
function placesOf(dates: readonly string[]): Places {
  const releases = dates.map((date, index) => release({ slug: `r${index + 1}`, date: at(date) }))
  const known = new LocalePlaces()
  for (const index of dates.keys()) known.learn(index + 1, `r${index + 1}`)
  return known.of(edition({ releases }).locales.en)
}

const all = ({ own }: Places) => new Uint8Array(own.releases.length).fill(1)
const slugsAt = ({ own }: Places, found: Iterable<number>) => [...found].map((place) => own.releases[place]?.slug)

test('of two releases that fit equally the fresh one comes first; one that fits far better comes before it', () => {
  const places = placesOf(['2009-05-13', '2026-11-01', '2012-02-01'])
  const fits = new Map([
    [1, 1],
    [2, 1],
    [3, 2],
  ])
  expect(slugsAt(places, byFit(places, [0, 1, 2], { fits, now }))).toEqual(['r3', 'r2', 'r1'])
})

test('a release belongs to the year that its date has in the time zone of the site', () => {
  const places = placesOf(['2016-01-01 00:00:00', '2015-12-31 23:59:59', '2015-01-01 00:00:00', '2012-06-01 00:00:00'])
  const { years } = countMarks(places, all(places), {})
  expect(years).toEqual([
    [2016, 1],
    [2015, 2],
    [2012, 1],
  ])
  expect(slugsAt(places, byDate(places, all(places), { year: 2015 }))).toEqual(['r2', 'r3'])
  expect(slugsAt(places, byDate(places, all(places), {}, true))).toEqual(['r4', 'r3', 'r2', 'r1'])
})

test('pages of very many releases have each once: titles with the words first, the newest first in both', () => {
  const places = placesOf(['2015-01-01', '2016-01-01', '2017-01-01', '2018-01-01'])
  const titled = all(places)
  for (const id of [3, 4]) titled[(places.ofId[id] ?? 0) - 1] = 0
  const found = () => markedFirst(places, all(places), { first: titled, filters: {} })
  const pages = [0, 1, 2, 3].flatMap((from) => slugsAt(places, part(found(), from, from + 1)))
  expect(pages).toEqual(['r2', 'r1', 'r4', 'r3'])
})

/** What may be known of six slugs: which are there, when and of what category, and in what order their entries came. */
const step = fc.record({
  releases: fc.uniqueArray(
    fc.record({
      slug: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
      date: fc.constantFrom(at('2014-03-01'), at('2015-03-01'), at('2015-03-01 00:00:01')),
      category: fc.constantFrom('policy', 'industry', 'elsewhere', undefined),
    }),
    { selector: ({ slug }) => slug },
  ),
  written: fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 4 }),
})

test('places follow every edition and every entry as if they were made anew', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 6 }), (steps) => {
      const known = new LocalePlaces()
      const ids = new Map<string, number>()
      let id = 0
      for (const { releases, written } of steps) {
        const list: Release[] = releases.map(({ category, ...rest }) =>
          release({ ...rest, ...(category === undefined ? {} : { category }) }),
        )
        const { en } = edition({ releases: list }).locales
        known.of(en)
        for (const slug of written) {
          id += 1
          ids.set(slug, id)
          known.learn(id, slug)
        }
        const places = known.of(en)
        expect([...places.ids]).toEqual(en.releases.map(({ slug }) => ids.get(slug) ?? 0))
        for (const [place, { slug }] of en.releases.entries()) {
          const own = ids.get(slug)
          if (own !== undefined) expect(places.ofId[own]).toBe(place + 1)
        }
        const categories = [...places.categories].map((number) => places.categoryKeys[number - 1])
        expect(categories).toEqual(en.releases.map(({ category }) => category))
      }
    }),
  )
})
