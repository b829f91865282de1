import type { Locale } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import { urls } from '#lib/urls.ts'
import styles from './SearchSummary.module.css'

interface SearchSummaryProps {
  readonly locale: Locale
  readonly text: string
  readonly total: number
  /** Another spelling that has hits. */
  readonly suggestion?: string
  /** False while the index is being made. */
  readonly complete: boolean
}

/** What a search found, in words; when nothing, what to try. */
export function SearchSummary({ locale, text, total, suggestion, complete }: SearchSummaryProps) {
  return (
    <div className={styles['summary']} role="status">
      <p>
        {total > 0
          ? translate(locale, 'search.result', { count: total, text })
          : translate(locale, 'search.none', { text })}
      </p>
      {suggestion !== undefined && (
        <p>
          {translate(locale, 'search.suggestion')}
          <a href={urls.search(locale, suggestion)}>{suggestion}</a>
          {translate(locale, 'search.suggestionEnd')}
        </p>
      )}
      {total === 0 && (
        <p>
          {translate(locale, 'search.advice')} <a href={urls.archive(locale)}>{translate(locale, 'archive.title')}</a>
        </p>
      )}
      {!complete && <p>{translate(locale, 'search.incomplete')}</p>}
    </div>
  )
}
