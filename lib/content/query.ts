import { type Locale, otherLocales } from '#lib/i18n/locales.ts'
import { type ListScope, urls } from '#lib/urls.ts'
import { type AliasTarget, aliasKey, versionsOf } from './catalogue.ts'
import { countBefore } from './edition/locale-edition.ts'
import type { Edition, MonthEntry, PublicRelease, Release, Unavailable, YearEntry } from './types.ts'
import { visibility } from './visibility.ts'

/** One page of a list. `page` counts from 1; `pages` is at least 1. */
export interface ListPage {
  readonly items: readonly PublicRelease[]
  readonly page: number
  readonly pages: number
  readonly total: number
  readonly scope?: ListScope
}

/** The list behind a scope, newest first; `undefined` when the site has no such category or tag. */
export function scopedReleases(
  edition: Edition,
  locale: Locale,
  scope: ListScope | undefined,
): readonly PublicRelease[] | undefined {
  const local = edition.locales[locale]
  if (scope === undefined) return local.releases
  if (scope.kind === 'tag') return local.byTag.get(scope.key)?.releases
  const exists = edition.site.categories.some(({ key }) => key === scope.key)
  return local.byCategory.get(scope.key) ?? (exists ? [] : undefined)
}

/** The newest `limit` of a list that is newest first, without those that are not promoted. */
export function newestPromoted(releases: readonly PublicRelease[], limit: number): PublicRelease[] {
  const found: PublicRelease[] = []
  for (const release of releases) {
    if (release.promoted) found.push(release)
    if (found.length === limit) break
  }
  return found
}

/**
 * Page `page` of a language's releases, or of those in `scope`. `undefined` beyond the end, and for a category or tag that
 * does not exist. Page 1 of the whole list, and of a category of the site, exists even without releases.
 */
export function listPage(
  edition: Edition,
  locale: Locale,
  { page, scope }: { readonly page: number; readonly scope?: ListScope | undefined },
): ListPage | undefined {
  const list = scopedReleases(edition, locale, scope)
  if (list === undefined) return undefined
  const size = edition.site.pageSize
  const pages = Math.max(1, Math.ceil(list.length / size))
  if (!Number.isInteger(page) || page < 1 || page > pages) return undefined
  const items = list.slice((page - 1) * size, page * size)
  return { items, page, pages, total: list.length, ...(scope === undefined ? {} : { scope }) }
}

/** The releases of the same language published just after and just before `release`. */
export function neighbours(
  edition: Edition,
  release: PublicRelease,
): { readonly newer?: PublicRelease; readonly older?: PublicRelease } {
  const { releases } = edition.locales[release.locale]
  const place = countBefore(releases, release)
  if (releases[place]?.slug !== release.slug) return {}
  const newer = releases[place - 1]
  const older = releases[place + 1]
  return { ...(newer === undefined ? {} : { newer }), ...(older === undefined ? {} : { older }) }
}

/** A year of the archive; `undefined` when it has no releases. */
export function archiveYear(edition: Edition, locale: Locale, year: number): YearEntry | undefined {
  return edition.locales[locale].years.find((entry) => entry.year === year)
}

/** A month (1 to 12) of the archive; `undefined` when it has no releases. */
export function archiveMonth(edition: Edition, locale: Locale, year: number, month: number): MonthEntry | undefined {
  return archiveYear(edition, locale, year)?.months.find((entry) => entry.month === month)
}

/** A slug as a reader of `locale` gets it: in that language, else in another. */
function readableIn(edition: Edition, locale: Locale, slug: string): PublicRelease | undefined {
  for (const candidate of [locale, ...otherLocales(locale)]) {
    const found = edition.locales[candidate].bySlug.get(slug)
    if (found !== undefined) return found
  }
  return undefined
}

function replacementOf(edition: Edition, release: Release): string | undefined {
  return visibility(release, edition.at).state === 'redirected' ? release.withdrawn?.replacement : undefined
}

/** The readable release at the end of a chain of replacements; `undefined` when it goes round or ends at nothing readable. */
function followReplacements(edition: Edition, release: Release): PublicRelease | undefined {
  const seen = new Set<string>()
  let slug = replacementOf(edition, release)
  while (slug !== undefined && !seen.has(slug)) {
    seen.add(slug)
    const found = readableIn(edition, release.locale, slug)
    if (found !== undefined) return found
    const versions = edition.catalogue.releases.get(slug)
    const next = versions?.[release.locale] ?? Object.values(versions ?? {})[0]
    slug = next === undefined ? undefined : replacementOf(edition, next)
  }
  return undefined
}

/**
 * The release to which a mention of `slug` leads readers of `locale`: in their language or else in another, past
 * replacements. `undefined` while there is none that they may read.
 */
export function findReadable(edition: Edition, locale: Locale, slug: string): PublicRelease | undefined {
  const found = readableIn(edition, locale, slug)
  if (found !== undefined) return found
  for (const release of versionsOf(edition.catalogue.releases.get(slug))) {
    const target = followReplacements(edition, release)
    if (target !== undefined) return readableIn(edition, locale, target.slug)
  }
  return undefined
}

/**
 * What the address of `slug` in `locale` answers: the release, or why not. A replaced release leads straight to the last
 * readable one of its chain; without one it is gone.
 */
export function findRelease(edition: Edition, locale: Locale, slug: string): PublicRelease | Unavailable {
  const found = edition.locales[locale].bySlug.get(slug)
  if (found !== undefined) return found
  const release = edition.catalogue.releases.get(slug)?.[locale]
  if (release !== undefined) {
    const { state } = visibility(release, edition.at)
    if (state === 'redirected') {
      const target = followReplacements(edition, release)
      if (target === undefined) return { status: 410, release, state: 'gone' }
      return { status: 301, to: urls.release(target.locale, target.slug) }
    }
    if (state === 'gone' || state === 'expired') return { status: 410, release, state }
  }
  return { status: 404, otherLocales: otherLocales(locale).filter((other) => edition.locales[other].bySlug.has(slug)) }
}

/** Whether `findRelease` found something to read. */
export function isReadable(found: PublicRelease | Unavailable): found is PublicRelease {
  return !('status' in found)
}

/** Longest query that is searched for an alias. */
const maxParameters = 16

/** The spellings under which an address may stand among the aliases, the nearest first, each with the query it leaves over. */
function aliasSpellings(key: string): { readonly alias: string; readonly rest: string }[] {
  const mark = key.indexOf('?')
  if (mark === -1) return [{ alias: key, rest: '' }]
  const path = key.slice(0, mark)
  const parameters = key.slice(mark + 1).split('&')
  const single =
    parameters.length < 2 || parameters.length > maxParameters
      ? []
      : parameters.map((parameter, place) => ({
          alias: `${path}?${parameter}`,
          rest: `?${parameters.filter((_, other) => other !== place).join('&')}`,
        }))
  return [{ alias: key, rest: '' }, ...single, { alias: path, rest: key.slice(mark) }]
}

const finalPath = (found: PublicRelease | Unavailable) => {
  if (isReadable(found)) return urls.release(found.locale, found.slug)
  return found.status === 301 ? found.to : undefined
}

/** The language to which an alias leads that several languages of one release claim: that of the alias, else the site's. */
function aliasLocale({ catalogue, site }: Edition, alias: string, { slug, locale }: AliasTarget): Locale {
  const claims = versionsOf(catalogue.releases.get(slug)).filter(({ aliases }) =>
    aliases.some((one) => aliasKey(one) === alias),
  )
  const own = claims.find((one) => alias.startsWith(`${urls.home(one.locale)}/`))
  return (own ?? claims.find((one) => one.locale === site.defaultLocale))?.locale ?? locale
}

/**
 * Where an old address (path with query, percent-encoded) leads now, or `undefined` when it is no alias of a readable
 * release. An alias with the whole query comes first, then one with a single of its parameters, then one of the path
 * alone; parameters that are not part of the alias are kept.
 */
export function findAlias(edition: Edition, pathWithQuery: string): string | undefined {
  const { aliases } = edition.catalogue
  if (aliases.size === 0 || !pathWithQuery.startsWith('/')) return undefined
  const key = aliasKey(pathWithQuery)
  for (const { alias, rest } of aliasSpellings(key)) {
    const target = aliases.get(alias)
    if (target === undefined) continue
    const path = finalPath(findRelease(edition, aliasLocale(edition, alias, target), target.slug))
    if (path !== undefined && path !== key.split('?')[0]) return `${path}${rest}`
  }
  return undefined
}
