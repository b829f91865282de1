/** The languages of the site, in the order of the language switch. Each address begins with one of them. */
export const locales = ['en', 'zh'] as const
export type Locale = (typeof locales)[number]

export const defaultLocale: Locale = 'en'

interface LocaleFacts {
  /** BCP 47 tag for `html lang`, `hreflang`, `Content-Language` and JSON-LD `inLanguage`. */
  readonly tag: string
  /** Open Graph's spelling, `language_TERRITORY`. */
  readonly openGraph: string
  /** The language's own name for itself. */
  readonly name: string
}

export const localeFacts: Readonly<Record<Locale, LocaleFacts>> = {
  en: { tag: 'en', openGraph: 'en_US', name: 'English' },
  zh: { tag: 'zh-CN', openGraph: 'zh_CN', name: '中文' },
}

export function isLocale(value: unknown): value is Locale {
  return typeof value === 'string' && (locales as readonly string[]).includes(value)
}

/** All languages but `locale`, in their order. */
export function otherLocales(locale: Locale): Locale[] {
  return locales.filter((candidate) => candidate !== locale)
}
