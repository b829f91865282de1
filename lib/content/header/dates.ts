import { instantOf, type WallTime, wallTime } from '#lib/time-zone.ts'
import { excerpt } from '../yaml/quoting.ts'
import { ValueFault } from './value-fault.ts'

/** A time as the editor wrote it. */
export interface WrittenTime {
  readonly wall: WallTime
  /** Minutes east of UTC; absent: on the clocks of the site's zone. */
  readonly offset?: number
}

/** The forms of a time that are accepted, as a whole value. */
export const acceptedTime =
  /^((?:19|20|21)\d{2})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?(Z|[+-]\d{2}:\d{2})?)?$/

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

const pad = (value: number | string, width = 2) => String(value).padStart(width, '0')

const daysIn = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()

function offsetMinutes(text: string): number {
  if (text === 'Z') return 0
  const size = Number(text.slice(1, 3)) * 60 + Number(text.slice(4, 6))
  return text.startsWith('-') ? -size : size
}

function dayFault(value: string, year: number, month: number, day: number): ValueFault | undefined {
  const days = month >= 1 && month <= 12 ? daysIn(year, month) : 0
  if (day >= 1 && day <= days) return undefined
  // Year-day-month is written by those who are used to day-month-year.
  const swapped = days === 0 && day <= 12 && month <= daysIn(year, day) ? `${year}-${pad(day)}-${pad(month)}` : ''
  return new ValueFault('header/no-such-day', { value: excerpt(value), year, month, day, days, swapped })
}

function timeFault(value: string, wall: WallTime, offset: string | undefined): ValueFault | undefined {
  const { hour, minute, second } = wall
  const offsetHours = Number(offset?.slice(1, 3) ?? 0) || 0
  const offsetRest = Number(offset?.slice(4, 6) ?? 0) || 0
  const good = hour <= 23 && minute <= 59 && second <= 59 && offsetHours <= 14 && offsetRest <= 59
  return good ? undefined : new ValueFault('header/no-such-time', { value: excerpt(value) })
}

const clock = String.raw`(?:[T\s,]*(上午|下午|晚上)?\s*(\d{1,2})\s*[:.时点]\s*(\d{1,2})?\s*分?(?:\s*:?\s*(\d{1,2})\s*秒?)?(?:\.\d{1,9})?\s*([ap]m)?)?\s*(Z|[+-]\d{2}:?\d{2})?$`
const yearFirst = new RegExp(String.raw`^(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?${clock}`, 'iu')
const compact = new RegExp(String.raw`^(\d{4})(\d{2})(\d{2})${clock}`, 'iu')
const yearLast = new RegExp(String.raw`^(\d{1,2})\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{4})${clock}`, 'iu')
const monthFirst = new RegExp(String.raw`^([a-z]{3})[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})${clock}`, 'iu')
const dayFirst = new RegExp(String.raw`^(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3})[a-z]*\.?,?\s+(\d{4})${clock}`, 'iu')

function clockText(parts: readonly (string | undefined)[]): string {
  const [half, hour, minute = '0', second, meridiem, offset = ''] = parts
  if (hour === undefined) return ''
  const late = half === '下午' || half === '晚上' || meridiem?.toLowerCase() === 'pm'
  const midnight = meridiem?.toLowerCase() === 'am' && hour === '12'
  // Twelve at night is the end of the day: 24:00, which is no time that could be offered.
  const lastLate = half === '晚上' ? 12 : 11
  const shown = midnight ? 0 : late && Number(hour) <= lastLate ? Number(hour) + 12 : Number(hour)
  const zone = /^[+-]\d{4}$/.test(offset) ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset.toUpperCase()
  return ` ${pad(shown)}:${pad(minute)}${second === undefined ? '' : `:${pad(second)}`}${zone}`
}

/** The possible readings of a date in a foreign form, in ours; none when it cannot be told. */
function readingsOf(value: string): string[] {
  const text = value.normalize('NFKC').trim()
  if (text.length > 60) return []
  const found: [number, number, number, readonly (string | undefined)[]][] = []
  const first = yearFirst.exec(text) ?? compact.exec(text)
  if (first !== null) found.push([Number(first[1]), Number(first[2]), Number(first[3]), first.slice(4)])
  const last = yearLast.exec(text)
  if (last !== null) {
    found.push([Number(last[3]), Number(last[2]), Number(last[1]), last.slice(4)])
    found.push([Number(last[3]), Number(last[1]), Number(last[2]), last.slice(4)])
  }
  const named = monthFirst.exec(text)
  if (named !== null)
    found.push([Number(named[3]), months.indexOf((named[1] ?? '').toLowerCase()) + 1, Number(named[2]), named.slice(4)])
  const english = dayFirst.exec(text)
  if (english !== null) {
    const month = months.indexOf((english[2] ?? '').toLowerCase()) + 1
    found.push([Number(english[3]), month, Number(english[1]), english.slice(4)])
  }
  const readings = found.map(
    ([year, month, day, rest]) => `${pad(year, 4)}-${pad(month)}-${pad(day)}${clockText(rest)}`,
  )
  return [...new Set(readings)].filter((reading) => {
    const written = readWrittenTime(reading)
    return written !== undefined && !(written instanceof ValueFault)
  })
}

function formFault(value: string): ValueFault {
  const [first = '', second = ''] = readingsOf(value)
  return new ValueFault(
    'header/date-form',
    { value: excerpt(value), first, second },
    second === '' && first !== '' ? first : undefined,
  )
}

function readWrittenTime(value: string): WrittenTime | ValueFault | undefined {
  const match = acceptedTime.exec(value)
  if (match === null) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => (part === undefined ? 0 : Number(part)))
  const wall = { year, month, day, hour, minute, second }
  const offset = match[7]
  const fault = dayFault(value, year, month, day) ?? timeFault(value, wall, offset)
  if (fault !== undefined) return fault
  return offset === undefined ? { wall } : { wall, offset: offsetMinutes(offset) }
}

/**
 * A time in one of the header's forms: `2015-12-16 08:54:43`, without seconds, without time (midnight), with `T` for the
 * space, and with `Z` or an offset after the time (RFC 3339). Else why it is none, with the right form where it can be told.
 */
export function parseWrittenTime(value: string): WrittenTime | ValueFault {
  const read = readWrittenTime(value.trim())
  if (read === undefined) return formFault(value)
  return read
}

/** The instant (ms since the epoch) of a written time; without an offset, on the clocks of `timeZone`. */
export function writtenInstant({ wall, offset }: WrittenTime, timeZone: string): number {
  if (offset === undefined) return instantOf(wall, timeZone)
  const { year, month, day, hour, minute, second } = wall
  return Date.UTC(year, month - 1, day, hour, minute, second) - offset * 60_000
}

/** The fault that the clocks of `timeZone` never showed this time, since summer time began then. */
export function gapFault(written: WrittenTime, timeZone: string): ValueFault | undefined {
  const { wall, offset } = written
  // A day that begins inside a gap begins when the gap ends: no mistake of an editor who wrote a day without a time.
  const midnight = wall.hour === 0 && wall.minute === 0 && wall.second === 0
  if (offset !== undefined || midnight) return undefined
  const shown = wallTime(instantOf(wall, timeZone), timeZone)
  if (shown.hour === wall.hour && shown.minute === wall.minute) return undefined
  const clockOf = ({ hour, minute }: WallTime) => `${pad(hour)}:${pad(minute)}`
  return new ValueFault('header/skipped-time', { time: clockOf(wall), timeZone, next: clockOf(shown) })
}
