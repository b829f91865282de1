import type { YearEntry } from '#lib/content/types.ts'
import { formatNumber } from '#lib/i18n/format.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import { urls } from '#lib/urls.ts'
import styles from './YearList.module.css'

interface YearListProps {
  readonly locale: Locale
  /** Newest first. */
  readonly years: readonly YearEntry[]
}

/** The way into the archive from another page: its years with their counts. */
export function YearList({ locale, years }: YearListProps) {
  return (
    <nav className={`${styles['years']} quiet`} aria-labelledby="archive-years">
      <h2 id="archive-years">
        <a href={urls.archive(locale)}>{translate(locale, 'archive.byYear')}</a>
      </h2>
      <ul>
        {years.map(({ year, count }) => (
          <li key={year}>
            <a href={urls.archive(locale, year)}>
              {year} <span className={styles['count']}>{formatNumber(count, locale)}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
