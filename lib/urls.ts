import { isLocale, type Locale } from '#lib/i18n/locales.ts'

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
const feedFiles: Readonly<Record<FeedFormat, string>> = { rss: 'rss.xml', atom: 'atom.xml', json: 'feed.json' }

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
  | { readonly kind: 'card'; readonly locale: Locale; readonly slug: string; readonly ratio?: PictureRatio }
  | { readonly kind: 'site-card'; readonly locale: Locale }
  | { readonly kind: 'archive'; readonly locale: Locale; readonly year?: number; readonly month?: number }
  | { readonly kind: 'search' | 'most-read' | 'stats'; readonly locale: Locale }
  | { readonly kind: 'page'; readonly locale: Locale; readonly name: SitePageName }
  | { readonly kind: 'feed'; readonly locale: Locale; readonly format: FeedFormat; readonly scope?: ListScope }
  | { readonly kind: 'preview'; readonly locale: Locale; readonly token: string }
  | { readonly kind: 'media'; readonly slug: string; readonly file: string }
  | { readonly kind: 'visits'; readonly slug: string; readonly pixel: boolean }
  | { readonly kind: 'sitemap-part'; readonly locale: Locale; readonly year: number }
  | { readonly kind: 'site-file'; readonly file: SiteFile }
  | { readonly kind: 'api'; readonly name: 'health' | 'refresh' }
  | { readonly kind: 'metrics' }

/** Widths in pixels in which the media route gives a picture, smallest first; never wider than the original. */
export const mediaWidths = [320, 640, 960, 1280, 1920] as const

/** Shapes, width to height, in which pictures are given for structured data. */
export const pictureRatios = ['1x1', '4x3', '16x9'] as const
export type PictureRatio = (typeof pictureRatios)[number]

export const siteFiles = [
  'sitemap.xml',
  'sitemap-news.xml',
  'robots.txt',
  'llms.txt',
  'opensearch.xml',
  'manifest.webmanifest',
  'favicon.ico',
] as const
export type SiteFile = (typeof siteFiles)[number]

const slugPattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

/** Whether `text` can be a release's slug: lower-case ASCII letters, digits and single hyphens, at most 120 characters. */
export function isSlug(text: string): boolean {
  return text.length <= 120 && slugPattern.test(text)
}

/** The key of a tag in addresses and comparisons: width and case folded (NFKC), white space as one hyphen. */
export function tagKey(tag: string): string {
  return tag
    .normalize('NFKC')
    .toLowerCase()
    .trim()
    .replace(/[\s/\\?#]+/gu, '-')
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
  mostRead: (locale: Locale, period?: MostReadPeriod) =>
    `/${locale}/most-read${period === undefined || period === '30d' ? '' : `?period=${period}`}`,
  stats: (locale: Locale) => `/${locale}/stats`,
  page: (locale: Locale, name: SitePageName) => `/${locale}/${sitePagePaths[name]}`,
  feed: (locale: Locale, format: FeedFormat, scope?: ListScope) => `/${locale}${scopePath(scope)}/${feedFiles[format]}`,
  preview: (locale: Locale, token: string) => `/${locale}/preview/${token}`,
  media: (slug: string, file: string, width?: number) =>
    `/media/${slug}/${encodeURIComponent(file)}${width === undefined ? '' : `?w=${width}`}`,
  mediaCrop: (slug: string, file: string, ratio: PictureRatio) => `${urls.media(slug, file)}?crop=${ratio}`,
  visits: (slug: string) => `/api/visits/${slug}`,
  visitsPixel: (slug: string) => `/api/visits/${slug}.gif`,
  sitemapPart: (locale: Locale, year: number) => `/sitemaps/${locale}-${year}.xml`,
  siteFile: (file: SiteFile) => `/${file}`,
  health: () => '/api/health',
  refresh: () => '/api/refresh',
  metrics: () => '/metrics',
} as const

/** `path` on the site's own origin; `origin` has no trailing slash. */
export function absoluteUrl(origin: string, path: string): string {
  return `${origin}${path}`
}

const pageNumber = (text: string | undefined) =>
  text !== undefined && /^[0-9]{1,7}$/.test(text) && Number(text) >= 1 ? Number(text) : undefined

const formatOfFile = (file: string | undefined) => feedFormats.find((format) => feedFiles[format] === file)

function parseScoped(locale: Locale, parts: readonly string[], scope?: ListScope): Address | undefined {
  const [first, second, ...rest] = parts
  if (rest.length > 0) return undefined
  const scoped = scope === undefined ? {} : { scope }
  if (first === undefined) return { kind: 'list', locale, page: 1, ...scoped }
  const format = formatOfFile(first)
  if (format !== undefined && second === undefined && scope !== undefined)
    return { kind: 'feed', locale, format, scope }
  const page = first === 'page' ? pageNumber(second) : undefined
  return page === undefined ? undefined : { kind: 'list', locale, page, ...scoped }
}

function parseCard(locale: Locale, slug: string, file: string): Address | undefined {
  if (file === 'card.png') return { kind: 'card', locale, slug }
  const ratio = pictureRatios.find((one) => file === `card-${one}.png`)
  return ratio === undefined ? undefined : { kind: 'card', locale, slug, ratio }
}

function parseNews(locale: Locale, parts: readonly string[]): Address | undefined {
  const [name, tail, ...rest] = parts
  if (name === undefined || (name === 'page' && tail !== undefined)) return parseScoped(locale, parts)
  if (rest.length > 0) return undefined
  if (tail !== undefined) return isSlug(name) ? parseCard(locale, name, tail) : undefined
  const twin = /^(.+)\.(md|json)$/.exec(name)
  const slug = twin?.[1] ?? name
  if (!isSlug(slug)) return undefined
  return { kind: twin === null ? 'release' : twin[2] === 'md' ? 'markdown' : 'json', locale, slug }
}

function parseArchive(locale: Locale, parts: readonly string[]): Address | undefined {
  const [yearText, monthText, ...rest] = parts
  if (rest.length > 0) return undefined
  if (yearText === undefined) return { kind: 'archive', locale }
  if (!/^[0-9]{4}$/.test(yearText)) return undefined
  const year = Number(yearText)
  if (monthText === undefined) return { kind: 'archive', locale, year }
  if (!/^(?:0?[1-9]|1[0-2])$/.test(monthText)) return undefined
  return { kind: 'archive', locale, year, month: Number(monthText) }
}

function parseLocalised(locale: Locale, parts: readonly string[]): Address | undefined {
  const [section, ...rest] = parts
  if (section === undefined) return { kind: 'home', locale }
  if (section === 'news') return parseNews(locale, rest)
  if (section === 'archive') return parseArchive(locale, rest)
  if (section === 'category' || section === 'tag') {
    const [key, ...tail] = rest
    return key === undefined || key === '' ? undefined : parseScoped(locale, tail, { kind: section, key: tagKey(key) })
  }
  if (section === 'preview' && rest.length === 1 && rest[0] !== undefined)
    return { kind: 'preview', locale, token: rest[0] }
  const path = parts.join('/')
  for (const name of Object.keys(sitePagePaths) as SitePageName[])
    if (sitePagePaths[name] === path) return { kind: 'page', locale, name }
  if (rest.length > 0) return undefined
  if (section === 'search' || section === 'most-read' || section === 'stats') return { kind: section, locale }
  if (section === 'card.png') return { kind: 'site-card', locale }
  const format = formatOfFile(section)
  return format === undefined ? undefined : { kind: 'feed', locale, format }
}

function parseRooted(parts: readonly string[]): Address | undefined {
  const [first, second, third, ...rest] = parts
  if (rest.length > 0 || first === undefined) return undefined
  if (first === 'media') {
    return second !== undefined && third !== undefined && isSlug(second)
      ? { kind: 'media', slug: second, file: third }
      : undefined
  }
  if (first === 'api' && second === 'visits' && third !== undefined) {
    const slug = third.replace(/\.gif$/, '')
    return isSlug(slug) ? { kind: 'visits', slug, pixel: slug !== third } : undefined
  }
  if (third !== undefined) return undefined
  if (first === 'api') return second === 'health' || second === 'refresh' ? { kind: 'api', name: second } : undefined
  if (first === 'sitemaps') {
    const part = /^([a-z]+)-([0-9]{4})\.xml$/.exec(second ?? '')
    return part !== null && isLocale(part[1])
      ? { kind: 'sitemap-part', locale: part[1], year: Number(part[2]) }
      : undefined
  }
  if (second !== undefined) return undefined
  if (first === 'metrics') return { kind: 'metrics' }
  const file = siteFiles.find((name) => name === first)
  return file === undefined ? undefined : { kind: 'site-file', file }
}

/**
 * The address behind a request's path (percent-encoded, without query), or `undefined` when the site has no such address.
 * Says nothing about whether the release, page or month exists. Accepts other spellings of an address (a trailing or doubled
 * slash, capitals, `/page/1`, `/archive/2015/3`): compare with `canonicalPath` to redirect.
 */
export function parseAddress(path: string): Address | undefined {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '') continue
    try {
      parts.push(decodeURIComponent(part))
    } catch (error) {
      if (error instanceof URIError) return undefined
      throw error
    }
  }
  // A decoded part must stay one part: `%2f`, `..` and control characters name nothing here.
  if (parts.some((part) => /[/\\\p{Cc}]/u.test(part) || part === '.' || part === '..')) return undefined
  if (parts[0] === undefined) return { kind: 'root' }
  const first = parts[0].toLowerCase()
  if (isLocale(first)) {
    const rest = parts.slice(1)
    return parseLocalised(
      first,
      rest[0]?.toLowerCase() === 'preview' ? ['preview', ...rest.slice(1)] : rest.map((part) => part.toLowerCase()),
    )
  }
  return parseRooted(first === 'media' ? ['media', parts[1]?.toLowerCase() ?? '', ...parts.slice(2)] : parts)
}

/** The one right path of an address. */
export function canonicalPath(address: Address): string {
  switch (address.kind) {
    case 'root':
      return '/'
    case 'home':
      return urls.home(address.locale)
    case 'list':
      return urls.list(address.locale, address.page, address.scope)
    case 'release':
    case 'markdown':
    case 'json':
      return urls[address.kind](address.locale, address.slug)
    case 'card':
      return urls.card(address.locale, address.slug, address.ratio)
    case 'site-card':
      return urls.siteCard(address.locale)
    case 'archive':
      return urls.archive(address.locale, address.year, address.month)
    case 'search':
      return urls.search(address.locale)
    case 'most-read':
      return urls.mostRead(address.locale)
    case 'stats':
      return urls.stats(address.locale)
    case 'page':
      return urls.page(address.locale, address.name)
    case 'feed':
      return urls.feed(address.locale, address.format, address.scope)
    case 'preview':
      return urls.preview(address.locale, address.token)
    case 'media':
      return urls.media(address.slug, address.file)
    case 'visits':
      return address.pixel ? urls.visitsPixel(address.slug) : urls.visits(address.slug)
    case 'sitemap-part':
      return urls.sitemapPart(address.locale, address.year)
    case 'site-file':
      return urls.siteFile(address.file)
    case 'api':
      return urls[address.name]()
    case 'metrics':
      return urls.metrics()
  }
}
