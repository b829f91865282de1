import { pictureTypeOf } from '#lib/content/files/picture-types.ts'
import type { PublicRelease, Release, Site } from '#lib/content/types.ts'
import { type Locale, localeFacts, locales } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import { rfc3339 } from '#lib/time-zone.ts'
import { absoluteUrl, type FeedFormat, feedFormats, type ListScope, urls } from '#lib/urls.ts'
import { governmentReleaseTags, governmentSiteTags } from './government-tags.ts'
import { cardSize, isShowable } from './picture-shapes.ts'

/** Media types of the feeds, as registered or named by their specifications. */
export const feedTypes: Readonly<Record<FeedFormat, string>> = {
  rss: 'application/rss+xml',
  atom: 'application/atom+xml',
  json: 'application/feed+json',
}

export interface MetaImage {
  /** Absolute. */
  readonly url: string
  readonly width: number
  readonly height: number
  readonly alt: string
  readonly type: string
}

export interface MetaLink {
  /** Absolute. */
  readonly href: string
  readonly type: string
  readonly title: string
}

/** What stands in the head of a page, as plain data; the route turns it into Next's form. */
export interface PageMeta {
  /** Unique: "Headline – Section – Site". */
  readonly title: string
  readonly description: string
  /** Absolute; `undefined` for pages that must not be indexed, such as 404. */
  readonly canonical: string | undefined
  /** `hreflang` → absolute address, this page and `x-default` included; empty when there is one language only. */
  readonly languages: Readonly<Record<string, string>>
  readonly robots: string
  readonly links: readonly MetaLink[]
  readonly openGraph: {
    readonly type: 'article' | 'website'
    /** Without the site's name. */
    readonly title: string
    readonly siteName: string
    readonly locale: string
    readonly alternateLocales: readonly string[]
    /** The share image first; every one of 1200 × 630 pixels is a card. Empty for pages that are not shared. */
    readonly images: readonly MetaImage[]
    readonly article?: {
      /** RFC 3339 with the site's offset. */
      readonly publishedTime: string
      readonly modifiedTime: string
      readonly section?: string
      readonly tags: readonly string[]
      readonly authors: readonly string[]
    }
  }
  /** Further `meta name` tags, in order. */
  readonly other: readonly (readonly [name: string, content: string])[]
}

/** What a page that is not a release says of itself. */
export interface PageFacts {
  readonly locale: Locale
  /** Parts of the title before the site's name, most particular first. */
  readonly titles: readonly string[]
  readonly description: string
  /** Path of this page in a locale; `undefined` where the page has no such version. */
  readonly pathIn: (locale: Locale) => string | undefined
  readonly scope?: ListScope
  /** False for search results and the like. */
  readonly indexed?: boolean
}

const indexedRobots = 'max-image-preview:large, max-snippet:-1, max-video-preview:-1'

const verificationNames = {
  google: 'google-site-verification',
  bing: 'msvalidate.01',
  baidu: 'baidu-site-verification',
  sogou: 'sogou_site_verification',
  '360': '360-site-verification',
} as const

/** Proof for search engines that the site is its owner's. */
function verificationTags({ verification }: Site): (readonly [string, string])[] {
  return Object.entries(verificationNames).flatMap(([engine, name]) => {
    const code = Object.entries(verification).find(([key]) => key === engine)?.[1]
    return code === undefined ? [] : [[name, code] as const]
  })
}

/** The parts of a page's title in order, joined as readers, tabs and search results show them. */
export function pageTitle(site: Site, locale: Locale, titles: readonly string[]): string {
  return [...titles, site.name[locale]].join(' – ')
}

/**
 * The `hreflang` set of a page: the tag and path of each of its versions, and `x-default`; empty when there is only one (Google:
 * return links must agree).
 */
export function languageVersions(
  { defaultLocale }: Site,
  versions: readonly (readonly [Locale, string])[],
): (readonly [tag: string, path: string])[] {
  const preferred = versions.find(([locale]) => locale === defaultLocale) ?? versions[0]
  if (versions.length < 2 || preferred === undefined) return []
  return [...versions.map(([locale, path]) => [localeFacts[locale].tag, path] as const), ['x-default', preferred[1]]]
}

function languageLinks(siteUrl: string, site: Site, pathIn: PageFacts['pathIn']): Record<string, string> {
  const versions = locales.flatMap((locale) => {
    const path = pathIn(locale)
    return path === undefined ? [] : [[locale, path] as const]
  })
  return Object.fromEntries(languageVersions(site, versions).map(([tag, path]) => [tag, absoluteUrl(siteUrl, path)]))
}

function feedLinks(siteUrl: string, site: Site, locale: Locale, scope?: ListScope): MetaLink[] {
  const names: Readonly<Record<FeedFormat, string>> = { rss: 'RSS', atom: 'Atom', json: 'JSON Feed' }
  const link = (format: FeedFormat, of: ListScope | undefined, name: string): MetaLink => ({
    href: absoluteUrl(siteUrl, urls.feed(locale, format, of)),
    type: feedTypes[format],
    title: `${name} (${names[format]})`,
  })
  const whole = feedFormats.map((format) => link(format, undefined, site.name[locale]))
  if (scope === undefined) return whole
  return [
    ...feedFormats.map((format) => link(format, scope, `${site.name[locale]}: ${scopeName(site, locale, scope)}`)),
    ...whole,
  ]
}

/** A category's label in `locale`, or a tag's key. */
export function scopeName(site: Site, locale: Locale, scope: ListScope): string {
  if (scope.kind === 'tag') return scope.key
  return site.categories.find((category) => category.key === scope.key)?.label[locale] ?? scope.key
}

/** The head of a page that is not a release. */
export function buildPageMeta(site: Site, siteUrl: string, facts: PageFacts): PageMeta {
  const { locale, titles, description, pathIn, scope, indexed = true } = facts
  const own = pathIn(locale)
  const languages = indexed ? languageLinks(siteUrl, site, pathIn) : {}
  return {
    title: pageTitle(site, locale, titles),
    description,
    canonical: own === undefined || !indexed ? undefined : absoluteUrl(siteUrl, own),
    languages,
    robots: indexed ? indexedRobots : 'noindex',
    links: feedLinks(siteUrl, site, locale, scope),
    openGraph: {
      type: 'website',
      title: titles[0] ?? site.name[locale],
      siteName: site.name[locale],
      locale: localeFacts[locale].openGraph,
      alternateLocales: locales
        .filter((other) => other !== locale && languages[localeFacts[other].tag] !== undefined)
        .map((other) => localeFacts[other].openGraph),
      images: indexed
        ? [cardImage(siteUrl, urls.siteCard(locale), `${site.name[locale]} – ${site.tagline[locale]}`)]
        : [],
    },
    other: [
      // One page for every screen: Baidu's responsive model.
      ['applicable-device', 'pc,mobile'],
      ...(indexed ? verificationTags(site) : []),
      ...(site.profile === 'government' && indexed ? governmentSiteTags(site, siteUrl, facts) : []),
    ],
  }
}

function cardImage(siteUrl: string, path: string, alt: string): MetaImage {
  return { url: absoluteUrl(siteUrl, path), ...cardSize, alt, type: 'image/png' }
}

/** A release's picture as others are told of it; `undefined` without one, or one of no known type. */
export function metaImage(siteUrl: string, { slug, image }: Release): MetaImage | undefined {
  const type = image === undefined ? undefined : pictureTypeOf(image.src)
  if (image === undefined || type === undefined || !isShowable(image)) return undefined
  return {
    url: absoluteUrl(siteUrl, urls.media(slug, image.src)),
    width: image.width,
    height: image.height,
    alt: image.alt,
    type,
  }
}

/** The head of a release: title with its section, its translations, its dates and its picture. */
export function buildReleaseMeta(site: Site, siteUrl: string, release: PublicRelease, section: string): PageMeta {
  const { locale, slug } = release
  const category =
    release.category === undefined ? undefined : scopeName(site, locale, { kind: 'category', key: release.category })
  const { title, state } = release
  const base = buildPageMeta(site, siteUrl, {
    locale,
    titles: [
      state === 'withdrawn' ? translate(locale, 'notice.withdrawnTitle', { title }) : title,
      category ?? section,
    ],
    description: release.summary,
    pathIn: (other) => (release.translations.includes(other) ? urls.release(other, slug) : undefined),
  })
  const card = cardImage(siteUrl, urls.card(locale, slug), `${release.title} – ${site.name[locale]}`)
  const image = metaImage(siteUrl, release)
  const author = release.source?.name ?? site.name[locale]
  return {
    ...base,
    canonical: release.canonical ?? base.canonical,
    links: [
      ...base.links,
      { href: absoluteUrl(siteUrl, urls.markdown(locale, slug)), type: 'text/markdown', title: release.title },
      {
        href: absoluteUrl(siteUrl, urls.oembed(absoluteUrl(siteUrl, urls.release(locale, slug)))),
        type: 'application/json+oembed',
        title: release.title,
      },
    ],
    openGraph: {
      ...base.openGraph,
      title,
      type: 'article',
      images: image === undefined ? [card] : [card, image],
      article: {
        publishedTime: rfc3339(release.date, site.timeZone),
        modifiedTime: rfc3339(release.updatedAt, site.timeZone),
        ...(category === undefined ? {} : { section: category }),
        tags: release.tags,
        authors: [author],
      },
    },
    other: [...base.other, ...(site.profile === 'government' ? governmentReleaseTags(site, siteUrl, release) : [])],
  }
}
