import { expect, test, vi } from 'vitest'
import type { Release } from '#lib/content/types.ts'
import { silentLog } from '#lib/log.ts'
import type { Newsroom } from '#lib/newsroom.ts'
import type { Documents } from '#lib/serve/documents.ts'
import { LastModified } from '#lib/serve/last-modified.ts'
import { parseTarget, type Target } from '#lib/serve/pages/gate.ts'
import { Pages } from '#lib/serve/pages/pages.ts'
import { Questions } from '#lib/serve/questions.ts'
import { edition } from '#tests/support/content/editions.ts'
import { at, release } from '#tests/support/content/releases.ts'

function questionOf(
  target: string,
  accept?: string,
  releases: readonly Release[] = [release({ slug: 'a' })],
  answer: Documents['answer'] = async () => undefined,
) {
  const fixed = edition({ releases })
  const newsroom = {
    edition: () => fixed,
    clock: { now: () => at('2026-11-21 12:00:00') },
    log: silentLog,
    search: { progress: () => 0.5 },
  } as unknown as Newsroom
  const pages = new Pages({
    newsroom,
    lastModified: new LastModified('/nowhere', () => 0),
    assets: { styleSheet: '/site.css', script: '/enhance.js' },
    render: async (path) => ({ status: 200, contentType: 'text/html', body: Buffer.from(path) }),
  })
  return new Questions({ newsroom, pages, documents: { answer } }).ask(parseTarget(target), accept)
}

test.each([
  ['/en/news/a', '/en/news/a'],
  ['/en/news/a?utm_source=x&fbclid=y&_rsc=z', '/en/news/a'],
  ['http://other.example/en/news/a?x', '/en/news/a'],
  ['/en/news/a#part', '/en/news/a'],
  ['/en/search?page=2&q=x&utm_medium=m&category=', '/en/search?q=x&page=2'],
  ['/en/search?q=x&q=y', '/en/search?q=x'],
  ['/en/search/titles.json?page=2&q=x', '/en/search/titles.json?q=x'],
  ['/en/most-read?period=7d&x=1', '/en/most-read?period=7d'],
  ['/en/rss.xml?nocache=1', '/en/rss.xml'],
  ['/robots.txt?x=1', '/robots.txt'],
  ['/en/nothing?x=1', '/en/nothing'],
])('%s asks for %s', (target, key) => {
  expect(questionOf(target).key).toBe(key)
})

test.each(['/en/news/a.json', '/en/preview/token', '/en/stats', '/metrics', '/en/', '/en/news/page/1'])(
  'the answer of %s is not kept',
  (target) => {
    expect(questionOf(target)).not.toHaveProperty('key')
  },
)

test.each([
  ['/en/news/a/card.png', true],
  ['/oembed?url=http%3A%2F%2Flocalhost%3A3000%2Fen%2Fnews%2Fa', true],
  ['/en/search?q=x', true],
  ['/en/rss.xml?page=2', true],
  ['/en/rss.xml', undefined],
  ['/en/news/a', undefined],
  ['/en/news', undefined],
])('whether the answer of %s is of a kind without number: %s', (target, isRare) => {
  const releases = Array.from({ length: 60 }, (_, index) => release({ slug: index === 0 ? 'a' : `other-${index}` }))
  const question = questionOf(target, undefined, releases)
  expect([question.key, question.isRare]).toEqual([target, isRare])
})

test('who prefers Markdown asks for the twin, where there is a release, whatever the spelling', () => {
  const twins = [
    'text/markdown',
    'TEXT/Markdown',
    'text/markdown; charset=UTF-8',
    'text/markdown, */*',
    'a, text/markdown;q=1.000',
  ]
  for (const accept of twins) expect(questionOf('/en/news/a', accept).key, accept).toBe('markdown of /en/news/a.md')
  const pages = [
    'text/html, text/markdown;q=0.5',
    'text/html, text/markdown',
    '*/*;q=0.1',
    'text/*',
    'text/markdown;q=0',
    'text/markdown;q=x',
  ]
  const odd = [
    '',
    ';;;',
    'text/markdown/x',
    'text/markdownish',
    'text/markdown;q=0.5, */*;q=0.8',
    'text/markdown;variant=GFM',
  ]
  for (const accept of [...pages, ...odd]) expect(questionOf('/en/news/a', accept).key, accept).toBe('/en/news/a')
  expect(questionOf('/en/news', 'text/markdown').key).toBe('/en/news')
  expect(questionOf('/en/news/nothing', 'text/markdown').key).toBe('/en/news/nothing')
})

test('the twin at the address of its page is not kept out of search results, at its own address it is', async () => {
  const headers = { 'x-robots-tag': 'noindex', vary: 'Accept' }
  const twin = async () => ({ status: 200, headers, body: Buffer.from('# A') })
  const answer = (target: string, accept?: string) =>
    questionOf(target, accept, [release({ slug: 'a' })], twin).render()
  expect((await answer('/en/news/a', 'text/markdown')).headers).toEqual({ vary: 'Accept' })
  expect((await answer('/en/news/a.md')).headers).toEqual(headers)
})

test('a former address told by its query is not mistaken for the page without it', async () => {
  const moved = release({ slug: 'a', aliases: ['/en/archive?id=7'] })
  const redirect = await questionOf('/en/archive?id=7', undefined, [moved]).render()
  expect(redirect).toMatchObject({ status: 301, headers: { location: '/en/news/a' } })
  expect(questionOf('/en/archive?id=7', undefined, [moved])).not.toHaveProperty('key')
  expect(questionOf('/en/archive?id=8', undefined, [moved]).key).toBe('/en/archive')
})

test('an answer is not kept under a shorter address that leads elsewhere', () => {
  const moved = release({ slug: 'a', aliases: ['/en/search?q=x&page=2'] })
  expect(questionOf('/en/search?page=2&q=x', undefined, [moved])).not.toHaveProperty('key')
  expect(questionOf('/en/search?page=3&q=x', undefined, [moved]).key).toBe('/en/search?q=x&page=3')
})

test('a search is not settled while the index is being made, and takes no room from pages', () => {
  const question = questionOf('/en/search?q=x')
  expect(question.isRare).toBe(true)
  expect(question.isSettled?.()).toBe(false)
})

test('of many searches two are rendered at a time, in their order, and other pages beside them', async () => {
  const fixed = edition({ releases: [release({ slug: 'a' })] })
  const begun: string[] = []
  const ends: (() => void)[] = []
  const answerPage = async ({ path }: Target) => {
    begun.push(path)
    await new Promise<void>((resolve) => ends.push(resolve))
    return { status: 200, headers: {}, body: Buffer.from(path) }
  }
  const questions = new Questions({
    newsroom: { edition: () => fixed, log: silentLog, search: { progress: () => 1 } },
    pages: { answerPage, answerFault: answerPage },
    documents: { answer: async () => undefined },
  })
  const render = (target: string) => questions.ask(parseTarget(target), undefined).render()
  const searches = ['en', 'zh', 'en'].map((locale, number) => render(`/${locale}/search?q=${number}`))
  const page = render('/en/news/a')
  await vi.waitUntil(() => begun.length === 3)
  expect(begun.toSorted()).toEqual(['/en/news/a', '/en/search', '/zh/search'])
  for (const end of ends.splice(0)) end()
  await vi.waitUntil(() => begun.length === 4)
  for (const end of ends) end()
  const bodies = (await Promise.all([...searches, page])).map(({ body }) => body.toString())
  expect(bodies).toEqual(['/en/search', '/zh/search', '/en/search', '/en/news/a'])
})

test('a document that fails becomes the error page', async () => {
  const fault = () => Promise.reject(new Error('secret detail'))
  const page = await questionOf('/en/rss.xml', undefined, [release({ slug: 'a' })], fault).render()
  expect(page.status).toBe(500)
  expect(page.body.toString()).toContain('/en/status/500')
  expect(page.headers['cache-control']).toBe('no-store')
})
