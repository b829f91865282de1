import { localeFacts } from '#lib/i18n/locales.ts'
import { rfc3339 } from '#lib/time-zone.ts'
import { renderXml, type Xml, xml } from '../xml.ts'
import { type Feed, type FeedItem, feedLinks } from './feed.ts'
import { renderPicture } from './picture.ts'

function renderEntry(item: FeedItem, timeZone: string): Xml {
  return xml('entry', [
    xml('id', item.id),
    xml('title', item.title),
    xml('link', '', { rel: 'alternate', type: 'text/html', href: item.url }),
    xml('published', rfc3339(item.published, timeZone)),
    xml('updated', rfc3339(item.updated, timeZone)),
    xml('author', [xml('name', item.author)]),
    ...[item.category, ...item.tags].map((name) =>
      name === undefined ? undefined : xml('category', '', { term: name }),
    ),
    item.summary === '' ? undefined : xml('summary', item.summary),
    xml('content', item.html, { type: 'html' }),
    item.image === undefined ? undefined : renderPicture(item.image),
  ])
}

/** Atom 1.0 (RFC 4287) with full text. An empty feed has the epoch as `updated`, which the format requires. */
export function renderAtom(feed: Feed): string {
  return renderXml(
    xml(
      'feed',
      [
        xml('id', feed.mainUrl.atom),
        xml('title', feed.title),
        xml('subtitle', feed.description),
        xml('link', '', { rel: 'self', type: 'application/atom+xml', href: feed.selfUrl.atom }),
        xml('link', '', { rel: 'alternate', type: 'text/html', href: feed.homeUrl }),
        ...feedLinks(feed, 'atom').map(({ rel, href }) => xml('link', '', { rel, href })),
        feed.isArchive ? xml('fh:archive', '') : undefined,
        xml('icon', feed.iconUrl),
        xml('author', [xml('name', feed.publisher)]),
        xml('updated', rfc3339(feed.updated ?? 0, feed.timeZone)),
        ...feed.items.map((item) => renderEntry(item, feed.timeZone)),
      ],
      {
        xmlns: 'http://www.w3.org/2005/Atom',
        'xmlns:fh': 'http://purl.org/syndication/history/1.0',
        'xmlns:media': 'http://search.yahoo.com/mrss/',
        'xml:lang': localeFacts[feed.locale].tag,
      },
    ),
  )
}
