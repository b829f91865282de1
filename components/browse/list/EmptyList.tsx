import { type Locale, localeFacts } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import styles from './EmptyList.module.css'

interface EmptyListProps {
  readonly locale: Locale
  /** The same list in a language that has releases. */
  readonly other?: { readonly locale: Locale; readonly href: string }
}

/** What a list without releases says: why it is empty, and where there is something to read. */
export function EmptyList({ locale, other }: EmptyListProps) {
  return (
    <div className={styles['empty']}>
      <p className={styles['statement']}>{translate(locale, 'list.empty')}</p>
      <p>{translate(locale, 'list.emptyHint')}</p>
      {other !== undefined && (
        <p>
          <a href={other.href} hrefLang={localeFacts[other.locale].tag}>
            {translate(locale, 'list.emptyOther', { language: translate(locale, `languages.${other.locale}`) })}
          </a>
        </p>
      )}
    </div>
  )
}
