import type { Locale } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import type { SearchResult } from '#lib/search/result.ts'
import { urls } from '#lib/urls.ts'
import styles from './SearchSummary.module.css'

interface SearchSummaryProps {
  readonly locale: Locale
  readonly text: string
  readonly result: Pick<SearchResult, 'total' | 'found' | 'suggestion' | 'isCut' | 'complete'>
}

/** What a search found, in words, and what it left out. */
export function SearchSummary({ locale, text, result }: SearchSummaryProps) {
  const { total, found, suggestion, isCut, complete } = result
  const isPrepared = complete || found > 0
  const said = () => {
    if (total > 0) return translate(locale, 'search.result', { count: total, text })
    if (!isPrepared) return translate(locale, 'search.preparing')
    return translate(locale, found > 0 ? 'search.filteredOut' : 'search.none', { text })
  }
  return (
    <div className={styles['summary']} role="status">
      <p>{said()}</p>
      {total === 0 && found > 0 && (
        <p>
          <a href={urls.search(locale, text)}>{translate(locale, 'search.unfiltered', { count: found })}</a>
        </p>
      )}
      {suggestion !== undefined && (
        <p>
          {translate(locale, 'search.suggestion')}
          <a href={urls.search(locale, suggestion.text)}>{suggestion.text}</a>
          {translate(locale, 'search.suggestionEnd', { count: suggestion.count })}
        </p>
      )}
      {found === 0 && isPrepared && <p>{translate(locale, 'search.advice')}</p>}
      {isCut && <p>{translate(locale, 'search.cut')}</p>}
      {!complete && isPrepared && <p>{translate(locale, 'search.incomplete')}</p>}
    </div>
  )
}
