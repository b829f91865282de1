import type { Locale } from '#lib/i18n/locales.ts'
import type { Address } from '#lib/urls.ts'
import { aliasKey } from '../catalogue.ts'
import type { ContentState } from '../change.ts'
import { buildEdition } from '../edition.ts'
import type { BodyLink } from '../markdown.ts'
import { archiveMonth, archiveYear, listPage } from '../query.ts'
import type { Edition, Instant, Release } from '../types.ts'
import { visibility } from '../visibility.ts'
import type { Finding, Findings } from './finding.ts'
import { slugProposer } from './references.ts'

interface LinkContext {
  readonly state: ContentState
  readonly now: Instant
  /** The edition of now, made when the first link needs it; `undefined` when lists are not looked at. */
  edition(): Edition | undefined
  propose(slug: string): { readonly nearest?: string }
  /** Whether there is a folder of this name, good or broken. */
  hasFolder(slug: string): boolean
}

type ReleaseAddress = Extract<Address, { slug: string; locale: Locale }>

const isReleaseAddress = (address: Address): address is ReleaseAddress => 'slug' in address && 'locale' in address

function checkRelease(
  link: BodyLink,
  address: ReleaseAddress,
  from: Release | undefined,
  context: LinkContext,
): Finding | undefined {
  const { slug, locale } = address
  const versions = context.state.catalogue.releases.get(slug)
  const found = versions?.[locale]
  const at = { file: link.file, place: link }
  if (versions === undefined) {
    // A broken release has told so itself; the link is right.
    if (context.hasFolder(slug)) return undefined
    return { code: 'link/no-release', ...at, values: { slug, ...context.propose(slug) } }
  }
  if (found === undefined) return { code: 'link/no-translation', ...at, values: { slug, locale } }
  // A draft may lead to another: both can be published together.
  if (from?.draft) return undefined
  const { state, status } = visibility(found, Math.max(context.now, from?.date ?? context.now))
  if (status === 200 || status === 301) return undefined
  return { code: 'link/unpublished', ...at, values: { slug, state, other: found.file } }
}

type ListAddress = Extract<Address, { kind: 'archive' | 'list' }>

/** Whether a list is there even without releases. */
const isAlways = (address: ListAddress) =>
  address.kind === 'list' ? address.scope === undefined && address.page === 1 : address.year === undefined

/** Whether a list or a part of the archive has releases now. */
function hasReleases(address: ListAddress, edition: Edition): boolean {
  const { locale } = address
  if (address.kind === 'list') return listPage(edition, locale, address) !== undefined
  const { year, month } = address
  if (year === undefined) return true
  return month === undefined
    ? archiveYear(edition, locale, year) !== undefined
    : archiveMonth(edition, locale, year, month) !== undefined
}

/** Whether a page that is no release exists now. */
function exists(address: Address, { state, edition }: LinkContext): boolean {
  switch (address.kind) {
    case 'page':
      return state.catalogue.pages.get(address.name)?.[address.locale] !== undefined
    case 'archive':
    case 'list': {
      const now = isAlways(address) ? undefined : edition()
      return now === undefined || hasReleases(address, now)
    }
    case 'media':
      return state.catalogue.releases.has(address.slug)
    default:
      return true
  }
}

function checkLink(link: BodyLink, from: Release | undefined, context: LinkContext): Finding | undefined {
  const { address, path } = link
  const { aliases } = context.state.catalogue
  if (aliases.has(aliasKey(path)) || aliases.has(aliasKey(path.replace(/\?.*$/s, '')))) return undefined
  if (address !== undefined && isReleaseAddress(address)) return checkRelease(link, address, from, context)
  if (address !== undefined && exists(address, context)) return undefined
  return { code: 'link/no-page', file: link.file, place: link, values: { path } }
}

/**
 * Links to releases and pages of this site that readers could not follow. `now` decides what is public. `lists`: also links
 * to lists and the archive, which takes an edition.
 */
export function* checkLinks(state: ContentState, now: Instant, lists = true): Findings {
  let edition: Edition | undefined
  let slugs: ReadonlySet<string> | undefined
  const context: LinkContext = {
    state,
    now,
    edition() {
      if (lists) edition ??= buildEdition(state.catalogue, now)
      return edition
    },
    propose: slugProposer(state),
    hasFolder(slug) {
      slugs ??= new Set([...state.folders.values()].map(({ parsed }) => parsed.slug))
      return slugs.has(slug)
    },
  }
  for (const { parsed } of state.folders.values()) {
    yield undefined
    for (const link of parsed.links) {
      const from = parsed.releases.find(({ file }) => file === link.file)
      const finding = checkLink(link, from, context)
      if (finding !== undefined) yield finding
    }
  }
  for (const { parsed } of state.pages.values()) {
    for (const link of parsed.links) {
      const finding = checkLink(link, undefined, context)
      if (finding !== undefined) yield finding
    }
  }
}
