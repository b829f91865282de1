import type { Locale } from '#lib/i18n/locales.ts'
import type { Catalogue, PerLocale, Release, Site, SitePage } from './types.ts'

export interface AliasTarget {
  readonly slug: string
  readonly locale: Locale
}

/** What a browser sends as it stands: names without dots at their ends, and a plain query. */
const plainAlias = /^(?:\/+[\w-]+(?:\.[\w-]+)*)+\/*(?:\?[\w=&.-]+)?$/

/**
 * The one spelling in which aliases and requests are compared: percent-encoded as a browser sends it, escapes in capitals,
 * without fragment. `alias` begins with `/`.
 */
export function aliasKey(alias: string): string {
  if (plainAlias.test(alias)) return alias
  const { pathname, search } = new URL(`http://alias${alias}`)
  return `${pathname}${search}`.replace(/%[0-9a-f]{2}/gi, (code) => code.toUpperCase())
}

/** Several language versions of one thing under one key. */
function groupByLocale<T extends { readonly locale: Locale }>(
  items: Iterable<T>,
  keyOf: (item: T) => string,
): Map<string, Partial<PerLocale<T>>> {
  const groups = new Map<string, Partial<PerLocale<T>>>()
  for (const item of items) groups.set(keyOf(item), { ...groups.get(keyOf(item)), [item.locale]: item })
  return groups
}

/** Every language version in a group, in no particular order of time. */
export function versionsOf<T>(group: Partial<PerLocale<T>> | undefined): T[] {
  return group === undefined ? [] : Object.values(group)
}

/** A catalogue of these releases and pages. Of two that claim one alias the first has it. */
export function buildCatalogue(site: Site, releases: Iterable<Release>, pages: Iterable<SitePage> = []): Catalogue {
  const bySlug = groupByLocale(releases, (release) => release.slug)
  const aliases = new Map<string, AliasTarget>()
  for (const versions of bySlug.values()) {
    for (const { slug, locale, aliases: given } of versionsOf(versions)) {
      for (const alias of given) if (!aliases.has(aliasKey(alias))) aliases.set(aliasKey(alias), { slug, locale })
    }
  }
  return { site, releases: bySlug, pages: groupByLocale(pages, (page) => page.name), aliases }
}
