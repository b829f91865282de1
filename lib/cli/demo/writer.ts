import type { Locale } from '#lib/i18n/locales.ts'
import { fill, type Phrase } from './phrases.ts'

/** What one release is about. */
export interface Facts {
  readonly plant: Phrase
  readonly product: Phrase
  readonly quarter: Phrase
  readonly n: number
  readonly k: number
  readonly year: number
}

export type Write = (phrase: Phrase) => string

const ordinals = (text: string) =>
  text.replace(/\b(\d+)th\b/g, (_, figure: string) => {
    const number = Number(figure)
    const ending = number % 100 >= 11 && number % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th')
    return `${number}${ending}`
  })

export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** Puts the facts of a release into phrases of one language. */
export function createWriter({ plant, product, quarter, n, k, year }: Facts, locale: Locale): Write {
  const values = {
    plant: plant[locale],
    product: product[locale],
    quarter: quarter[locale],
    n: locale === 'en' ? String(n).replace(/\B(?=(?:\d{3})+$)/, ',') : String(n),
    k: String(k),
    year: String(year),
  }
  return (phrase) => capital(ordinals(fill(phrase[locale], values)))
}
