import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { JSDOM } from 'jsdom'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { releaseFile, writeRelease } from '#tests/support/content/site-content.ts'
import { type RawAnswer, rawRequest } from '#tests/support/site/raw-request.ts'
import { type RunningSite, startSite } from '#tests/support/site/running-site.ts'
import { until } from '#tests/support/until.ts'

const opening = Date.parse('2027-03-01T09:30:00+08:00')
const opened = { slug: 'opening', header: ['date: 2027-03-01 09:30:00'], title: 'A quay', body: 'The xylophone plays.' }
const orchard = { slug: 'orchard', title: 'Orchard', body: 'The *orchard* near (the) café: 100% of it.' }

let site: RunningSite
beforeAll(async () => {
  site = await startSite({
    now: opening - 60_000,
    async prepare(contentDir) {
      await writeRelease(contentDir, orchard)
      await writeRelease(contentDir, { ...orchard, locale: 'zh', title: '潍坊5G果园', body: '果园里的ＣＢＤ体验。' })
      await writeRelease(contentDir, opened)
    },
  })
  await isSearchable()
})
afterAll(() => site.stop())

const isSearchable = () =>
  until('all is searchable', async () => {
    const health = (await (await fetch(`${site.origin}/api/health`)).json()) as { searchable: number }
    return health.searchable === 1 ? true : undefined
  })

/** As bytes on the wire, since `fetch` would mend some of them. */
const ask = (path: string): Promise<RawAnswer> =>
  rawRequest(site.port, [`GET ${path} HTTP/1.1`, 'Host: x', 'Connection: close', 'Accept-Encoding: identity'])

const documentOf = ({ text }: RawAnswer) => new JSDOM(text).window.document
const linksOf = (answer: RawAnswer) =>
  [...documentOf(answer).querySelectorAll('main a')].map((link) => link.getAttribute('href') ?? '')
const finds = async (locale: 'en' | 'zh', words: string, slug: string) =>
  (await ask(`/${locale}/search?q=${encodeURIComponent(words)}`)).text.includes(`href="/${locale}/news/${slug}"`)

test.each([
  ['en', 'orchard'],
  ['en', 'ORCHARD Café'],
  ['en', 'cafe'],
  ['en', 'ｏｒｃｈａｒｄ'],
  ['en', '"near (the)'],
  ['en', '“the café”'],
  ['en', '-orchard'],
  ['en', 'orchard*'],
  ['en', '100%'],
  ['en', 'orchard 😀'],
  ['en', '\u202Eorchard\u202C'],
  ['zh', '果'],
  ['zh', '潍坊5G'],
  ['zh', '潍坊５ｇ果'],
  ['zh', '「cbd体验」'],
] as const)('in %s %s finds the orchard', async (locale, text) => {
  expect(await finds(locale, text, 'orchard')).toBe(true)
})

/** 100 KB of text; in an address, where a byte may take three, up to 300. */
const many = (piece: string) =>
  piece.repeat(Math.floor(100_000 / Buffer.byteLength(decodeURIComponent(piece.replaceAll('+', ' ')))))

test.each([
  ['NEAR(', 'NEAR('],
  ['an operator', 'orchard%20NOT%20cafe'],
  ['a column', 'title:orchard'],
  ['a star', '*'],
  ['a percent sign', '%25'],
  ['a broken escape', '%E0%A4%A'],
  ['half an emoji', '%ED%A0%80'],
  ['NUL', 'orch%00ard'],
  ['a new line', 'orch%0D%0ASet-Cookie:%20x=1ard'],
  ['markup', '%3Cscript%3Ealert(1)%3C/script%3E%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E'],
  ['a string of SQL', "'%3B%20DROP%20TABLE%20words%3B%20--"],
  ['only punctuation', '%E3%80%82%EF%BC%8C%2E%2E%2E%21'],
  ['a quotation mark', '%22'],
  ['several questions', 'nothing&q=orchard&q='],
  ['an array', 'nothing&q%5B%5D=orchard'],
  ['another order, page, category and year', 'orchard&sort=%00&page=-1&category=__proto__&year=99999'],
  ['100 KB of one word', many('a')],
  ['100 KB of quotation marks', many('%22')],
  ['100 KB of Han characters', many('%E6%BD%8D')],
  ['100 KB of common characters and words', many('5g%E6%9E%9C+')],
  ['100 KB of spaces', many('+')],
])('%s is a literal search, answered alike twice', async (_, query) => {
  for (const locale of ['en', 'zh']) {
    const [first, second] = [await ask(`/${locale}/search?q=${query}`), await ask(`/${locale}/search?q=${query}`)]
    expect(first.status).toBe(200)
    expect(second.text).toBe(first.text)
    expect(first.text.length).toBeLessThan(60_000)
    expect(first.headers.has('set-cookie')).toBe(false)
    expect(first.text).toMatch(/<meta name="robots" content="noindex/)
    expect(documentOf(first).querySelector('[onerror], img[src="x"]')).toBeNull()
    expect(documentOf(first).querySelectorAll('script:not([src]):not([type])')).toHaveLength(0)
    const titles = await ask(`/${locale}/search/titles.json?q=${query}`)
    expect(titles.status).toBe(200)
    expect(JSON.parse(titles.text)).toBeInstanceOf(Array)
  }
})

test('a page that a search has not is missing, as is a page of nothing', async () => {
  expect((await ask('/en/search?q=orchard&page=2')).status).toBe(404)
  expect((await ask('/en/search?q=&page=2')).status).toBe(404)
})

test('who finds nothing is given another spelling with its count, the archive, the categories and a number', async () => {
  const answer = await ask('/en/search?q=orchrad')
  const main = documentOf(answer).querySelector('main')
  expect(main?.querySelector('[role="status"]')?.textContent).toBe(
    'No release contains all of “orchrad”.Did you mean orchard (1)?Try fewer words or another spelling, look in the archive, or ask us.',
  )
  for (const href of [
    '/en/search?q=orchard',
    '/en/archive',
    '/en/contact',
    '/en/category/policy',
    'tel:+86-531-89013333',
  ])
    expect(linksOf(answer), href).toContain(href)
})

test('where filters leave nothing, they stay in sight, with the way to all', async () => {
  const answer = await ask('/en/search?q=orchard&year=2015')
  expect(documentOf(answer).querySelector('main [role="status"]')?.textContent).toBe(
    'No release of this choice contains all of “orchard”.Look in all releases (1)',
  )
  expect(documentOf(answer).querySelector('main [aria-current="true"][href*="year=2015"]')).not.toBeNull()
  expect(linksOf(answer)).toContain('/en/search?q=orchard')
})

test('a release is found from its second and not before, under its new slug at once, and no more when it is taken back', async () => {
  const isFound = (slug: string, wanted: boolean) =>
    until(`the search ${wanted ? 'has' : 'has no'} ${slug}`, async () =>
      (await finds('en', 'xylophone', slug)) === wanted ? true : undefined,
    )
  expect(await finds('en', 'xylophone', 'opening')).toBe(false)
  expect((await ask('/en/search?q=xylophon')).text).not.toContain('xylophone')
  await site.setClock(opening - 1)
  expect(await finds('en', 'xylophone', 'opening')).toBe(false)
  await site.setClock(opening)
  expect(await finds('en', 'xylophone', 'opening')).toBe(true)
  expect(JSON.parse((await ask('/en/search/titles.json?q=qua')).text)).toEqual(['A quay'])

  const [from, to] = ['opening', 'renamed'].map((slug) => join(site.contentDir, 'news', '2027', slug))
  await rename(from ?? '', to ?? '')
  await isFound('renamed', true)
  await isFound('opening', false)

  const file = join(site.contentDir, releaseFile({ ...opened, slug: 'renamed' }))
  const withdrawn = 'withdrawn:\n  date: 2027-03-01 09:30:00\n  kind: error\n---\n\n'
  await writeFile(file, (await readFile(file, 'utf8')).replace(/---\n\n/, withdrawn))
  await isFound('renamed', false)
  expect((await ask('/en/search?q=xylophon')).text).not.toContain('xylophone')
})
