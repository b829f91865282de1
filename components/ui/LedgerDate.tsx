import type { Instant } from '#lib/content/types.ts'
import { formatMonth, formatMonthName } from '#lib/i18n/format.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { rfc3339, wallTime } from '#lib/time-zone.ts'
import styles from './LedgerDate.module.css'

interface LedgerDateProps {
  readonly date: Instant
  readonly timeZone: string
  readonly locale: Locale
}

/**
 * A date that stands in the ledger's column, the day as a large numeral over month and year, and reads as one line
 * ("16 December 2015", "2015年12月16日") where its container is narrow, without styles, and aloud.
 */
export function LedgerDate({ date, timeZone, locale }: LedgerDateProps) {
  const { year, month, day } = wallTime(date, timeZone)
  return (
    <time className={styles['date']} dateTime={rfc3339(date, timeZone)}>
      {locale === 'zh' ? (
        <>
          <span>{formatMonth(year, month, locale)}</span>
          <span className={styles['day']}>
            {day}
            <span className={styles['spare']}>日</span>
          </span>
        </>
      ) : (
        <>
          <span className={styles['day']}>{day}</span>{' '}
          <span>
            <MonthName month={month} locale={locale} /> {year}
          </span>
        </>
      )}
    </time>
  )
}

/** "December", of which the column shows "Dec". */
function MonthName({ month, locale }: { readonly month: number; readonly locale: Locale }) {
  const short = formatMonthName(month, locale, 'short')
  const rest = formatMonthName(month, locale).slice(short.length)
  return (
    <>
      {short}
      {rest !== '' && <span className={styles['spare']}>{rest}</span>}
    </>
  )
}
