import fc from 'fast-check'
import { expect, test } from 'vitest'
import { byDate, byFit, byTitle, type Match, yearsOf } from '#lib/search/order.ts'
import { edition } from '#tests/support/editions.ts'
import { at, publicRelease, release } from '#tests/support/releases.ts'

const now = at('2026-11-21 12:00:00')
const match = (id: number, date: string): Match => ({ id, release: publicRelease({ slug: `r${id}`, date: at(date) }) })
const slugs = (found: readonly { readonly slug: string }[]) => found.map(({ slug }) => slug)

test('of two releases that fit equally the fresh one comes first; one that fits far better comes before it', () => {
  const matches = [match(1, '2009-05-13'), match(2, '2026-11-01'), match(3, '2012-02-01')]
  const fits = new Map([
    [1, 1],
    [2, 1],
    [3, 2],
  ])
  expect(slugs(byFit(matches, { fits, now, from: 0, to: 10 }))).toEqual(['r3', 'r2', 'r1'])
})

test('releases go by date to the second, also those from before 1970', () => {
  const dates = fc.array(fc.integer({ min: at('1899-01-01') / 1000, max: at('2100-01-01') / 1000 }), { maxLength: 60 })
  fc.assert(
    fc.property(dates, (seconds) => {
      const matches = seconds.map((second, id) => ({ id, release: publicRelease({ date: second * 1000 }) }))
      const sorted = (newestFirst: boolean, from = 0, to = matches.length) =>
        byDate(matches, newestFirst, from, to).map(({ date }) => date / 1000)
      expect(sorted(false)).toEqual(seconds.toSorted((a, b) => a - b))
      expect(sorted(true)).toEqual(seconds.toSorted((a, b) => b - a))
      expect(sorted(true, 3, 9)).toEqual(seconds.toSorted((a, b) => b - a).slice(3, 9))
    }),
  )
})

test('a release belongs to the year that its date has in the time zone of the site', () => {
  const dates = ['2016-01-01 00:00:00', '2015-12-31 23:59:59', '2015-01-01 00:00:00', '2012-06-01 00:00:00']
  const { en } = edition({ releases: dates.map((date, id) => release({ slug: `r${id}`, date: at(date) })) }).locales
  expect(en.releases.map(yearsOf(en, 'Asia/Shanghai'))).toEqual([2016, 2015, 2015, 2012])
})

test('pages of very many releases have each once: titles with the words first, the newest first in both', () => {
  const matches = [match(1, '2015-01-01'), match(2, '2016-01-01'), match(3, '2017-01-01'), match(4, '2018-01-01')]
  const titled = new Set([1, 2])
  const pages = [0, 1, 2, 3].map((from) => slugs(byTitle(matches, { titled, from, to: from + 1 }))[0])
  expect(pages).toEqual(['r2', 'r1', 'r4', 'r3'])
})
