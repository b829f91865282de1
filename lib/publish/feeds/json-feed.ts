import { localeFacts } from '#lib/i18n/locales.ts'
import { rfc3339 } from '#lib/time-zone.ts'
import type { Feed, FeedItem } from './feed.ts'

function buildItem(item: FeedItem, timeZone: string) {
  const tags = [item.category, ...item.tags].filter((name) => name !== undefined)
  return {
    id: item.id,
    url: item.url,
    title: item.title,
    ...(item.summary === '' ? {} : { summary: item.summary }),
    content_html: item.html,
    date_published: rfc3339(item.published, timeZone),
    date_modified: rfc3339(item.updated, timeZone),
    authors: [{ name: item.author }],
    ...(tags.length === 0 ? {} : { tags }),
    ...(item.image === undefined ? {} : { image: item.image.url }),
  }
}

/** JSON Feed 1.1 (jsonfeed.org/version/1.1) with full text. */
export function renderJsonFeed(feed: Feed): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    description: feed.description,
    home_page_url: feed.homeUrl,
    feed_url: feed.selfUrl.json,
    ...(feed.older === undefined ? {} : { next_url: feed.older.json }),
    icon: feed.iconUrl,
    language: localeFacts[feed.locale].tag,
    authors: [{ name: feed.publisher }],
    ...(feed.hub === undefined ? {} : { hubs: [{ type: 'WebSub', url: feed.hub }] }),
    items: feed.items.map((item) => buildItem(item, feed.timeZone)),
  })
}
