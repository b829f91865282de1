import { formatOffset, wallTime } from '#lib/time-zone.ts'
import { type Locale, localeFacts } from './locales.ts'

// English dates put the day first, as the comps of the site do; the language tag alone would give the American order.
const intlTags: Readonly<Record<Locale, string>> = { en: 'en-GB', zh: localeFacts.zh.tag }

// Kept, since to make one takes as long as to render a row of a list.
const numberFormats = new Map<Locale, Intl.NumberFormat>()
const englishMonths = new Map<number, string>()

/** `1,284`: a figure of the record is compared, so it is never shortened. */
export function formatNumber(value: number, locale: Locale): string {
  const format = numberFormats.get(locale) ?? new Intl.NumberFormat(intlTags[locale])
  numberFormats.set(locale, format)
  return format.format(value)
}

function englishMonth(month: number): string {
  const name =
    englishMonths.get(month) ??
    new Intl.DateTimeFormat(intlTags.en, { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2000, month - 1))
  englishMonths.set(month, name)
  return name
}

/** Name of month 1 to 12: `December`, `Dec` when short; `12月` in Chinese. */
export function formatMonthName(month: number, locale: Locale, width: 'long' | 'short' = 'long'): string {
  if (locale === 'zh') return `${month}月`
  const name = englishMonth(month)
  // Intl abbreviates September to "Sept"; columns want three letters.
  return width === 'short' ? name.slice(0, 3) : name
}

/** A month of a year: `December 2015`, `2015年12月`. */
export function formatMonth(year: number, month: number, locale: Locale): string {
  return locale === 'zh' ? `${year}年${month}月` : `${formatMonthName(month, locale)} ${year}`
}

/** The local day of `instant` (ms) in `timeZone`: `16 December 2015`, `2015年12月16日`. */
export function formatDate(instant: number, timeZone: string, locale: Locale): string {
  const { year, month, day } = wallTime(instant, timeZone)
  return locale === 'zh' ? `${formatMonth(year, month, locale)}${day}日` : `${day} ${formatMonth(year, month, locale)}`
}

/** Day and minute of `instant` (ms) with the zone's offset: `16 December 2015, 08:54 (UTC+8)`, `2015年12月16日 08:54（UTC+8）`. */
export function formatDateTime(instant: number, timeZone: string, locale: Locale): string {
  const { hour, minute } = wallTime(instant, timeZone)
  const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
  const offset = formatOffset(instant, timeZone)
  const day = formatDate(instant, timeZone, locale)
  return locale === 'zh' ? `${day} ${time}（${offset}）` : `${day}, ${time} (${offset})`
}

/** A zone by its name in the language and in the IANA database: `China Time (Asia/Shanghai)`, `中国时间（Asia/Shanghai）`. */
export function formatTimeZone(timeZone: string, locale: Locale): string {
  const name = new Intl.DateTimeFormat(intlTags[locale], { timeZone, timeZoneName: 'longGeneric' })
    .formatToParts(0)
    .find(({ type }) => type === 'timeZoneName')?.value
  return locale === 'zh' ? `${name}（${timeZone}）` : `${name} (${timeZone})`
}

/** Visits as the record line shows them, today/total: `0/1,284`, or `–/1,284` while those of today are not known (`null`). */
export function formatFigures(
  { today, total }: { readonly today: number | null; readonly total: number },
  locale: Locale,
): string {
  return `${today === null ? '–' : formatNumber(today, locale)}/${formatNumber(total, locale)}`
}

/** Size of a file: `812 B`, `84 KB`, `4.1 MB`; steps of 1,000 as file managers of readers' machines show them. */
export function formatFileSize(bytes: number, locale: Locale): string {
  if (bytes < 1000) return `${bytes} B`
  const units = ['KB', 'MB', 'GB']
  let value = bytes / 1000
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  const digits = unit > 0 && value < 9.95 ? 1 : 0
  return `${value.toLocaleString(intlTags[locale], { maximumFractionDigits: digits })} ${units[unit]}`
}

/** A length of time in words, to the largest unit that fits: `45 seconds`, `3 minutes`, `2 hours`, `5 days`; `3分钟`. */
export function formatDuration(milliseconds: number, locale: Locale): string {
  const seconds = Math.round(milliseconds / 1000)
  const steps = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ] as const
  const [unit, size] = steps.find(([, length]) => seconds >= length) ?? (['second', 1] as const)
  return new Intl.NumberFormat(intlTags[locale], { style: 'unit', unit, unitDisplay: 'long' }).format(
    Math.floor(seconds / size),
  )
}

/** A list in a sentence: `RSS, Atom and JSON`, `RSS、Atom和JSON`. */
export function formatList(items: readonly string[], locale: Locale): string {
  return new Intl.ListFormat(intlTags[locale], { type: 'conjunction' }).format(items)
}
