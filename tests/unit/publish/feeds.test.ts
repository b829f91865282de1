import { JSDOM } from 'jsdom'
import { expect, test } from 'vitest'
import type { ReleaseBody } from '#lib/content/types.ts'
import { renderAtom } from '#lib/publish/feeds/atom.ts'
import { buildFeed } from '#lib/publish/feeds/feed.ts'
import { renderFeedHtml } from '#lib/publish/feeds/feed-html.ts'
import { renderJsonFeed } from '#lib/publish/feeds/json-feed.ts'
import { renderRss } from '#lib/publish/feeds/rss.ts'
import { releaseId } from '#lib/publish/release-id.ts'
import { escapeXml } from '#lib/publish/xml.ts'
import { at, publicRelease, release, site } from '#tests/support/content/releases.ts'

const body = (html: string): ReleaseBody => ({
  html,
  text: 'x',
  markdown: 'x',
  headings: [],
  images: [],
  readingMinutes: 1,
})
const siteUrl = 'https://news.example.com'
const hostile = publicRelease({
  slug: 'hostile',
  title: 'A & B </title><script>alert(1)</script> ]]> \u0000\uD800 终',
  category: 'policy',
  tags: ['信息化'],
  source: { name: 'Department "C"' },
  date: at('2015-12-16 08:54:43'),
  updatedAt: at('2015-12-18 10:00:00'),
})
const feed = buildFeed({
  site: site(),
  siteUrl,
  locale: 'en',
  entries: [{ release: hostile, body: body('<p>One &amp; two</p>') }],
})
const parse = (text: string) => new JSDOM(text, { contentType: 'application/xml' }).window.document
const words = (element: Element | null, selector: string) => element?.querySelector(selector)?.textContent

test('the three feeds say the same of a release, also of one with a hostile title', () => {
  const title = 'A & B </title><script>alert(1)</script> ]]>  终'
  const item = parse(renderRss(feed)).querySelector('item')
  const entry = parse(renderAtom(feed)).querySelector('entry')
  const json = JSON.parse(renderJsonFeed(feed)).items[0]
  expect(words(item, 'title')).toBe(title)
  expect(words(entry, 'title')).toBe(title)
  expect(json.title).toBe(hostile.title)
  expect([words(item, 'guid'), words(entry, 'id'), json.id]).toEqual(Array(3).fill(releaseId(hostile)))
  expect([words(item, 'link'), entry?.querySelector('link')?.getAttribute('href'), json.url]).toEqual(
    Array(3).fill(`${siteUrl}/en/news/hostile`),
  )
  expect(item?.getElementsByTagName('content:encoded')[0]?.textContent).toBe('<p>One &amp; two</p>')
  expect(words(entry, 'content')).toBe('<p>One &amp; two</p>')
  expect(json.content_html).toBe('<p>One &amp; two</p>')
  expect(Date.parse(words(item, 'pubDate') ?? '')).toBe(hostile.date)
  expect([words(entry, 'published'), json.date_published]).toEqual(Array(2).fill('2015-12-16T08:54:43+08:00'))
  expect([words(entry, 'updated'), json.date_modified]).toEqual(Array(2).fill('2015-12-18T10:00:00+08:00'))
  expect(json.authors).toEqual([{ name: 'Department "C"' }])
})

test('a feed is dated by its content, and an empty one has no build date', () => {
  expect(words(parse(renderRss(feed)).documentElement, 'lastBuildDate')).toBe('Fri, 18 Dec 2015 10:00:00 +0800')
  const empty = buildFeed({ site: site(), siteUrl, locale: 'zh', entries: [] })
  expect(renderRss(empty)).not.toContain('lastBuildDate')
  expect(words(parse(renderAtom(empty)).documentElement, 'updated')).toBe('1970-01-01T08:00:00+08:00')
})

test('a category feed names its category and its own address', () => {
  const scoped = buildFeed({
    site: site(),
    siteUrl,
    locale: 'zh',
    scope: { kind: 'category', key: 'policy' },
    entries: [],
  })
  expect(scoped.title).toBe('山东企业新闻: 〔Policy〕')
  expect(scoped.selfUrl.rss).toBe(`${siteUrl}/zh/category/policy/rss.xml`)
  expect(scoped.homeUrl).toBe(`${siteUrl}/zh/category/policy`)
})

test('the text of a feed stands alone: absolute addresses, no ids, classes or page-only attributes, alternative texts kept', () => {
  const html =
    '<h2 id="h-x">T</h2><figure class="f"><img src="/media/a/b.jpg" alt="Hall" width="10" height="5" loading="lazy"></figure><p lang="zh"><a href="#fn" data-external>n</a></p><div class="table-scroll" role="region" tabindex="0"><table><tr><th scope="col">A</th></tr></table></div><ol start="4" class="x"><li>D</li></ol>'
  expect(renderFeedHtml(html, `${siteUrl}/en/news/a`)).toBe(
    `<h2>T</h2><figure><img src="${siteUrl}/media/a/b.jpg" alt="Hall" width="10" height="5"></figure><p lang="zh"><a href="${siteUrl}/en/news/a#fn">n</a></p><div><table><tbody><tr><th scope="col">A</th></tr></tbody></table></div><ol start="4"><li>D</li></ol>`,
  )
})

test('an id survives a new title, a new domain and a renamed slug, and differs by language', () => {
  const before = release({ slug: 'old' })
  const after = release({
    slug: 'new',
    title: 'Another',
    aliases: ['/NewsDetail.asp?id=1', '/en/news/old', '/en/news/between'],
  })
  expect(releaseId(after)).toBe(releaseId(before))
  expect(releaseId(before)).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(releaseId(release({ slug: 'old', locale: 'zh' }))).not.toBe(releaseId(before))
})

test('ids never change from one version of the site to the next', () => {
  expect(releaseId(release({ slug: 'weifang-informationization-seminar' }))).toMatchInlineSnapshot(
    `"urn:uuid:9c9f30cc-09af-58fd-80c3-c73603d51141"`,
  )
})

test('control characters and lone surrogates do not reach XML', () => {
  expect(escapeXml('a\u0000b\u0008c\uFFFEd\uD800e\tf\n😀')).toBe('abcde\tf\n😀')
})

test('readers of RSS take a summary for HTML, so its signs are told as words', () => {
  const entries = [{ release: publicRelease({ summary: 'Costs fall: A < B & C' }), body: body('') }]
  const rss = renderRss(buildFeed({ site: site(), siteUrl, locale: 'en', entries }))
  expect(words(parse(rss).querySelector('item'), 'description')).toBe('Costs fall: A &lt; B &amp; C')
})
