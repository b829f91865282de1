import { formatDate } from '#lib/i18n/format.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import styles from './DayChart.module.css'

interface DayChartProps {
  readonly locale: Locale
  readonly label: string
  /** Every day in order, also those without visits; `at` is an instant of the day, ms since the epoch. */
  readonly days: readonly { readonly at: number; readonly visits: number }[]
  /** IANA name. */
  readonly timeZone: string
}

const height = 100
const step = 10

/** Visits by day as bars, drawn on the server. The same figures stand in a table beside it. */
export function DayChart({ locale, label, days, timeZone }: DayChartProps) {
  const most = Math.max(0, ...days.map(({ visits }) => visits))
  const [first, last] = [days[0], days.at(-1)]
  return (
    <figure className={styles['chart']}>
      <svg viewBox={`0 0 ${days.length * step} ${height}`} preserveAspectRatio="none" role="img" aria-label={label}>
        {days.map(({ at, visits }, index) => {
          const bar = visits === 0 ? 0 : Math.max(1, (visits / most) * height)
          return <rect key={at} x={index * step + 1} y={height - bar} width={step - 2} height={bar} />
        })}
      </svg>
      <figcaption>
        {first !== undefined && <span>{formatDate(first.at, timeZone, locale)}</span>}
        <span className={styles['most']}>{translate(locale, 'stats.most', { count: most })}</span>
        {last !== undefined && <span>{formatDate(last.at, timeZone, locale)}</span>}
      </figcaption>
    </figure>
  )
}
