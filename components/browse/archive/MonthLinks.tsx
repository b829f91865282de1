import { VisuallyHidden } from '#components/ui/VisuallyHidden.tsx'
import type { YearEntry } from '#lib/content/types.ts'
import { formatMonth, formatMonthName, formatNumber } from '#lib/i18n/format.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import { urls } from '#lib/urls.ts'
import styles from './MonthLinks.module.css'

interface MonthLinksProps {
  readonly locale: Locale
  readonly entry: YearEntry
  /** Month that the page shows, 1 to 12. */
  readonly current?: number
}

const monthsOfYear = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const

/** The twelve months of a year: links with counts, plain words where nothing was published. */
export function MonthLinks({ locale, entry, current }: MonthLinksProps) {
  const { year } = entry
  const counts = new Map(entry.months.map(({ month, releases }) => [month, releases.length]))
  return (
    <ul className={`${styles['months']} choices`} aria-label={translate(locale, 'archive.monthsOf', { year })}>
      {monthsOfYear.map((month) => {
        const count = counts.get(month)
        const name = formatMonthName(month, locale, 'short')
        if (count === undefined) {
          return (
            <li key={month} className={styles['none']} aria-hidden="true">
              {name}
            </li>
          )
        }
        return (
          <li key={month}>
            <a href={urls.archive(locale, year, month)} aria-current={month === current ? 'page' : undefined}>
              {name} <span>{formatNumber(count, locale)}</span>
              {/* The name begins with what is seen, so that it can be spoken (WCAG 2.5.3). */}
              <VisuallyHidden>
                {translate(locale, 'archive.monthLink', { month: formatMonth(year, month, locale), count })}
              </VisuallyHidden>
            </a>
          </li>
        )
      })}
    </ul>
  )
}
