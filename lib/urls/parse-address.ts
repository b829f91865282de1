import { isLocale, type Locale } from '#lib/i18n/locales.ts'
import {
  type Address,
  feedFiles,
  feedFormats,
  isSlug,
  type ListScope,
  pictureRatios,
  type SitePageName,
  siteFiles,
  sitePagePaths,
  tagKey,
} from '#lib/urls.ts'

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

function parseReleaseFile(locale: Locale, slug: string, file: string): Address | undefined {
  if (file === 'press-kit.zip') return { kind: 'press-kit', locale, slug }
  if (file === 'card.png') return { kind: 'card', locale, slug }
  const ratio = pictureRatios.find((one) => file === `card-${one}.png`)
  return ratio === undefined ? undefined : { kind: 'card', locale, slug, ratio }
}

function parseNews(locale: Locale, parts: readonly string[]): Address | undefined {
  const [name, tail, ...rest] = parts
  // A release may be called `page` too; its files have a dot in their names.
  const isPage = name === 'page' && tail !== undefined && !tail.includes('.')
  if (name === undefined || isPage) return parseScoped(locale, parts)
  if (rest.length > 0) return undefined
  if (tail !== undefined) return isSlug(name) ? parseReleaseFile(locale, name, tail) : undefined
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
  if (path === 'search/titles.json') return { kind: 'titles', locale }
  if (rest.length > 0) return undefined
  if (section === 'search' || section === 'most-read' || section === 'stats') return { kind: section, locale }
  if (section === 'card.png') return { kind: 'site-card', locale }
  if (section === 'manifest.webmanifest') return { kind: 'manifest', locale }
  if (section === 'opensearch.xml') return { kind: 'open-search', locale }
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
    return { kind: 'visits', slug, pixel: slug !== third }
  }
  if (third !== undefined) return undefined
  if (first === 'api') return second === 'health' || second === 'refresh' ? { kind: 'api', name: second } : undefined
  if (first === 'sitemaps') {
    const part = /^([a-z]+)-([0-9]{4})(?:-([2-9]|[1-9][0-9]{1,2}))?\.xml$/.exec(second ?? '')
    return part !== null && isLocale(part[1])
      ? { kind: 'sitemap-part', locale: part[1], year: Number(part[2]), part: Number(part[3] ?? 1) }
      : undefined
  }
  if (second !== undefined) return undefined
  if (first === 'metrics') return { kind: 'metrics' }
  if (first === 'oembed') return { kind: 'oembed' }
  const file = siteFiles.find((name) => name === first)
  if (file !== undefined) return { kind: 'site-file', file }
  const key = /^([A-Za-z0-9-]{8,128})\.txt$/.exec(first)?.[1]
  return key === undefined ? undefined : { kind: 'key-file', key }
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
