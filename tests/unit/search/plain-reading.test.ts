import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildCatalogue } from '#lib/content/catalogue.ts'
import { buildEdition } from '#lib/content/edition.ts'
import type { Edition, PublicRelease, Release } from '#lib/content/types.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { silentLog } from '#lib/log.ts'
import type { Search, SearchOrder, SearchRequest } from '#lib/search/result.ts'
import { openSearch } from '#lib/search/search.ts'
import { at, release, site } from '#tests/support/content/releases.ts'
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts'
import { until } from '#tests/support/until.ts'

const now = at('2026-11-21 12:00:00')
const later = at('2027-01-01 00:00:00')

const word = fc.constantFrom('port', 'ports', 'steel', 'a', '2015', '信息', '信息化', '息', '化工', '工信', '々')
const text = fc.array(word, { maxLength: 6 }).map((words) => words.join(' '))
const date = fc.constantFrom(at('2014-12-31 23:59:59'), at('2015-01-01'), at('2026-11-21 12:00:00'), later, later + 1)

/** A release that may be public now, at the turn of the year, in both, or never; `body` is what its file says. */
const version = fc.record({
  slug: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
  locale: fc.constantFrom<Locale>('en', 'zh'),
  date,
  title: text,
  summary: text,
  tags: fc.array(word, { maxLength: 2 }),
  body: text,
  category: fc.constantFrom('policy', 'industry', undefined),
  draft: fc.integer({ max: 5, min: 0 }).map((number) => number === 0),
  expires: fc.constantFrom(undefined, undefined, now + 1, later),
})
const catalogue = fc.uniqueArray(version, { selector: ({ slug, locale }) => `${locale}/${slug}`, maxLength: 14 })

const term = fc.oneof(word, fc.constantFrom('"port steel"', '"a a"', '"steel 2015"', '信', '工', '化', '信息化工'))
const question = fc.record({
  terms: fc.array(term, { minLength: 1, maxLength: 3 }),
  locale: fc.constantFrom<Locale>('en', 'zh'),
  order: fc.constantFrom<SearchOrder>('relevance', 'newest', 'oldest'),
  category: fc.constantFrom(undefined, 'policy', 'industry'),
  year: fc.constantFrom(undefined, 2014, 2015, 2026, 2027),
})

const isHan = /\p{Script=Han}|々/u

/** Whether a field has the term, read as people read: Latin words whole and side by side, Han characters in a row. */
function has(field: string, wanted: string): boolean {
  const plain = wanted.replaceAll('"', '')
  return isHan.test(plain) ? field.includes(plain) : ` ${field} `.includes(` ${plain} `)
}

const yearOf = (instant: number) => new Date(instant + 8 * 3_600_000).getUTCFullYear()

function tally<K>(keys: readonly (K | undefined)[]): Map<K, number> {
  const counts = new Map<K, number>()
  for (const key of keys) if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

interface Question extends Omit<SearchRequest, 'text' | 'page' | 'category' | 'year'> {
  readonly terms: readonly string[]
  readonly category: string | undefined
  readonly year: number | undefined
}

/** What a search must say, by reading every release. */
function readPlainly(releases: readonly PublicRelease[], bodies: ReadonlyMap<Release, string>, asked: Question) {
  const found = releases.filter(({ file, title, summary, tags }) => {
    const body = [...bodies].find(([other]) => other.file === file)?.[1] ?? ''
    return asked.terms.every((wanted) =>
      [title, [summary, ...tags].join(' ').trim(), body].some((field) => has(field, wanted)),
    )
  })
  const ofYear = found.filter((one) => asked.year === undefined || yearOf(one.date) === asked.year)
  const ofCategory = found.filter((one) => asked.category === undefined || one.category === asked.category)
  const both = ofYear.filter((one) => ofCategory.includes(one)).map(({ slug }) => slug)
  return {
    slugs: asked.order === 'oldest' ? both.reverse() : both,
    categories: tally(ofYear.map(({ category }) => category)),
    years: [...tally(ofCategory.map((one) => yearOf(one.date)))],
  }
}

function expectPlainReading(search: Search, edition: Edition, bodies: ReadonlyMap<Release, string>, asked: Question) {
  const { terms, category, year, ...rest } = asked
  const chosen = { ...(category === undefined ? {} : { category }), ...(year === undefined ? {} : { year }) }
  const ask = (page: number) => search.find(edition, { ...rest, ...chosen, text: terms.join(' '), page })
  const first = ask(1)
  const slugs = Array.from({ length: first.pages }, (_, index) => ask(index + 1)).flatMap(({ hits }) =>
    hits.map((hit) => hit.release.slug),
  )
  const plain = readPlainly(edition.locales[asked.locale].releases, bodies, asked)
  // How well the words fit is weighed elsewhere; here each must come once.
  const inOrder = (list: readonly string[]) => (asked.order === 'relevance' ? list.toSorted() : list)
  expect(inOrder(slugs)).toEqual(inOrder(plain.slugs))
  expect(first.total).toBe(plain.slugs.length)
  expect(new Map(first.categories)).toEqual(plain.categories)
  expect(first.years).toEqual(plain.years)
}

test('a search finds, counts and orders what reading every public release would, before and after the turn of the year', {
  timeout: 60_000,
}, async () => {
  const questions = fc.array(question, { minLength: 10, maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(catalogue, questions, async (versions, asked) => {
      const bodies = new Map<Release, string>()
      for (const { body, category, expires, ...rest } of versions) {
        const facts = { ...(category === undefined ? {} : { category }), ...(expires === undefined ? {} : { expires }) }
        bodies.set(release({ ...rest, ...facts }), body)
      }
      const read = buildCatalogue(site({ pageSize: 3 }), [...bodies.keys()])
      const search = openSearch({
        dataDir: await makeTemporaryFolder(),
        contentDir: '/nowhere',
        content: {
          catalogue: () => read,
          body: async (one) => {
            const body = bodies.get(one) ?? ''
            return { html: '', text: body, markdown: body, headings: [], images: [], readingMinutes: 1 }
          },
          onChange: () => () => {},
        },
        edition: () => buildEdition(read, now),
        clock: { now: () => now },
        log: silentLog,
      })
      try {
        await until('all is indexed', async () => (search.progress() === 1 ? true : undefined))
        const before = buildEdition(read, now)
        for (const one of asked) expectPlainReading(search, before, bodies, one)
        const after = buildEdition(read, later, before)
        for (const one of asked) expectPlainReading(search, after, bodies, one)
      } finally {
        await search.close()
      }
    }),
    { numRuns: 25 },
  )
})
