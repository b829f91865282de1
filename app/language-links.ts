import type { LanguageLink } from '#components/layout/LanguageSwitch.tsx'
import { type Locale, otherLocales } from '#lib/i18n/locales.ts'
import { urls } from '#lib/urls.ts'

/** Path of something in a language; `undefined` where it does not exist. */
export type PathIn = (locale: Locale) => string | undefined

/** Where the language switch of a page leads: to the page itself, else to what `fallback` says of that language. */
export function languageLinks(locale: Locale, pathIn: PathIn, fallback: (locale: Locale) => string): LanguageLink[] {
  return otherLocales(locale).map((other) => {
    const path = pathIn(other)
    return { locale: other, href: path ?? fallback(other), leadsTo: path === undefined ? 'substitute' : 'translation' }
  })
}

/** Where the language switch leads on a page that says why there is nothing: nobody expects a translation of that. */
export function frontLinks(locale: Locale): LanguageLink[] {
  return otherLocales(locale).map((other) => ({ locale: other, href: urls.home(other), leadsTo: 'front' }))
}
