import type { Locale } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'

interface TelephoneProps {
  readonly locale: Locale
  /** As people write it, `+86-531-89013333`. */
  readonly number: string
}

/** A number that can be called, after the word for it. */
export function Telephone({ locale, number }: TelephoneProps) {
  return (
    <span>
      {translate(locale, 'contact.telephone')}
      <a href={`tel:${number.replace(/[^+\d-]/g, '')}`}>{number}</a>
    </span>
  )
}
