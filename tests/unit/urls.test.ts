import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseAddress } from '#lib/urls/parse-address.ts'
import { canonicalPath, isSlug, tagKey, urls } from '#lib/urls.ts'

const canonical = (path: string) => {
  const address = parseAddress(path)
  return address === undefined ? undefined : canonicalPath(address)
}

test.each([
  '/',
  '/en',
  '/zh/news',
  '/en/news/page/2',
  '/en/news/weifang-seminar',
  '/en/news/weifang-seminar.md',
  '/zh/news/weifang-seminar.json',
  '/en/news/weifang-seminar/card.png',
  '/en/news/page/card.png',
  '/en/archive',
  '/en/archive/2015',
  '/en/archive/2015/03',
  '/en/category/policy',
  '/en/category/policy/page/3',
  '/en/category/policy/rss.xml',
  `/zh/tag/${encodeURIComponent('信息化')}`,
  `/zh/tag/${encodeURIComponent('信息化')}/feed.json`,
  '/en/search',
  '/zh/search/titles.json',
  '/en/most-read',
  '/en/about',
  '/en/about/visits',
  '/en/about/accessibility',
  '/en/feeds',
  '/en/contact',
  '/en/rss.xml',
  '/en/atom.xml',
  '/en/feed.json',
  '/en/preview/Ab3_-x',
  '/sitemap.xml',
  '/sitemaps/en-2015.xml',
  '/sitemap-news.xml',
  '/robots.txt',
  '/media/weifang-seminar/Opening%20day.jpg',
  '/api/visits/weifang-seminar',
  '/api/visits/weifang-seminar.gif',
  '/api/health',
  '/api/refresh',
  '/metrics',
])('%s is an address in its right spelling', (path) => {
  expect(canonical(path)).toBe(path)
})

test.each([
  ['/en/', '/en'],
  ['/en/news/', '/en/news'],
  ['//en//news', '/en/news'],
  ['/en/news/page/1', '/en/news'],
  ['/en/news/page/02', '/en/news/page/2'],
  ['/en/archive/2015/3', '/en/archive/2015/03'],
  ['/EN/News/Weifang-Seminar', '/en/news/weifang-seminar'],
  ['/en/tag/Big%20Data', '/en/tag/big-data'],
])('%s is another spelling of %s', (path, right) => {
  expect(canonical(path)).toBe(right)
})

test.each([
  '/fr/news',
  '/en/news/%A0',
  '/en/news/a%2fb',
  '/en/news/..%2f..%2fetc%2fpasswd',
  '/en/news/%00',
  '/en/tag/..',
  '/media/weifang-seminar/%2e%2e',
  '/en/news/page/0',
  '/en/news/page/-1',
  '/en/news/page/2/3',
  '/en/news/under_score',
  '/en/archive/15',
  '/en/archive/2015/13',
  '/en/archive/2015/12/01',
  '/en/category',
  '/en/tag/',
  '/en/news/rss.xml/more',
  '/sitemaps/fr-2015.xml',
  '/sitemaps/en-2015-0.xml',
  '/sitemaps/en-2015-1.xml',
  '/sitemaps/en-2015-02.xml',
  '/api/visits',
  '/media/weifang-seminar',
  '/wp-login.php',
])('%s is no address', (path) => {
  expect(parseAddress(path)).toBeUndefined()
})

test('a tag has one key for every width and case of its letters', () => {
  expect(tagKey('ＣＩＯ ')).toBe('cio')
  expect(tagKey('Big Data')).toBe('big-data')
  expect(urls.tag('zh', '信息化')).toBe(`/zh/tag/${encodeURIComponent('信息化')}`)
})

test('the address of every tag leads to that tag in its right spelling', () => {
  const tags = fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }).filter((tag) => tagKey(tag) !== '')
  const examples = ['.', '..', '‥', 'a/b\\c?d#e', '100%', '\u0085', 'x\u0007', 'Ϊ\u0301', '\u00b4'].map(
    (tag): [string] => [tag],
  )
  fc.assert(
    fc.property(tags, (tag) => {
      const path = urls.tag('en', tag)
      expect(parseAddress(path)).toEqual({
        kind: 'list',
        locale: 'en',
        page: 1,
        scope: { kind: 'tag', key: tagKey(tag) },
      })
      expect(new URL(path, 'https://example.com').pathname).toBe(path)
      expect(canonical(path)).toBe(path)
    }),
    { examples },
  )
})

test('a slug has lower-case letters, digits and single hyphens', () => {
  expect(isSlug('weifang-2015')).toBe(true)
  for (const text of ['Weifang', 'a--b', '-a', 'a-', '', 'a.b', 'a'.repeat(121)]) expect(isSlug(text)).toBe(false)
})
