import type { Edition } from '#lib/content/types.ts'
import type { Locale } from '#lib/i18n/locales.ts'

/** How many releases of a language each category has, by key. */
export function categoryCounts(edition: Edition, locale: Locale): ReadonlyMap<string, number> {
  return new Map([...edition.locales[locale].byCategory].map(([key, releases]) => [key, releases.length]))
}
