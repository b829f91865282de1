import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith'
import { expect, test } from 'vitest'
import type { ReleaseBody } from '#lib/content/types.ts'
import { renderAtom } from '#lib/publish/feeds/atom.ts'
import { buildFeed } from '#lib/publish/feeds/feed.ts'
import { renderJsonFeed } from '#lib/publish/feeds/json-feed.ts'
import { renderRss } from '#lib/publish/feeds/rss.ts'
import { releaseId } from '#lib/publish/release-id.ts'
import { at, publicRelease, site } from '#tests/support/content/releases.ts'

const body = (html: string): ReleaseBody => {
  return { html, text: 'x', markdown: 'x', headings: [], images: [], readingMinutes: 1 }
}
const title = 'Say </script><b>&amp; “no” ]]> --> 👩‍👩‍👧 العربية \u2028 𠮷野家'
const html = '<p>One ]]&gt; &amp; <a href="https://example.com/?a=1&amp;b=2">two</a>, 正文</p>'
const release = publicRelease({
  slug: 'odd',
  title,
  summary: 'One < two & ]]> 3',
  category: 'policy',
  tags: ['信息化', 'C++ & <C#>'],
  source: { name: 'A & B <Co> “x”' },
  date: at('2015-12-16 08:54:43'),
  updatedAt: at('2015-12-18 10:00:00'),
  image: { src: '会 场.jpg', alt: 'The "hall" <b> ]]> 会场', width: 1600, height: 1000 },
})
const feed = buildFeed({
  site: site(),
  siteUrl: 'https://news.example.com',
  locale: 'en',
  entries: [{ release, body: body(html) }],
})
const url = 'https://news.example.com/en/news/odd'
const media = 'https://news.example.com/media/odd/%E4%BC%9A%20%E5%9C%BA.jpg'
const tags = ['Policy', '信息化', 'C++ & <C#>']
const author = 'A & B <Co> “x”'

test('a reader’s program that knows nothing of this site reads from RSS what was written', () => {
  expect(parseRssFeed(renderRss(feed)).items).toMatchObject([
    {
      title,
      link: url,
      guid: { value: releaseId(release), isPermaLink: false },
      pubDate: 'Wed, 16 Dec 2015 08:54:43 +0800',
      categories: tags.map((name) => ({ name })),
      description: 'One &lt; two &amp; ]]> 3',
      content: { encoded: html },
      dc: { creators: [author] },
      media: { contents: [{ url: media, type: 'image/jpeg', width: 1600, height: 1000 }] },
    },
  ])
})

test('the same program reads it from Atom', () => {
  expect(parseAtomFeed(renderAtom(feed)).entries).toMatchObject([
    {
      id: releaseId(release),
      title: { value: title },
      links: [{ href: url, rel: 'alternate' }],
      published: '2015-12-16T08:54:43+08:00',
      updated: '2015-12-18T10:00:00+08:00',
      authors: [{ name: author }],
      categories: tags.map((term) => ({ term })),
      summary: { value: release.summary },
      content: { value: html, type: 'html' },
    },
  ])
})

test('the same program reads it from JSON Feed', () => {
  expect(parseJsonFeed(renderJsonFeed(feed)).items).toMatchObject([
    {
      id: releaseId(release),
      url,
      title,
      summary: release.summary,
      content_html: html,
      date_published: '2015-12-16T08:54:43+08:00',
      date_modified: '2015-12-18T10:00:00+08:00',
      authors: [{ name: author }],
      tags,
      image: media,
    },
  ])
})
