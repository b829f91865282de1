import { Fragment } from 'react'
import type { Locale } from '#lib/i18n/locales.ts'
import styles from './Words.module.css'
import { splitWords } from './words.ts'

interface WordsProps {
  readonly locale: Locale
  readonly text: string
}

/** A headline that breaks between words in Chinese too. */
export function Words({ locale, text }: WordsProps) {
  const parts = splitWords(text, locale)
  if (parts.length < 2) return text
  return (
    <span className={styles['words']}>
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: words of one title may repeat, and their order never changes
        <Fragment key={index}>
          {index > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </span>
  )
}
