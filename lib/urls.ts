import type { Locale } from '#lib/i18n/locales.ts'

/** Pages written in `content/pages/`, by name, and the path of each below its locale. */
export const sitePagePaths = {
  about: 'about',
  visits: 'about/visits',
  accessibility: 'about/accessibility',
  feeds: 'feeds',
  contact: 'contact',
} as const
export type SitePageName = keyof typeof sitePagePaths

export const feedFormats = ['rss', 'atom', 'json'] as const
export type FeedFormat = (typeof feedFormats)[number]
export const feedFiles: Readonly<Record<FeedFormat, string>> = { rss: 'rss.xml', atom: 'atom.xml', json: 'feed.json' }

export const mostReadPeriods = ['today', '7d', '30d', 'all'] as const
export type MostReadPeriod = (typeof mostReadPeriods)[number]

/** What a list or feed is narrowed to; absent: all releases of the language. */
export type ListScope = { readonly kind: 'category' | 'tag'; readonly key: string }

/** One address of the site, parsed. `canonicalPath` gives its one right spelling. */
export type Address =
  | { readonly kind: 'root' }
  | { readonly kind: 'home'; readonly locale: Locale }
  | { readonly kind: 'list'; readonly locale: Locale; readonly page: number; readonly scope?: ListScope }
  | { readonly kind: 'release' | 'markdown' | 'json'; readonly locale: Locale; readonly slug: string }
  | { readonly kind: 'press-kit'; readonly locale: Locale; readonly slug: string }
  | { readonly kind: 'card'; readonly locale: Locale; readonly slug: string; readonly ratio?: PictureRatio }
  | { readonly kind: 'site-card'; readonly locale: Locale }
  | { readonly kind: 'archive'; readonly locale: Locale; readonly year?: number; readonly month?: number }
  | { readonly kind: 'search' | 'titles' | 'most-read' | 'stats'; readonly locale: Locale }
  | { readonly kind: 'page'; readonly locale: Locale; readonly name: SitePageName }
  | { readonly kind: 'feed'; readonly locale: Locale; readonly format: FeedFormat; readonly scope?: ListScope }
  | { readonly kind: 'preview'; readonly locale: Locale; readonly token: string }
  | { readonly kind: 'media'; readonly slug: string; readonly file: string }
  | { readonly kind: 'visits'; readonly slug: string; readonly pixel: boolean }
  | { readonly kind: 'sitemap-part'; readonly locale: Locale; readonly year: number; readonly part: number }
  | { readonly kind: 'manifest' | 'open-search'; readonly locale: Locale }
  | { readonly kind: 'oembed' }
  | { readonly kind: 'site-file'; readonly file: SiteFile }
  | { readonly kind: 'key-file'; readonly key: string }
  | { readonly kind: 'api'; readonly name: 'health' | 'refresh' }
  | { readonly kind: 'metrics' }

/** Widths in pixels in which the media route gives a picture, smallest first; never wider than the original. */
export const mediaWidths = [320, 640, 960, 1280, 1920] as const

/** Shapes, width to height, in which pictures are given for structured data. */
export const pictureRatios = ['1x1', '4x3', '16x9'] as const
export type PictureRatio = (typeof pictureRatios)[number]

export const iconFiles = [
  'favicon.ico',
  'favicon.svg',
  'apple-touch-icon.png',
  'icon-192.png',
  'icon-512.png',
  'icon-maskable-512.png',
] as const
export type IconFile = (typeof iconFiles)[number]

export const siteFiles = [
  'sitemap.xml',
  'sitemap-news.xml',
  'robots.txt',
  'llms.txt',
  'opensearch.xml',
  'manifest.webmanifest',
  ...iconFiles,
] as const
export type SiteFile = (typeof siteFiles)[number]

/** The form of a slug, for a browser that checks it too; `isSlug` decides. */
export const slugPattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

/** Whether `text` can be a release's slug: lower-case ASCII letters, digits and single hyphens, at most 120 characters. */
export function isSlug(text: string): boolean {
  return text.length <= 120 && slugPattern.test(text)
}

/** The key of a tag in addresses and comparisons: width and case folded (NFKC), what no part of an address can be as one hyphen. */
export function tagKey(tag: string): string {
  return tag
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .trim()
    .replace(/[\s/\\?#\p{Cc}]+|^\.{1,2}$/gu, '-')
}

const scopePath = (scope: ListScope | undefined) =>
  scope === undefined ? '' : `/${scope.kind}/${encodeURIComponent(scope.key)}`

const withPage = (path: string, page: number) => (page > 1 ? `${path}/page/${page}` : path)

/** Builders of every site path. Each gives a path that begins with `/`; `absoluteUrl` adds the origin. */
export const urls = {
  home: (locale: Locale) => `/${locale}`,
  list: (locale: Locale, page = 1, scope?: ListScope) =>
    withPage(scope === undefined ? `/${locale}/news` : `/${locale}${scopePath(scope)}`, page),
  category: (locale: Locale, key: string, page = 1) => urls.list(locale, page, { kind: 'category', key }),
  tag: (locale: Locale, tag: string, page = 1) => urls.list(locale, page, { kind: 'tag', key: tagKey(tag) }),
  release: (locale: Locale, slug: string) => `/${locale}/news/${slug}`,
  markdown: (locale: Locale, slug: string) => `/${locale}/news/${slug}.md`,
  json: (locale: Locale, slug: string) => `/${locale}/news/${slug}.json`,
  /** The release's texts and files in one. */
  pressKit: (locale: Locale, slug: string) => `/${locale}/news/${slug}/press-kit.zip`,
  card: (locale: Locale, slug: string, ratio?: PictureRatio) =>
    `/${locale}/news/${slug}/card${ratio === undefined ? '' : `-${ratio}`}.png`,
  siteCard: (locale: Locale) => `/${locale}/card.png`,
  archive: (locale: Locale, year?: number, month?: number) =>
    [
      `/${locale}/archive`,
      year === undefined ? [] : String(year),
      month === undefined ? [] : String(month).padStart(2, '0'),
    ]
      .flat()
      .join('/'),
  search: (locale: Locale, query?: string) =>
    `/${locale}/search${query === undefined ? '' : `?q=${encodeURIComponent(query)}`}`,
  /** Titles that begin to match what a reader types, as JSON; `enhance.js` knows this address. */
  titles: (locale: Locale) => `/${locale}/search/titles.json`,
  mostRead: (locale: Locale, period?: MostReadPeriod) =>
    `/${locale}/most-read${period === undefined || period === '30d' ? '' : `?period=${period}`}`,
  stats: (locale: Locale) => `/${locale}/stats`,
  page: (locale: Locale, name: SitePageName) => `/${locale}/${sitePagePaths[name]}`,
  feed: (locale: Locale, format: FeedFormat, scope?: ListScope, archive?: number) =>
    `/${locale}${scopePath(scope)}/${feedFiles[format]}${archive === undefined ? '' : `?page=${archive}`}`,
  preview: (locale: Locale, token: string) => `/${locale}/preview/${token}`,
  media: (slug: string, file: string, width?: number) =>
    `/media/${slug}/${encodeURIComponent(file)}${width === undefined ? '' : `?w=${width}`}`,
  mediaCrop: (slug: string, file: string, ratio: PictureRatio) => `${urls.media(slug, file)}?crop=${ratio}`,
  visits: (slug: string) => `/api/visits/${slug}`,
  visitsPixel: (slug: string) => `/api/visits/${slug}.gif`,
  /** `part` counts from 1. */
  sitemapPart: (locale: Locale, year: number, part = 1) =>
    `/sitemaps/${locale}-${year}${part > 1 ? `-${part}` : ''}.xml`,
  manifest: (locale: Locale) => `/${locale}/manifest.webmanifest`,
  openSearch: (locale: Locale) => `/${locale}/opensearch.xml`,
  /** `url` is absolute. */
  oembed: (url?: string) => `/oembed${url === undefined ? '' : `?url=${encodeURIComponent(url)}&format=json`}`,
  siteFile: (file: SiteFile) => `/${file}`,
  /** Where IndexNow looks whether a key is this site's. */
  keyFile: (key: string) => `/${key}.txt`,
  /** The browser editor, or a file that it is made of. */
  admin: (file?: string) => (file === undefined ? '/admin' : `/admin/${file}`),
  health: () => '/api/health',
  refresh: () => '/api/refresh',
  metrics: () => '/metrics',
} as const

/** `path` on the site's own origin; `origin` has no trailing slash. */
export function absoluteUrl(origin: string, path: string): string {
  return `${origin}${path}`
}

type LocalisedAddress = Extract<Address, { readonly locale: Locale }>
type RootedAddress = Exclude<Address, LocalisedAddress>

/** The one right path of an address. */
export function canonicalPath(address: Address): string {
  return 'locale' in address ? localisedPath(address) : rootedPath(address)
}

function localisedPath(address: LocalisedAddress): string {
  switch (address.kind) {
    case 'home':
    case 'search':
    case 'titles':
    case 'stats':
    case 'manifest':
      return urls[address.kind](address.locale)
    case 'open-search':
      return urls.openSearch(address.locale)
    case 'list':
      return urls.list(address.locale, address.page, address.scope)
    case 'release':
    case 'markdown':
    case 'json':
      return urls[address.kind](address.locale, address.slug)
    case 'press-kit':
      return urls.pressKit(address.locale, address.slug)
    case 'card':
      return urls.card(address.locale, address.slug, address.ratio)
    case 'site-card':
      return urls.siteCard(address.locale)
    case 'archive':
      return urls.archive(address.locale, address.year, address.month)
    case 'most-read':
      return urls.mostRead(address.locale)
    case 'page':
      return urls.page(address.locale, address.name)
    case 'feed':
      return urls.feed(address.locale, address.format, address.scope)
    case 'preview':
      return urls.preview(address.locale, address.token)
    case 'sitemap-part':
      return urls.sitemapPart(address.locale, address.year, address.part)
  }
}

function rootedPath(address: RootedAddress): string {
  switch (address.kind) {
    case 'root':
      return '/'
    case 'media':
      return urls.media(address.slug, address.file)
    case 'visits':
      return address.pixel ? urls.visitsPixel(address.slug) : urls.visits(address.slug)
    case 'oembed':
    case 'metrics':
      return urls[address.kind]()
    case 'site-file':
      return urls.siteFile(address.file)
    case 'key-file':
      return urls.keyFile(address.key)
    case 'api':
      return urls[address.name]()
  }
}
