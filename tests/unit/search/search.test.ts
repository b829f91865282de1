import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { buildCatalogue } from '#lib/content/catalogue.ts'
import { buildEdition } from '#lib/content/edition.ts'
import type { Release } from '#lib/content/types.ts'
import { silentLog } from '#lib/log.ts'
import type { Search, SearchRequest } from '#lib/search/result.ts'
import { openSearch } from '#lib/search/search.ts'
import { foldWithOffsets, indexTokens, parseSearch } from '#lib/search/segment.ts'
import { buildSnippet, markText } from '#lib/search/snippet.ts'
import { editDistance } from '#lib/search/suggest.ts'
import { at, release, site } from '#tests/support/content/releases.ts'

const texts: Record<string, string> = {
  'en/seminar': 'The department held a seminar on informationization in Weifang. Café owners came.',
  'en/award': 'The chief information officer (CIO) was named. Seminar is not the subject; the CIO联盟 is.',
  'en/secret': 'Embargoed merger with unobtainium.',
  'zh/seminar': '山东省商务厅在潍坊召开商务信息化工作座谈会，参观ＣＩＯ大数据中心。',
}
const now = at('2026-11-21 12:00:00')
const releases: Release[] = [
  release({ slug: 'seminar', title: 'Seminar in Weifang', date: at('2015-12-16'), category: 'policy' }),
  release({ slug: 'award', title: 'An award', date: at('2016-12-31'), category: 'industry', tags: ['chief officers'] }),
  release({ slug: 'secret', title: 'A merger', date: at('2026-12-01') }),
  release({ slug: 'seminar', locale: 'zh', title: '全省商务信息化座谈会', date: at('2015-12-16'), category: 'policy' }),
]
const edition = buildEdition(buildCatalogue(site(), releases), now)

const opened: { search: Search; folder: string }[] = []
afterEach(async () => {
  for (const { search, folder } of opened.splice(0)) {
    await search.close()
    await rm(folder, { recursive: true })
  }
})

async function openTestSearch(): Promise<Search> {
  const folder = await mkdtemp(join(tmpdir(), 'search-'))
  const search = openSearch({
    dataDir: folder,
    contentDir: '/nowhere',
    content: {
      catalogue: () => edition.catalogue,
      body: async ({ locale, slug }) => {
        const text = texts[`${locale}/${slug}`] ?? ''
        return { html: '', text, markdown: text, headings: [], images: [], readingMinutes: 1 }
      },
      onChange: () => () => {},
    },
    edition: () => edition,
    clock: { now: () => now },
    log: silentLog,
  })
  opened.push({ search, folder })
  await vi.waitUntil(() => search.progress() === 1)
  return search
}

const ask = (search: Search, text: string, more: Partial<SearchRequest> = {}) =>
  search.find(edition, { locale: 'en', text, order: 'relevance', page: 1, ...more })
const slugs = (search: Search, text: string, more: Partial<SearchRequest> = {}) =>
  ask(search, text, more).hits.map((hit) => hit.release.slug)

test('title outweighs text, and newest and oldest follow the dates', async () => {
  const search = await openTestSearch()
  expect(slugs(search, 'seminar')).toEqual(['seminar', 'award'])
  expect(slugs(search, 'seminar', { order: 'newest' })).toEqual(['award', 'seminar'])
  expect(slugs(search, 'seminar', { order: 'oldest' })).toEqual(['seminar', 'award'])
})

test('titles are offered for the beginning of a word; what is not public is not', async () => {
  const search = await openTestSearch()
  const titles = (text: string, locale: 'en' | 'zh' = 'en') => search.titles(edition, locale, text)
  expect(titles('sem')).toEqual(['Seminar in Weifang'])
  expect(titles('Weifang sem')).toEqual(['Seminar in Weifang'])
  expect(titles('商务信', 'zh')).toEqual(['全省商务信息化座谈会'])
  expect(titles('务', 'zh')).toEqual(['全省商务信息化座谈会'])
  for (const text of ['merg', 'A merger', 's', '', '"', '*', 'sem*inar']) expect(titles(text), text).toEqual([])
})

test('Chinese is found by any row of characters, also by one', async () => {
  const search = await openTestSearch()
  for (const text of ['商务', '务信', '息化工', '厅', '山东省商务厅', '会']) {
    expect(slugs(search, text, { locale: 'zh' }), text).toEqual(['seminar'])
  }
  for (const text of ['厅商', '潍坊市', '商厅']) expect(slugs(search, text, { locale: 'zh' }), text).toEqual([])
})

test('mixed scripts, width, case and accents are folded', async () => {
  const search = await openTestSearch()
  expect(slugs(search, 'cio联盟')).toEqual(['award'])
  expect(slugs(search, 'CIO大数据', { locale: 'zh' })).toEqual(['seminar'])
  expect(slugs(search, '参观CIO大数据', { locale: 'zh' })).toEqual(['seminar'])
  expect(slugs(search, 'CAFE')).toEqual(['seminar'])
  expect(slugs(search, 'ｃｉｏ')).toEqual(['award'])
})

test('a phrase in quotation marks stands together; words need not', async () => {
  const search = await openTestSearch()
  expect(slugs(search, 'officer chief')).toEqual(['award'])
  expect(slugs(search, '"chief information officer"')).toEqual(['award'])
  expect(slugs(search, '“officer chief”')).toEqual([])
})

test('what is not public is not found, not counted and not suggested', async () => {
  const search = await openTestSearch()
  for (const text of ['unobtainium', 'unobtainum', 'merger']) {
    const result = ask(search, text)
    expect(result.total).toBe(0)
    expect(result.suggestion).toBeUndefined()
  }
})

test('of what only the summary has, the summary is shown', async () => {
  const search = await openTestSearch()
  const [hit] = ask(search, 'summary', { order: 'oldest' }).hits
  expect(hit?.snippet).toEqual([
    { text: 'Summary', hit: true },
    { text: ' of seminar.', hit: false },
  ])
})

test('each filter shows the counts that the other leaves', async () => {
  const search = await openTestSearch()
  const all = ask(search, 'seminar')
  expect(all.categories).toEqual([
    ['policy', 1],
    ['industry', 1],
  ])
  expect(all.years).toEqual([
    [2016, 1],
    [2015, 1],
  ])
  const policy = ask(search, 'seminar', { category: 'policy' })
  expect([policy.total, policy.categories, policy.years]).toEqual([1, all.categories, [[2015, 1]]])
})

test('a mistyped word is answered with a word that has hits', async () => {
  const search = await openTestSearch()
  expect(ask(search, 'semniar').suggestion).toEqual({ text: 'seminar', count: 2 })
  expect(ask(search, 'qqqq').suggestion).toBeUndefined()
})

test.each([
  '"',
  'NEAR(a b)',
  '*',
  '%',
  'a AND',
  'title:x',
  '-x',
  '(',
  '😀',
  '\uD800',
  '\u202Eabc',
  "'; DROP TABLE words; --",
  '"unclosed',
  ' ',
])('%j is a literal search', async (text) => {
  const search = await openTestSearch()
  expect(ask(search, text).total).toBe(0)
})

test.each([
  ['one word of', 'a'],
  ['Han characters in a row of', '信'],
  ['quotation marks of', '" "'],
  ['prefixes of', 'ab信 '],
])('%s 100,000 characters are a search like another', async (_, piece) => {
  const search = await openTestSearch()
  expect(ask(search, piece.repeat(100_000 / piece.length)).total).toBe(0)
})

test.each([
  ['port', false],
  ['  port  steel  “as it is” 。。。', false],
  ['word '.repeat(12), false],
  ['word '.repeat(13), true],
  ['word '.repeat(12).concat('— … —'), false],
  [`"${'信'.repeat(24)}"`, false],
  [`"${'信'.repeat(25)}"`, true],
  [`port ${'x'.repeat(200)}`, true],
  ['"one two three" '.repeat(8), false],
  ['"one two three" '.repeat(9), true],
])('%.40s is cut: %s', (text, isCut) => {
  expect(parseSearch(text).isCut).toBe(isCut)
})

test('a long search is cut to its limits', () => {
  expect(parseSearch('word '.repeat(1000)).terms.length).toBeLessThanOrEqual(12)
  expect(parseSearch('信'.repeat(1000)).terms[0]?.tokens.length).toBeLessThanOrEqual(24)
})

test('of very many words the first 24 are looked for, however they are written', () => {
  const tokens = (text: string) => parseSearch(text).terms.flatMap((term) => term.tokens)
  expect(tokens(`"${'a b '.repeat(40)}"`)).toEqual(Array.from({ length: 12 }, () => ['a', 'b']).flat())
  for (const text of [
    '信息化'.repeat(60),
    '信息 '.repeat(60),
    `"信息 ab ${'信息化 '.repeat(20)}"`,
    `"${'信a'.repeat(90)}"`,
  ]) {
    expect(tokens(text).length, text).toBeLessThanOrEqual(24)
  }
})

test('Han characters give pairs of neighbours and their last', () => {
  expect(indexTokens('信息化 2015年ABC')).toEqual(['信息', '息化', '化', '2015', '年', 'abc'])
  expect(indexTokens('𠮷野家x々')).toEqual(['𠮷野', '野家', '家', 'x', '々'])
})

test('marks stand on the original letters, whole words only', () => {
  expect(markText('Café and cafeteria', parseSearch('cafe').terms)).toEqual([
    { text: 'Café', hit: true },
    { text: ' and cafeteria', hit: false },
  ])
  expect(markText('商务信息化', parseSearch('信息').terms)).toEqual([
    { text: '商务', hit: false },
    { text: '信息', hit: true },
    { text: '化', hit: false },
  ])
})

test('a snippet shows the words around the first hit and says where it was cut', () => {
  const text = `${'before '.repeat(50)}needle ${'after '.repeat(50)}`
  const pieces = buildSnippet(text, parseSearch('needle').terms, 80)
  expect(pieces[0]?.text).toBe('… ')
  expect(pieces.at(-1)?.text).toBe(' …')
  expect(pieces.filter(({ hit }) => hit)).toEqual([{ text: 'needle', hit: true }])
  expect(pieces.map(({ text: piece }) => piece).join('').length).toBeLessThan(90)
})

test('a swap of neighbours is one edit', () => {
  expect(editDistance('semniar', 'seminar')).toBe(1)
  expect(editDistance('kitten', 'sitting')).toBe(3)
})

test('what folds in its place is told without offsets, and only that', () => {
  let even = 0
  for (let unit = 0; unit < 0xd800; unit += 1) {
    const character = String.fromCharCode(unit)
    const { folded, offsets } = foldWithOffsets(character)
    if (offsets !== undefined) continue
    even += 1
    expect(foldWithOffsets(`${character}…`)).toEqual({ folded: `${folded}...`, offsets: [0, 1, 1, 1, 2] })
  }
  expect(even).toBeGreaterThan(20_000)
})
