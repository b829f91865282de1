import { expect, test } from 'vitest'
import { renderAtom } from '#lib/publish/feeds/atom.ts'
import { buildFeed } from '#lib/publish/feeds/feed.ts'
import { renderJsonFeed } from '#lib/publish/feeds/json-feed.ts'
import { renderRss } from '#lib/publish/feeds/rss.ts'
import { at, publicRelease, site } from '#tests/support/content/releases.ts'
import { feedFaults } from '#tests/support/formats/feed-faults.ts'

const siteUrl = 'https://news.example.com'
const releases = [
  publicRelease({
    slug: 'b',
    date: at('2026-11-20'),
    tags: ['信息化'],
    category: 'policy',
    updatedAt: at('2026-11-21'),
  }),
  publicRelease({ slug: 'a', image: { src: 'a.jpg', alt: 'The hall', width: 1600, height: 900 } }),
]
const body = {
  html: '<p><a href="/en/news/b">b</a></p>',
  text: '',
  markdown: '',
  headings: [],
  images: [],
  readingMinutes: 1,
}
const feed = buildFeed({ site: site(), siteUrl, locale: 'en', entries: releases.map((release) => ({ release, body })) })
const [rss, atom, json] = [renderRss(feed), renderAtom(feed), renderJsonFeed(feed)]
const addressOf = (text: string) =>
  `${siteUrl}/en/${text.includes('<rss') ? 'rss.xml' : text.includes('jsonfeed') ? 'feed.json' : 'atom.xml'}`

test('the three feeds keep the rules of the feed validator', () => {
  for (const text of [rss, atom, json]) expect(feedFaults(text, addressOf(text))).toEqual([])
})

test.each([
  ['a year of two digits', rss, 'Nov 2026 00', 'Nov 26 00', 'is no date of its form'],
  ['a zone as a name', rss, '+0800</pubDate>', 'CST</pubDate>', 'is no date of its form'],
  ['a wrong day of the week', rss, 'Fri, 20 Nov', 'Sat, 20 Nov', 'wrong day of the week'],
  ['an id called an address', rss, 'isPermaLink="false"', 'isPermaLink="true"', 'called an address'],
  ['an id given twice', rss, />urn:uuid:[^<]*/g, '>urn:uuid:1', 'a guid is there twice'],
  ['no link to itself', rss, 'rel="self"', 'rel="via"', 'has 0 links to itself'],
  ['another address of its own', rss, `${siteUrl}/en/rss.xml`, `${siteUrl}/rss.xml`, 'calls itself'],
  ['a relative link', rss, `<link>${siteUrl}/en/news/a`, '<link>/en/news/a', 'a link is not absolute'],
  ['a relative address in a text', rss, `href=&quot;${siteUrl}`, 'href=&quot;', 'relative address /en/news/b'],
  ['a script in a text', rss, '&lt;p&gt;', '&lt;script&gt;', 'the element script'],
  ['a style in a text', atom, '&lt;p&gt;', '&lt;p style=&quot;x&quot;&gt;', 'the attribute style'],
  ['a frame in a text', json, '<p>', '<iframe>', 'the element iframe'],
  ['a handler in a text', json, '<p>', "<p onclick='x'>", 'the attribute onclick'],
  ['markup in a title', atom, 'Release a', '&lt;b&gt;Release a', 'has markup'],
  ['an author who is no address', rss, '<dc:creator>', '<author>x</author><dc:creator>', 'no e-mail address'],
  [
    'an enclosure without length',
    rss,
    '<dc:creator>',
    `<enclosure url="${siteUrl}/a.jpg" type="image/jpeg"/><dc:creator>`,
    'no length',
  ],
  ['an image of another name', rss, '<image><url>', '<image><title>Other</title><url>', "is not the channel's"],
  ['no language', rss, '<language>en', '<language>', 'the language is none'],
  ['a feed older than its items', rss, 'Sat, 21 Nov 2026', 'Wed, 21 Nov 2012', 'before its items'],
  [
    'an Atom feed older than its entries',
    atom,
    /<updated>[^<]*/,
    '<updated>2012-01-01T00:00:00Z',
    'older than its entries',
  ],
  ['an entry changed before it came', atom, /(<published>)2026/, '$12027', 'changed before it was published'],
  ['a time without zone', atom, /\+08:00<\/published>/, '</published>', 'is no date of its form'],
  ['no language in Atom', atom, 'xml:lang="en"', 'xml:lang=""', 'the language is none'],
  ['no author anywhere', atom, /<author>.*?<\/author>/g, '', 'has no author'],
  ['an id that is no URI', atom, /<id>urn:uuid:/, '<id>', 'an id is no URI'],
  ['a number for an id', json, /"id":"[^"]*"/, '"id":1', 'an id is no text'],
  ['a byte order mark', json, /^/, '\uFEFF', 'byte order mark'],
] as const)('the check finds %s', (_, text, from, to, fault) => {
  const broken = text.replace(from, to)
  expect(broken).not.toBe(text)
  expect(feedFaults(broken, addressOf(text)).join('\n')).toContain(fault)
})
