import { archiveMonth, archiveYear, findAlias, findRelease, isReadable, listPage } from '#lib/content/query.ts'
import type { Edition } from '#lib/content/types.ts'
import { isLocale, type Locale, locales } from '#lib/i18n/locales.ts'
import { feedReleases } from '#lib/publish/feeds/archive.ts'
import { cutTyped } from '#lib/search/segment.ts'
import { parseAddress } from '#lib/urls/parse-address.ts'
import { type Address, canonicalPath, type FeedFormat, urls } from '#lib/urls.ts'

/** What a request asks for: a path as it came (percent-encoded) and the query without `?`, empty when there is none. */
export interface Target {
  readonly path: string
  readonly query: string
}

/** What an address answers, decided before anything is rendered. */
export type Decision =
  | { readonly kind: 'render'; readonly locale: Locale; readonly path: string }
  /** A permanent redirect within the site. */
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'gone'; readonly locale: Locale; readonly slug: string }
  | { readonly kind: 'missing'; readonly locale: Locale }

/** Query parameters that change an answer, in the order in which they are passed on. All others are ignored. */
const queryParameters: Readonly<Partial<Record<Address['kind'], readonly string[]>>> = {
  search: ['q', 'category', 'year', 'sort', 'page'],
  titles: ['q'],
  'most-read': ['period'],
  feed: ['page'],
  oembed: ['url', 'format', 'maxwidth', 'maxheight'],
}

/**
 * The target of a request line: origin form or absolute form (RFC 9112 §3.2), of which only path and query count. The path
 * begins with `/`.
 */
export function parseTarget(url: string): Target {
  const [rest = ''] = url.replace(/^https?:\/\/[^/?#]*/i, '').split('#', 1)
  const mark = rest.indexOf('?')
  const path = mark < 0 ? rest : rest.slice(0, mark)
  return { path: path.startsWith('/') ? path : `/${path}`, query: mark < 0 ? '' : rest.slice(mark + 1) }
}

/** The language in which an address is answered: its own, else the site's default. */
export function localeOfPath(path: string, fallback: Locale): Locale {
  const first = path
    .split('/')
    .find((part) => part !== '')
    ?.toLowerCase()
  return isLocale(first) ? first : fallback
}

const withQuery = (path: string, query: string) => (query === '' ? path : `${path}?${query}`)

/** Where a former address leads, else `undefined`. */
export function findRedirect(edition: Edition, target: Target): string | undefined {
  return findAlias(edition, withQuery(target.path, target.query))
}

/** Where an address leads whose query alone makes it a former one, as on sites that told their pages apart by query. */
function findRedirectByQuery(edition: Edition, target: Target): string | undefined {
  if (target.query === '') return undefined
  const to = findRedirect(edition, target)
  return to === undefined || findAlias(edition, target.path) !== undefined ? undefined : to
}

type ReleaseAddress = Extract<Address, { readonly slug: string }>

/** At the release of the path `to`, what `address` asks for: its page, a twin, a share image, its press kit or a file. */
function atRelease(to: string, address: ReleaseAddress): string {
  const release = parseAddress(to)
  if (release?.kind !== 'release') return to
  const { locale, slug } = release
  return canonicalPath('locale' in address ? { ...address, locale, slug } : { ...address, slug })
}

/** Where what belongs to a release leads whose own address is a former one. */
function findMoved(edition: Edition, address: Address | undefined, query: string): string | undefined {
  if (address === undefined || !('slug' in address)) return undefined
  if (!('locale' in address) && edition.catalogue.releases.has(address.slug)) return undefined
  const former = 'locale' in address ? [address.locale] : locales
  const to = former
    .map((locale) => findAlias(edition, urls.release(locale, address.slug)))
    .find((path) => path !== undefined)
  return to === undefined ? undefined : withQuery(atRelease(to, address), query)
}

function passedOn(address: Address, query: string): string {
  const names = queryParameters[address.kind] ?? []
  const given = new URLSearchParams(query)
  const kept = new URLSearchParams()
  for (const name of names) {
    const value = given.get(name) ?? ''
    // A search may be as long as a request; no more of it is kept or repeated in a page than is looked at.
    const used = name === 'q' ? cutTyped(value) : value
    if (used !== '') kept.set(name, used)
  }
  return kept.toString()
}

function decideRelease(
  edition: Edition,
  address: ReleaseAddress & { readonly locale: Locale },
  query: string,
): Decision | undefined {
  const { locale, slug } = address
  const found = findRelease(edition, locale, slug)
  if (isReadable(found)) return undefined
  if (found.status === 301) return { kind: 'redirect', to: withQuery(atRelease(found.to, address), query) }
  return found.status === 410 ? { kind: 'gone', locale, slug } : { kind: 'missing', locale }
}

/** Kinds of address that are answered elsewhere when they have something. */
const notPages: ReadonlySet<Address['kind']> = new Set(['root', 'media', 'preview', 'visits', 'api', 'metrics'])

/** Where sites like this one used to have their feed, and its format. */
const formerFeeds: ReadonlyMap<string, FeedFormat> = new Map([
  ['/feed', 'rss'],
  ['/rss', 'rss'],
  ['/rss.xml', 'rss'],
  ['/feed.xml', 'rss'],
  ['/atom.xml', 'atom'],
  ['/feed.json', 'json'],
])

function findFormerFeed(edition: Edition, path: string): string | undefined {
  const format = formerFeeds.get(path.replace(/\/$/, ''))
  return format === undefined ? undefined : urls.feed(edition.site.defaultLocale, format)
}

/** Whether a list, a feed or a part of the archive holds anything; other addresses are decided by what they render. */
function isFilled(edition: Edition, address: Address, query: string): boolean {
  if (address.kind === 'list') return listPage(edition, address.locale, address) !== undefined
  if (address.kind === 'feed') return feedReleases(edition, address, query) !== undefined
  if (address.kind !== 'archive' || address.year === undefined) return true
  const { locale, year, month } = address
  if (month === undefined) return archiveYear(edition, locale, year) !== undefined
  return archiveMonth(edition, locale, year, month) !== undefined
}

function decideAddress(edition: Edition, address: Address, target: Target): Decision {
  const locale = 'locale' in address ? address.locale : edition.site.defaultLocale
  if ('slug' in address && 'locale' in address) {
    const refused = decideRelease(edition, address, target.query)
    if (refused !== undefined) return refused
  }
  if (!isFilled(edition, address, target.query)) return { kind: 'missing', locale }
  const path = canonicalPath(address)
  if (path !== target.path) return { kind: 'redirect', to: withQuery(path, target.query) }
  if (notPages.has(address.kind)) return { kind: 'missing', locale }
  return { kind: 'render', locale, path: withQuery(path, passedOn(address, target.query)) }
}

/**
 * What the page at `target` answers from this edition. A former address told by its query goes before an address of the
 * site; other former addresses hold where the site has nothing of its own.
 */
export function decide(edition: Edition, target: Target): Decision {
  const moved = findRedirectByQuery(edition, target)
  if (moved !== undefined) return { kind: 'redirect', to: moved }
  const address = parseAddress(target.path)
  const decision: Decision =
    address === undefined
      ? { kind: 'missing', locale: localeOfPath(target.path, edition.site.defaultLocale) }
      : decideAddress(edition, address, target)
  if (decision.kind !== 'missing') return decision
  const canonical = address === undefined ? target : { ...target, path: canonicalPath(address) }
  const to =
    findRedirect(edition, target) ??
    findRedirect(edition, canonical) ??
    findMoved(edition, address, target.query) ??
    findFormerFeed(edition, target.path)
  return to === undefined ? decision : { kind: 'redirect', to }
}
