import { foldWidth } from './text.ts'

/** A date of a legacy page in the spelling of our headers, only as precise as the page is. */
export interface LegacyDate {
  /** `2015-12-16`, `2015-12-16 08:54` or `2015-12-16 08:54:43`, with an offset when the page gives one. */
  readonly text: string
  readonly year: number
  /** The characters of the page that were read. */
  readonly found: string
  /** Day and month may be the other way round (`03/04/2016`); read as month, then day. */
  readonly ambiguous: boolean
  /** Where `found` begins and ends in the text that was searched. */
  readonly start: number
  readonly end: number
}

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const month =
  '(?<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?'
const clock =
  '(?:[t\\s,]*(?:\\(?(?:星期|周|礼拜).\\)?)?\\s*(?<half>上午|下午|晚上|凌晨|am|pm)?\\s*(?<hour>\\d{1,2})\\s*[:时点]\\s*(?<minute>\\d{1,2})(?!\\d)\\s*分?(?:\\s*[:分]?\\s*(?<second>\\d{1,2})(?:\\.\\d+)?(?!\\d)\\s*秒?)?\\s*(?<after>[ap]\\.?m\\b\\.?)?\\s*(?<offset>z\\b|[+-]\\d{2}:\\d{2})?)?'
const forms = [
  '(?<![\\d.])(?<year>(?:19|20)\\d{2})\\s*(?:[-/.]|年)\\s*(?<month>\\d{1,2})\\s*(?:[-/.]|月)\\s*(?<day>\\d{1,2})(?!\\d)\\s*[日号]?',
  `(?<![\\d.])(?<day>\\d{1,2})(?:st|nd|rd|th)?[\\s-]+(?:of\\s+)?${month},?[\\s-]+(?<year>(?:19|20)\\d{2})(?!\\d)`,
  `\\b${month}\\s*(?<day>\\d{1,2})(?:st|nd|rd|th)?\\s*,?\\s*(?<year>(?:19|20)\\d{2})(?!\\d)`,
  '(?<![\\d.])(?<first>\\d{1,2})[-/.](?<other>\\d{1,2})[-/.](?<year>(?:19|20)\\d{2})(?!\\d)',
  '(?<![\\d.])(?<year>(?:19|20)\\d{2})(?<month>0[1-9]|1[0-2])(?<day>0[1-9]|[12]\\d|3[01])(?!\\d)',
].map((form) => new RegExp(form + clock, 'gi'))

const pad = (value: number) => String(value).padStart(2, '0')

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

type Groups = Readonly<Record<string, string | undefined>>

function clockText(groups: Groups): string {
  if (groups['hour'] === undefined || groups['minute'] === undefined) return ''
  const half = (groups['half'] ?? groups['after'] ?? '').toLowerCase().replaceAll('.', '')
  let hour = Number(groups['hour'])
  if (/^(?:pm|下午|晚上)$/.test(half) && hour < 12) hour += 12
  if (/^(?:am|上午|凌晨)$/.test(half) && hour === 12) hour = 0
  const minute = Number(groups['minute'])
  const second = groups['second'] === undefined ? undefined : Number(groups['second'])
  if (hour > 23 || minute > 59 || (second ?? 0) > 59) return ''
  const offset = groups['offset'] ?? ''
  return ` ${pad(hour)}:${pad(minute)}${second === undefined ? '' : `:${pad(second)}`}${offset.toUpperCase()}`
}

function dayOf(groups: Groups): { readonly month: number; readonly day: number; readonly ambiguous: boolean } {
  if (groups['first'] === undefined) {
    const named = groups['name']?.slice(0, 3).toLowerCase()
    const monthNumber = named === undefined ? Number(groups['month']) : monthNames.indexOf(named) + 1
    return { month: monthNumber, day: Number(groups['day']), ambiguous: false }
  }
  const first = Number(groups['first'])
  const other = Number(groups['other'])
  if (first > 12) return { month: other, day: first, ambiguous: false }
  return { month: first, day: other, ambiguous: other <= 12 && first !== other }
}

/** All dates of a text that have a year and name a real day, in the order of the text. */
export function findDates(text: string): LegacyDate[] {
  const found: LegacyDate[] = []
  for (const form of forms) {
    for (const match of foldWidth(text).matchAll(form)) {
      const groups: Groups = match.groups ?? {}
      const year = Number(groups['year'])
      const { month: monthNumber, day, ambiguous } = dayOf(groups)
      const end = match.index + match[0].trimEnd().length
      if (!isDay(year, monthNumber, day)) continue
      if (found.some((other) => match.index < other.end && other.start < end)) continue
      const date = `${year}-${pad(monthNumber)}-${pad(day)}${clockText(groups)}`
      found.push({ text: date, year, found: text.slice(match.index, end), ambiguous, start: match.index, end })
    }
  }
  return found.sort((a, b) => a.start - b.start)
}
