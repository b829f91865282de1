import type { Instant, PublicRelease, Release, ReleaseBody, Site } from '#lib/content/types.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { absoluteUrl, type FeedFormat, type ListScope, urls } from '#lib/urls.ts'
import { imageType, scopeName } from '../page-meta.ts'
import { releaseId } from '../release-id.ts'
import { renderFeedHtml } from './feed-html.ts'

/** Releases in one feed. */
export const feedLength = 20

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
  readonly image?: {
    readonly url: string
    readonly type: string
    readonly width: number
    readonly height: number
    readonly alt: string
  }
}

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
  readonly selfUrl: Readonly<Record<FeedFormat, string>>
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
}

function buildItem(input: FeedInput, release: PublicRelease, body: ReleaseBody): FeedItem {
  const { site, siteUrl, locale } = input
  const url = absoluteUrl(siteUrl, urls.release(locale, release.slug))
  const category =
    release.category === undefined ? undefined : scopeName(site, locale, { kind: 'category', key: release.category })
  const image = feedImage(siteUrl, release)
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

function feedImage(siteUrl: string, release: Release): FeedItem['image'] {
  const { image, slug } = release
  const type = image === undefined ? undefined : imageType(image.src)
  if (image === undefined || type === undefined) return undefined
  return {
    url: absoluteUrl(siteUrl, urls.media(slug, image.src)),
    type,
    width: image.width,
    height: image.height,
    alt: image.alt,
  }
}

/** The feed of a language, or of one category or tag in it; a pure function of content. */
export function buildFeed(input: FeedInput): Feed {
  const { site, siteUrl, locale, scope } = input
  const items = input.entries.map(({ release, body }) => buildItem(input, release, body))
  const narrowed = scope === undefined ? undefined : (input.scopeTitle ?? scopeName(site, locale, scope))
  return {
    locale,
    timeZone: site.timeZone,
    title: narrowed === undefined ? site.name[locale] : `${site.name[locale]}: ${narrowed}`,
    description: site.tagline[locale],
    publisher: site.name[locale],
    homeUrl: absoluteUrl(siteUrl, urls.list(locale, 1, scope)),
    iconUrl: absoluteUrl(siteUrl, '/icon-512.png'),
    selfUrl: {
      rss: absoluteUrl(siteUrl, urls.feed(locale, 'rss', scope)),
      atom: absoluteUrl(siteUrl, urls.feed(locale, 'atom', scope)),
      json: absoluteUrl(siteUrl, urls.feed(locale, 'json', scope)),
    },
    updated: items.length === 0 ? undefined : Math.max(...items.map((item) => item.updated)),
    items,
  }
}
