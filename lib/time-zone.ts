import { TZDate, tzOffset } from '@date-fns/tz'
import { format } from 'date-fns'

/** A calendar day as `YYYY-MM-DD`, in the time zone that the caller named. */
export type LocalDay = string

/** Wall-clock parts of an instant in a time zone; `month` and `day` start at 1. */
export interface WallTime {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
}

const pad = (value: number, width = 2) => String(value).padStart(width, '0')

/** Whether `name` is an IANA zone that this Node knows. Offsets such as `UTC+8` and `+08:00` are not zones. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name) || /^(?:UTC|GMT)[+-]/i.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

const dayLength = 86_400_000

/** The offset from UTC in ms, whole seconds even where clocks went by the sun. */
const offsetAt = (instant: number, timeZone: string) => Math.round(tzOffset(timeZone, new Date(instant)) * 60) * 1000

/** Offsets from UTC in ms at the beginnings of UTC days, by zone; asking a zone takes as long as reading a header. */
const offsets = new Map<string, Map<number, number>>()

function offsetAtDay(day: number, timeZone: string): number {
  let known = offsets.get(timeZone)
  if (known === undefined) {
    known = new Map()
    offsets.set(timeZone, known)
  }
  let offset = known.get(day)
  if (offset === undefined) {
    offset = offsetAt(day * dayLength, timeZone)
    if (known.size >= 40_000) known.clear()
    known.set(day, offset)
  }
  return offset
}

/** The offset in ms when the clocks of `timeZone` are not put forward or back from the day before to the day after `time`. */
function steadyOffset(time: number, timeZone: string): number | undefined {
  const day = Math.floor(time / dayLength)
  const offset = offsetAtDay(day, timeZone)
  for (const near of [day - 1, day + 2]) if (offsetAtDay(near, timeZone) !== offset) return undefined
  return offset
}

/** The wall clock of `timeZone` at `instant` (ms since the epoch). */
export function wallTime(instant: number, timeZone: string): WallTime {
  const offset = steadyOffset(instant, timeZone)
  if (offset === undefined) return zonedWallTime(instant, timeZone)
  const date = new Date(instant + offset)
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  }
}

function zonedWallTime(instant: number, timeZone: string): WallTime {
  const date = new TZDate(instant, timeZone)
  return {
    year: date.getFullYear(),
    month: date.getMonth() + 1,
    day: date.getDate(),
    hour: date.getHours(),
    minute: date.getMinutes(),
    second: date.getSeconds(),
  }
}

/**
 * The instant (ms since the epoch) at which the clocks of `timeZone` show `wall`, whatever the zone of the machine. Of a time
 * that they show twice, the first; in a gap of summer time, the instant after it. The year is 100 or later.
 */
export function instantOf(wall: WallTime, timeZone: string): number {
  const { year, month, day, hour, minute, second } = wall
  const time = Date.UTC(year, month - 1, day, hour, minute, second)
  const steady = steadyOffset(time, timeZone)
  if (steady !== undefined) return time - steady
  const [before, after] = [offsetAt(time - dayLength, timeZone), offsetAt(time + dayLength, timeZone)]
  const isShownAfter = offsetAt(time - before, timeZone) !== before && offsetAt(time - after, timeZone) === after
  return time - (isShownAfter ? after : before)
}

/** The local calendar day of `instant` (ms since the epoch). */
export function localDay(instant: number, timeZone: string): LocalDay {
  const { year, month, day } = wallTime(instant, timeZone)
  return `${pad(year, 4)}-${pad(month)}-${pad(day)}`
}

/** The day `days` days after the one given, or before it when negative. */
export function dayAfter(day: LocalDay, days: number): LocalDay {
  return new Date(Date.parse(day) + days * dayLength).toISOString().slice(0, 10)
}

/** The first instant (ms) of the local day after the one that holds `instant`. */
export function nextMidnight(instant: number, timeZone: string): number {
  const { year, month, day } = wallTime(instant, timeZone)
  return instantOf({ year, month, day: day + 1, hour: 0, minute: 0, second: 0 }, timeZone)
}

/** `YYYY-MM-DD HH:mm:ss` on the wall clock of `timeZone`, the record line's form. */
export function wallClockText(instant: number, timeZone: string): string {
  const { hour, minute, second } = wallTime(instant, timeZone)
  return `${localDay(instant, timeZone)} ${pad(hour)}:${pad(minute)}:${pad(second)}`
}

/** RFC 3339 with the zone's offset, `2015-12-16T08:54:43+08:00`; for `datetime`, feeds and structured data. */
export function rfc3339(instant: number, timeZone: string): string {
  const minutes = tzOffset(timeZone, new Date(instant))
  const sign = minutes < 0 ? '-' : '+'
  const size = Math.abs(minutes)
  return `${wallClockText(instant, timeZone).replace(' ', 'T')}${sign}${pad(Math.floor(size / 60))}:${pad(Math.floor(size % 60))}`
}

/** RFC 822 with a four-digit year (RFC 1123, 5.2.14) and the zone's numeric offset, in English as it demands. */
export function rfc822(instant: number, timeZone: string): string {
  return format(new TZDate(instant, timeZone), 'EEE, dd MMM yyyy HH:mm:ss xx')
}

/** The instant as a date whose own parts, such as `getHours()`, are those of `timeZone`, for packages that read them. */
export function zonedDate(instant: number, timeZone: string): Date {
  return new TZDate(instant, timeZone)
}

/** The zone's offset at an instant as people write it: `UTC+8`, `UTC+5:45`, `UTC−3:30`, `UTC`. */
export function formatOffset(instant: number, timeZone: string): string {
  const minutes = tzOffset(timeZone, new Date(instant))
  if (minutes === 0) return 'UTC'
  const size = Math.abs(minutes)
  const rest = size % 60 === 0 ? '' : `:${pad(Math.floor(size % 60))}`
  return `UTC${minutes < 0 ? '−' : '+'}${Math.floor(size / 60)}${rest}`
}
