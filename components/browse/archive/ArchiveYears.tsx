import { VisuallyHidden } from '#components/ui/VisuallyHidden.tsx'
import type { YearEntry } from '#lib/content/types.ts'
import { formatNumber } from '#lib/i18n/format.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import { urls } from '#lib/urls.ts'
import styles from './ArchiveYears.module.css'
import { MonthLinks } from './MonthLinks.tsx'

interface ArchiveYearsProps {
  readonly locale: Locale
  /** Newest first. */
  readonly years: readonly YearEntry[]
}

/** The archive: each year as a large light numeral, its months with their counts beside it. */
export function ArchiveYears({ locale, years }: ArchiveYearsProps) {
  return (
    <ol>
      {years.map((entry) => (
        <li key={entry.year} className={styles['year']}>
          <h2 className="quiet">
            <a href={urls.archive(locale, entry.year)}>{entry.year}</a>
          </h2>
          <MonthLinks locale={locale} entry={entry} />
          <p className={styles['count']}>
            {formatNumber(entry.count, locale)}
            <VisuallyHidden> {translate(locale, 'list.unit', { count: entry.count })}</VisuallyHidden>
          </p>
        </li>
      ))}
    </ol>
  )
}
