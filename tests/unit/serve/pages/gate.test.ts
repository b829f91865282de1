import { expect, test } from 'vitest'
import type { Release } from '#lib/content/types.ts'
import { type Decision, decide, parseTarget } from '#lib/serve/pages/gate.ts'
import { edition } from '#tests/support/content/editions.ts'
import { at, release } from '#tests/support/content/releases.ts'

const decideAt = (url: string, ...releases: readonly Release[]): Decision =>
  decide(edition({ releases }), parseTarget(url))

const render = (path: string, locale = 'en') => ({ kind: 'render', locale, path })
const missing = (locale = 'en') => ({ kind: 'missing', locale })
const redirect = (to: string) => ({ kind: 'redirect', to })

test.each([
  ['/en/news?page=2', '/en/news', 'page=2'],
  ['/en?', '/en', ''],
  ['http://elsewhere.example/en/news?a=b?c', '/en/news', 'a=b?c'],
  ['HTTPS://elsewhere.example', '/', ''],
  ['/en#part', '/en', ''],
  ['*', '/*', ''],
  ['//elsewhere.example/en', '//elsewhere.example/en', ''],
])('the request line %s asks for the path %s', (url, path, query) => {
  expect(parseTarget(url)).toEqual({ path, query })
})

test('a release that can be read is rendered', () => {
  expect(decideAt('/en/news/a', release({ slug: 'a' }))).toEqual(render('/en/news/a'))
})

test('a release in the other language only is missing', () => {
  expect(decideAt('/zh/news/a', release({ slug: 'a' }))).toEqual(missing('zh'))
})

test.each([{ draft: true }, { date: at('2030-01-01') }, { date: at('2030-01-01'), embargo: true }])(
  'a release that is not public yet is missing, as is one that never was: %j',
  (fields) => {
    expect(decideAt('/en/news/a', release({ slug: 'a', ...fields }))).toEqual(missing())
    expect(decideAt('/en/news/a.json', release({ slug: 'a', ...fields }))).toEqual(missing())
  },
)

test('a release removed by mistake or expired is gone, under each of its addresses', () => {
  const removed = release({ slug: 'a', withdrawn: { date: at('2016-01-01'), kind: 'error' } })
  const expired = release({ slug: 'b', expires: at('2016-01-01') })
  for (const path of ['/en/news/a', '/en/news/b', '/en/news/a.md', '/en/news/b/card.png']) {
    expect(decideAt(path, removed, expired)).toMatchObject({ kind: 'gone', locale: 'en' })
  }
})

test('a replaced release leads to the one that replaces it, with the query that came', () => {
  const old = release({ slug: 'a', withdrawn: { date: at('2016-01-01'), kind: 'replaced', replacement: 'b' } })
  expect(decideAt('/en/news/a?from=mail', old, release({ slug: 'b' }))).toEqual(redirect('/en/news/b?from=mail'))
})

test.each([
  ['/en/', '/en'],
  ['//en//news/', '/en/news'],
  ['/EN/News/A', '/en/news/a'],
  ['/en/news/page/1', '/en/news'],
  ['/en/news/page/1/?utm_source=x', '/en/news?utm_source=x'],
  ['/en/archive/2015/12/', '/en/archive/2015/12'],
])('%s leads in one step to %s', (from, to) => {
  expect(decideAt(from, release({ slug: 'a' }))).toEqual(redirect(to))
})

test('a spelling of an address that has nothing is missing, not redirected', () => {
  expect(decideAt('/en/news/nothing/')).toEqual(missing())
  expect(decideAt('/en/news/page/9/')).toEqual(missing())
})

test('what is ignored in a query does not reach the page, and what counts comes in one order', () => {
  expect(decideAt('/en/news/a?utm_source=x&_rsc=1', release({ slug: 'a' }))).toEqual(render('/en/news/a'))
  expect(decideAt('/en/search?sort=date&x=1&q=%E5%B1%B1%E4%B8%9C&_rsc=abc')).toEqual(
    render('/en/search?q=%E5%B1%B1%E4%B8%9C&sort=date'),
  )
  const ten = Array.from({ length: 10 }, (_, place) => release({ slug: `a${place}` }))
  expect(decideAt('/en/rss.xml?x=1&page=1', ...ten)).toEqual(render('/en/rss.xml?page=1'))
  expect(decideAt('/en/search?q=')).toEqual(render('/en/search'))
  expect(decideAt('/en/search?q=+%0A+')).toEqual(render('/en/search'))
})

test.each([
  '/en/news/page/2',
  '/en/category/nothing',
  '/en/category/policy/page/2',
  '/en/tag/nothing',
  '/en/tag/nothing/rss.xml',
  '/en/archive/2014',
  '/en/archive/2015/11',
])('%s is missing while it would be empty', (path) => {
  expect(decideAt(path, release())).toEqual(missing())
})

test.each(['/en/news', '/en/category/policy', '/en/archive', '/en/archive/2015', '/en/archive/2015/12', '/en/rss.xml'])(
  '%s is rendered',
  (path) => {
    expect(decideAt(path, release())).toEqual(render(path))
  },
)

test.each([
  ['/zh/news/%A0', 'zh'],
  ['/ZH/%', 'zh'],
  ['/fr/news', 'en'],
  ['/wp-login.php', 'en'],
  ['/en/status/404', 'en'],
  ['/zh/status/500', 'zh'],
  ['/api/health', 'en'],
  ['/media/a/b.jpg', 'en'],
])('%s is no page; the answer is in %s', (path, locale) => {
  expect(decideAt(path, release())).toEqual(missing(locale))
})

const moved = release({
  slug: 'new',
  aliases: ['/NewsDetail.asp?id=118', '/en/news/old', '/?p=7', '/legacy/page.html', '/en/tag/old-word'],
})

test.each([
  ['/NewsDetail.asp?id=118', '/en/news/new'],
  ['/en/news/old', '/en/news/new'],
  ['/EN/news/Old/', '/en/news/new'],
  ['/en/news/old?utm_source=x', '/en/news/new?utm_source=x'],
  ['/legacy/page.html?print=1', '/en/news/new?print=1'],
  ['/en/tag/old-word', '/en/news/new'],
  ['/EN/tag/old-word/', '/en/news/new'],
])('the former address %s leads straight to %s', (from, to) => {
  expect(decideAt(from, moved)).toEqual(redirect(to))
})

test.each([
  ['/en/news/old.md', '/en/news/new.md'],
  ['/en/news/old.json?x=1', '/en/news/new.json?x=1'],
  ['/en/news/old/card.png', '/en/news/new/card.png'],
  ['/en/news/old/card-1x1.png', '/en/news/new/card-1x1.png'],
  ['/en/news/Old/press-kit.zip', '/en/news/new/press-kit.zip'],
  ['/media/old/%E5%9B%BE.jpg?w=640', '/media/new/%E5%9B%BE.jpg?w=640'],
])('with a former address goes what belonged to it: %s leads to %s', (from, to) => {
  expect(decideAt(from, moved)).toEqual(redirect(to))
})

test('a file of a release that is there does not lead to one that was there before', () => {
  for (const hidden of [{}, { draft: true }])
    expect(decideAt('/media/old/a.jpg', moved, release({ slug: 'old', ...hidden }))).toEqual(missing())
})

test('what belongs to a replaced release leads to the same of the one that replaces it', () => {
  const withdrawn = { date: at('2016-01-01'), kind: 'replaced', replacement: 'b' } as const
  expect(decideAt('/en/news/a.md', release({ slug: 'a', withdrawn }), release({ slug: 'b' }))).toEqual(
    redirect('/en/news/b.md'),
  )
})

test('what belonged to a renamed release leads nowhere while that is not public', () => {
  const hidden = release({ slug: 'new', draft: true, aliases: ['/en/news/old'] })
  for (const path of ['/en/news/old.md', '/en/news/old/card.png', '/media/old/a.jpg']) {
    expect(decideAt(path, hidden)).toEqual(missing())
  }
})

test('a former address with a query says nothing about other queries', () => {
  expect(decideAt('/NewsDetail.asp?id=119', moved)).toEqual(missing())
  expect(decideAt('/NewsDetail.asp', moved)).toEqual(missing())
})

test('a release of its own goes before the former address of another', () => {
  expect(decideAt('/en/news/old?x=1', moved, release({ slug: 'old' }))).toEqual(render('/en/news/old'))
})

test('a former address of a release that cannot be read leads nowhere', () => {
  const draft = release({ slug: 'new', draft: true, aliases: ['/en/news/old'] })
  for (const path of ['/en/news/old', '/en/news/old.md', '/media/old/a.jpg'])
    expect(decideAt(path, draft), path).toEqual(missing())
})

test('of a long search no more is kept than is looked at, and each address of it asks the same', () => {
  const long = `${'山'.repeat(199)}😀😀`
  const path = decideAt(`/en/search?q=++${encodeURIComponent(`${long}${'x'.repeat(100_000)}`)}`)
  expect(path).toEqual(render(`/en/search?${new URLSearchParams({ q: long })}`))
  expect(decideAt(`/en/search?${new URLSearchParams({ q: long })}`)).toEqual(path)
})

test.each([
  ['/feed', '/en/rss.xml'],
  ['/feed/', '/en/rss.xml'],
  ['/atom.xml', '/en/atom.xml'],
  ['/feed.json', '/en/feed.json'],
])('where sites like this one used to have their feed, %s, leads to %s', (from, to) => {
  expect(decideAt(from)).toEqual(redirect(to))
})
