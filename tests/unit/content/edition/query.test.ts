import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildCatalogue } from '#lib/content/catalogue.ts'
import { buildEdition } from '#lib/content/edition.ts'
import {
  archiveMonth,
  archiveYear,
  findAlias,
  findReadable,
  findRelease,
  isReadable,
  listPage,
  neighbours,
  newestPromoted,
} from '#lib/content/query.ts'
import type { Release } from '#lib/content/types.ts'
import { at, release, site } from '#tests/support/content/releases.ts'

const editionOf = (releases: readonly Release[], pageSize = 20) =>
  buildEdition(buildCatalogue(site({ pageSize }), releases), at('2026-01-01'))
const slugs = (releases: readonly Release[] | undefined) => releases?.map(({ slug }) => slug)
const five = ['a', 'b', 'c', 'd', 'e'].map((slug, index) => release({ slug, date: at(`2015-01-0${9 - index}`) }))
const replacedBy = (replacement: string) => ({ date: at('2020-01-01'), kind: 'replaced', replacement }) as const
const error = { date: at('2020-01-01'), kind: 'error' } as const

test('a list is cut into pages, and none lies beyond the last', () => {
  const edition = editionOf(five, 2)
  const page = (number: number) => listPage(edition, 'en', { page: number })
  expect(slugs(page(1)?.items)).toEqual(['a', 'b'])
  expect(page(3)).toMatchObject({ page: 3, pages: 3, total: 5 })
  expect(slugs(page(3)?.items)).toEqual(['e'])
  for (const number of [0, -1, 4, 1.5, Number.NaN]) expect(page(number)).toBeUndefined()
})

test('of the newest those are passed over that are withdrawn under a notice', () => {
  const noticed = { date: at('2020-01-01'), kind: 'withdrawn' } as const
  const { releases } = editionOf(five.map((one) => (one.slug === 'b' ? { ...one, withdrawn: noticed } : one))).locales
    .en
  expect(slugs(newestPromoted(releases, 2))).toEqual(['a', 'c'])
  expect(slugs(newestPromoted(releases, 9))).toEqual(['a', 'c', 'd', 'e'])
})

test('an empty newsroom has one empty page', () => {
  expect(listPage(editionOf([]), 'zh', { page: 1 })).toEqual({ items: [], page: 1, pages: 1, total: 0 })
  expect(listPage(editionOf([]), 'zh', { page: 2 })).toBeUndefined()
})

test('a category of the site has a page before it has releases; an unknown category or tag has none', () => {
  const edition = editionOf([release({ category: 'policy', tags: ['Big Data'] })])
  const scoped = (kind: 'category' | 'tag', key: string) => listPage(edition, 'en', { page: 1, scope: { kind, key } })
  expect(scoped('category', 'policy')).toMatchObject({ total: 1, scope: { kind: 'category', key: 'policy' } })
  expect(scoped('category', 'industry')).toMatchObject({ items: [], total: 0, pages: 1 })
  expect(scoped('tag', 'big-data')).toMatchObject({ total: 1 })
  expect(scoped('category', 'sport')).toBeUndefined()
  expect(scoped('tag', 'sport')).toBeUndefined()
})

test('a release has the one before and the one after it as neighbours', () => {
  const edition = editionOf(five)
  const around = (slug: string) => {
    const found = edition.locales.en.bySlug.get(slug)
    const { newer, older } = found === undefined ? {} : neighbours(edition, found)
    return [newer?.slug, older?.slug]
  }
  expect(around('a')).toEqual([undefined, 'b'])
  expect(around('c')).toEqual(['b', 'd'])
  expect(around('e')).toEqual(['d', undefined])
})

test('a release that is no longer listed has no neighbours', () => {
  const before = editionOf(five).locales.en.bySlug.get('c')
  const after = editionOf(five.filter(({ slug }) => slug !== 'c'))
  expect(before && neighbours(after, before)).toEqual({})
})

test('the archive has only years and months with releases', () => {
  const edition = editionOf(five)
  expect(archiveYear(edition, 'en', 2015)?.count).toBe(5)
  expect(slugs(archiveMonth(edition, 'en', 2015, 1)?.releases)).toEqual(['a', 'b', 'c', 'd', 'e'])
  expect(archiveMonth(edition, 'en', 2015, 2)).toBeUndefined()
  expect(archiveYear(edition, 'en', 2014)).toBeUndefined()
  expect(archiveYear(edition, 'zh', 2015)).toBeUndefined()
})

test('an address answers the release, 404 with the other languages, or 410', () => {
  const edition = editionOf([
    release({ slug: 'here' }),
    release({ slug: 'gone', withdrawn: error }),
    release({ slug: 'expired', expires: at('2020-01-01') }),
    release({ slug: 'draft', draft: true }),
    release({ slug: 'draft', locale: 'zh' }),
  ])
  const here = findRelease(edition, 'en', 'here')
  expect(isReadable(here) && here.slug).toBe('here')
  expect(findRelease(edition, 'zh', 'here')).toEqual({ status: 404, otherLocales: ['en'] })
  expect(findRelease(edition, 'en', 'draft')).toEqual({ status: 404, otherLocales: ['zh'] })
  expect(findRelease(edition, 'en', 'nothing')).toEqual({ status: 404, otherLocales: [] })
  expect(findRelease(edition, 'en', 'gone')).toMatchObject({ status: 410, state: 'gone', release: { slug: 'gone' } })
  expect(findRelease(edition, 'en', 'expired')).toMatchObject({ status: 410, state: 'expired' })
})

test('a scheduled release answers exactly as an unknown one', () => {
  const edition = editionOf([release({ slug: 'tomorrow', date: at('2026-01-02') })])
  expect(findRelease(edition, 'en', 'tomorrow')).toEqual(findRelease(edition, 'en', 'unknown'))
})

test('a replaced release leads straight to the end of its chain', () => {
  const edition = editionOf([
    release({ slug: 'first', withdrawn: replacedBy('second') }),
    release({ slug: 'second', withdrawn: replacedBy('third') }),
    release({ slug: 'third' }),
  ])
  for (const slug of ['first', 'second']) {
    expect(findRelease(edition, 'en', slug)).toEqual({ status: 301, to: '/en/news/third' })
  }
})

test('a replacement that exists in the other language only is better than none', () => {
  const edition = editionOf([
    release({ slug: 'old', withdrawn: replacedBy('new') }),
    release({ slug: 'new', locale: 'zh' }),
  ])
  expect(findRelease(edition, 'en', 'old')).toEqual({ status: 301, to: '/zh/news/new' })
})

test('a chain of replacements goes on in the language that it began in, and ends in the reader’s', () => {
  const edition = editionOf([
    release({ slug: 'first', withdrawn: replacedBy('second') }),
    release({ slug: 'second', locale: 'zh', withdrawn: replacedBy('fourth') }),
    release({ slug: 'second', withdrawn: replacedBy('third') }),
    ...(['en', 'zh'] as const).flatMap((locale) => ['third', 'fourth'].map((slug) => release({ slug, locale }))),
  ])
  expect(findRelease(edition, 'en', 'first')).toEqual({ status: 301, to: '/en/news/third' })
  const found = findReadable(edition, 'zh', 'first')
  expect([found?.slug, found?.locale]).toEqual(['third', 'zh'])
})

test.each([
  ['goes round', [release({ slug: 'b', withdrawn: replacedBy('a') })]],
  ['is itself', [release({ slug: 'b', withdrawn: replacedBy('b') })]],
  ['does not exist', []],
  ['is not public yet', [release({ slug: 'b', date: at('2026-02-01') })]],
  ['was an error', [release({ slug: 'b', withdrawn: error })]],
])('a release whose replacement %s is gone', (_name, others) => {
  const edition = editionOf([release({ slug: 'a', withdrawn: replacedBy('b') }), ...others])
  expect(findRelease(edition, 'en', 'a')).toMatchObject({ status: 410, state: 'gone' })
})

test('no chain of replacements leads to a release that is not readable, and every one ends', () => {
  const names = ['a', 'b', 'c', 'd']
  const anyWithdrawal = fc.option(fc.oneof(fc.constantFrom(...names, 'unknown').map(replacedBy), fc.constant(error)), {
    nil: undefined,
  })
  fc.assert(
    fc.property(fc.array(anyWithdrawal, { minLength: 4, maxLength: 4 }), fc.boolean(), (withdrawals, draft) => {
      const edition = editionOf(
        names.map((slug, index) => {
          const withdrawn = withdrawals[index]
          return release({ slug, draft: draft && slug === 'd', ...(withdrawn === undefined ? {} : { withdrawn }) })
        }),
      )
      for (const slug of names) {
        const found = findRelease(edition, 'en', slug)
        if (isReadable(found) || found.status !== 301) continue
        expect(isReadable(findRelease(edition, 'en', found.to.replace('/en/news/', '')))).toBe(true)
      }
    }),
  )
})

const aliased = (aliases: readonly string[], fields: Partial<Release> = {}) =>
  editionOf([release({ slug: 'seminar', aliases, ...fields }), release({ slug: 'new' })])

test.each([
  ['/NewsDetail.asp?id=118', '/NewsDetail.asp?id=118', '/en/news/seminar'],
  ['/en/news/old-slug', '/en/news/old-slug', '/en/news/seminar'],
  ['/old.html', '/old.html?from=timeline', '/en/news/seminar?from=timeline'],
  ['/NewsDetail.asp?id=118', '/NewsDetail.asp?id=118&from=timeline', '/en/news/seminar?from=timeline'],
  ['/NewsDetail.asp?id=118', '/NewsDetail.asp?utm_source=x&id=118&y=2', '/en/news/seminar?utm_source=x&y=2'],
  ['/新闻/118.html', '/%E6%96%B0%E9%97%BB/118.html', '/en/news/seminar'],
  ['/%e6%96%b0%e9%97%bb/118.html', '/%E6%96%B0%E9%97%BB/118.html', '/en/news/seminar'],
  ['/a b', '/a%20b', '/en/news/seminar'],
  ['/?p=118', '/?p=118', '/en/news/seminar'],
])('the alias %s catches %s', (alias, requested, to) => {
  expect(findAlias(aliased([alias]), requested)).toBe(to)
})

test.each([
  ['/NewsDetail.asp?id=118', '/NewsDetail.asp?id=119'],
  ['/NewsDetail.asp?id=118', '/NewsDetail.asp?id=1180'],
  ['/NewsDetail.asp?id=118', '/NewsDetail.asp'],
  ['/old', '/old-news'],
  ['/old', '//old.example'],
  ['/old', '/'],
  ['/en/news/seminar', '/en/news/seminar?x=1'],
])('the alias %s does not catch %s', (alias, requested) => {
  expect(findAlias(aliased([alias]), requested)).toBeUndefined()
})

test('of a query of up to sixteen parameters each is looked for among the aliases', () => {
  const query = (parameters: number) =>
    [...Array.from({ length: parameters - 1 }, (_, place) => `p${place}=1`), 'id=118'].join('&')
  const found = [16, 17].map((parameters) =>
    findAlias(aliased(['/NewsDetail.asp?id=118']), `/NewsDetail.asp?${query(parameters)}`),
  )
  expect(found.map((to) => to?.split('?')[0])).toEqual(['/en/news/seminar', undefined])
})

test('an alias with the whole query comes before one of the path alone', () => {
  const edition = editionOf([
    release({ slug: 'path', aliases: ['/old.asp'] }),
    release({ slug: 'query', aliases: ['/old.asp?id=1'] }),
  ])
  expect(findAlias(edition, '/old.asp?id=1')).toBe('/en/news/query')
  expect(findAlias(edition, '/old.asp?id=2')).toBe('/en/news/path?id=2')
})

test.each([
  ['/en/news/old', '/en/news/seminar'],
  ['/zh/news/old', '/zh/news/seminar'],
  ['/zhongxin.asp', '/en/news/seminar'],
  ['/old.asp', '/en/news/seminar'],
])(
  'an alias that both languages of a release name leads to its own language, or to that of the site: %s',
  (from, to) => {
    const aliases = ['/en/news/old', '/zh/news/old', '/zhongxin.asp', '/old.asp']
    const both = [release({ slug: 'seminar', locale: 'zh', aliases }), release({ slug: 'seminar', aliases })]
    expect(findAlias(editionOf(both), from)).toBe(to)
  },
)

test('an alias leads only to what readers may see, and past a replacement', () => {
  expect(findAlias(aliased(['/old'], { draft: true }), '/old')).toBeUndefined()
  expect(findAlias(aliased(['/old'], { withdrawn: error }), '/old')).toBeUndefined()
  expect(findAlias(aliased(['/old'], { withdrawn: replacedBy('new') }), '/old')).toBe('/en/news/new')
})

test('an alias never leads off the site, whatever is asked for', () => {
  const edition = aliased(['/old', '/NewsDetail.asp?id=118', '/新闻'])
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map((tail) => `/old${tail}`),
        fc.webPath(),
      ),
      (path) => {
        const to = findAlias(edition, path)
        if (to !== undefined) expect(to.startsWith('/en/news/seminar')).toBe(true)
      },
    ),
  )
})
