import type { Locale } from '#lib/i18n/locales.ts'
import { splitWords } from '#lib/i18n/words.ts'
import styles from './Words.module.css'

interface WordsProps {
  readonly locale: Locale
  readonly text: string
}

/** Longer parts are foreign words and addresses, which must be free to break anywhere. */
const longest = 10

/** A headline that breaks between words in Chinese too. */
export function Words({ locale, text }: WordsProps) {
  const parts = splitWords(text, locale)
  if (parts.length < 2) return text
  // Spans and not wbr: Chromium puts a space for each wbr into the accessible name.
  return (
    <span className={styles['words']}>
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: words of one title may repeat, and their order never changes
        <span key={index} data-long={part.length > longest ? '' : undefined}>
          {part}
        </span>
      ))}
    </span>
  )
}
