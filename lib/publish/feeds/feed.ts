import type { Instant, PublicRelease, ReleaseBody, Site } from '#lib/content/types.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { absoluteUrl, type FeedFormat, type ListScope, urls } from '#lib/urls.ts'
import { type MetaImage, metaImage, scopeName } from '../page-meta.ts'
import { releaseId } from '../release-id.ts'
import { archiveBehind, archiveLength } from './archive.ts'
import { renderFeedHtml } from './feed-html.ts'

/** Bytes of text, about, beyond which a feed holds fewer; readers ask for it all day. */
const feedBytes = 230_000

export interface FeedItem {
  readonly id: string
  readonly url: string
  readonly title: string
  readonly summary: string
  /** Stands alone; addresses are absolute. */
  readonly html: string
  readonly published: Instant
  readonly updated: Instant
  readonly author: string
  readonly category?: string
  readonly tags: readonly string[]
  readonly image?: MetaImage
}

type PerFormat = Readonly<Record<FeedFormat, string>>

/** One feed before it takes a format: the same facts for RSS, Atom and JSON Feed. */
export interface Feed {
  readonly locale: Locale
  readonly timeZone: string
  readonly title: string
  readonly description: string
  readonly publisher: string
  /** Address of the list that readers see. */
  readonly homeUrl: string
  readonly iconUrl: string
  /** Of the feed with the newest items, whichever part this is. */
  readonly mainUrl: PerFormat
  readonly selfUrl: PerFormat
  /** The archive behind this part. */
  readonly older?: PerFormat
  /** The archive before this one. */
  readonly newer?: PerFormat
  /** Whether this is an archive, which newer releases leave as it is. */
  readonly isArchive: boolean
  /** Where readers can subscribe to be told of changes (WebSub); not for archives. */
  readonly hub?: string
  /** The newest change of the items; `undefined` for an empty feed. Never the time of rendering. */
  readonly updated: Instant | undefined
  readonly items: readonly FeedItem[]
}

/** What a feed is made of. */
export interface FeedInput {
  readonly site: Site
  readonly siteUrl: string
  readonly locale: Locale
  readonly scope?: ListScope
  /** Name of the scope in words, when a tag has one. */
  readonly scopeTitle?: string
  /** Newest first; withdrawn ones left out. */
  readonly entries: readonly { readonly release: PublicRelease; readonly body: ReleaseBody }[]
  /** How many releases the feed and its archives have together; as many as `entries` when absent. */
  readonly total?: number
  /** Which archive this is; absent for the feed with the newest. */
  readonly page?: number
  readonly hub?: string | undefined
}

const bytesOf = (item: FeedItem) => Buffer.byteLength(item.html) + Buffer.byteLength(item.summary)

/** The newest items that are not too much to load all day, and at least those that are in no archive yet. */
function fitting(items: readonly FeedItem[], total: number): readonly FeedItem[] {
  const least = Math.max(1, total % archiveLength)
  let bytes = 0
  const end = items.findIndex((item, place) => {
    bytes += bytesOf(item)
    return place >= least && bytes > feedBytes
  })
  return end < 0 ? items : items.slice(0, end)
}

function buildItem(input: FeedInput, release: PublicRelease, body: ReleaseBody): FeedItem {
  const { site, siteUrl, locale } = input
  const url = absoluteUrl(siteUrl, urls.release(locale, release.slug))
  const category =
    release.category === undefined ? undefined : scopeName(site, locale, { kind: 'category', key: release.category })
  const image = metaImage(siteUrl, release)
  return {
    id: releaseId(release),
    url,
    title: release.title,
    summary: release.summary,
    html: renderFeedHtml(body.html, url),
    published: release.date,
    updated: release.updatedAt,
    author: release.source?.name ?? site.name[locale],
    tags: release.tags,
    ...(category === undefined ? {} : { category }),
    ...(image === undefined ? {} : { image }),
  }
}

/** The feed of a language, or of one category or tag in it, or an archive of it; a pure function of content. */
export function buildFeed(input: FeedInput): Feed {
  const { site, siteUrl, locale, scope, page, hub, total = input.entries.length } = input
  const all = input.entries.map(({ release, body }) => buildItem(input, release, body))
  const items = page === undefined ? fitting(all, total) : all
  const narrowed = scope === undefined ? undefined : (input.scopeTitle ?? scopeName(site, locale, scope))
  const at = (archive?: number): PerFormat => {
    const url = (format: FeedFormat) => absoluteUrl(siteUrl, urls.feed(locale, format, scope, archive))
    return { rss: url('rss'), atom: url('atom'), json: url('json') }
  }
  const older = page === undefined ? archiveBehind(total, items.length) : page - 1
  const hasNewer = page !== undefined && (page + 1) * archiveLength <= total
  return {
    locale,
    timeZone: site.timeZone,
    title: narrowed === undefined ? site.name[locale] : `${site.name[locale]}: ${narrowed}`,
    description: site.tagline[locale],
    publisher: site.name[locale],
    homeUrl: absoluteUrl(siteUrl, urls.list(locale, 1, scope)),
    iconUrl: absoluteUrl(siteUrl, urls.siteFile('icon-512.png')),
    mainUrl: at(),
    selfUrl: at(page),
    ...(older === undefined || older < 1 ? {} : { older: at(older) }),
    ...(hasNewer ? { newer: at(page + 1) } : {}),
    isArchive: page !== undefined,
    ...(hub === undefined || page !== undefined ? {} : { hub }),
    updated: items.length === 0 ? undefined : Math.max(...items.map((item) => item.updated)),
    items,
  }
}

/** A link of a feed to another address; `title` and `type` belong to formats. */
export interface FeedLink {
  readonly rel: string
  readonly href: string
}

/**
 * What the two XML formats say of where the rest is: archives by RFC 5005, section 4, and for readers that only know pages the
 * same documents by section 3; the hub by WebSub, section 4.
 */
export function feedLinks(feed: Feed, format: 'rss' | 'atom'): FeedLink[] {
  const { older, newer, isArchive, mainUrl, hub } = feed
  return [
    ...(hub === undefined ? [] : [{ rel: 'hub', href: hub }]),
    ...(isArchive ? [{ rel: 'current', href: mainUrl[format] }] : []),
    ...(older === undefined ? [] : ['prev-archive', 'next'].map((rel) => ({ rel, href: older[format] }))),
    ...(newer === undefined ? [] : ['next-archive', 'previous'].map((rel) => ({ rel, href: newer[format] }))),
  ]
}
