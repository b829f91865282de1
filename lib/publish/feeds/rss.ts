import { localeFacts } from '#lib/i18n/locales.ts'
import { rfc822 } from '#lib/time-zone.ts'
import { renderXml, type Xml, xml } from '../xml.ts'
import { type Feed, type FeedItem, feedLinks } from './feed.ts'
import { renderPicture } from './picture.ts'

/** Readers take a description for HTML, so plain text is written as HTML. RSS 2.0, `item`. */
const plainAsHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

function renderItem(item: FeedItem, timeZone: string): Xml {
  const { image } = item
  return xml('item', [
    xml('title', item.title),
    xml('link', item.url),
    xml('guid', item.id, { isPermaLink: 'false' }),
    xml('pubDate', rfc822(item.published, timeZone)),
    xml('dc:creator', item.author),
    ...[item.category, ...item.tags].map((name) => (name === undefined ? undefined : xml('category', name))),
    item.summary === '' ? undefined : xml('description', plainAsHtml(item.summary)),
    xml('content:encoded', item.html),
    image === undefined ? undefined : renderPicture(image),
  ])
}

/** RSS 2.0 with full text (`content:encoded`), authors (Dublin Core) and pictures (Media RSS). */
export function renderRss(feed: Feed): string {
  const channel = xml('channel', [
    xml('title', feed.title),
    xml('link', feed.homeUrl),
    xml('description', feed.description),
    xml('language', localeFacts[feed.locale].tag.toLowerCase()),
    feed.updated === undefined ? undefined : xml('lastBuildDate', rfc822(feed.updated, feed.timeZone)),
    xml('atom:link', '', { href: feed.selfUrl.rss, rel: 'self', type: 'application/rss+xml' }),
    ...feedLinks(feed, 'rss').map(({ rel, href }) => xml('atom:link', '', { rel, href })),
    feed.isArchive ? xml('fh:archive', '') : undefined,
    xml('image', [xml('url', feed.iconUrl), xml('title', feed.title), xml('link', feed.homeUrl)]),
    ...feed.items.map((item) => renderItem(item, feed.timeZone)),
  ])
  return renderXml(
    xml('rss', [channel], {
      version: '2.0',
      'xmlns:atom': 'http://www.w3.org/2005/Atom',
      'xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
      'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
      'xmlns:fh': 'http://purl.org/syndication/history/1.0',
      'xmlns:media': 'http://search.yahoo.com/mrss/',
    }),
  )
}
