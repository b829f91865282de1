import { currentNewsroom } from '#lib/current-newsroom.ts'
import { errorCode, errorMessage } from '#lib/errors.ts'
import { type Locale, otherLocales } from '#lib/i18n/locales.ts'
import { instantOf, localDay, wallTime } from '#lib/time-zone.ts'
import { currentEdition } from '../request.ts'

const span = 30
const topLength = 20

/** Instants of noon of the last 30 local days, oldest first. */
function lastDays(now: number, timeZone: string): number[] {
  const today = wallTime(now, timeZone)
  return Array.from({ length: span }, (_, index) => {
    const day = new Date(Date.UTC(today.year, today.month - 1, today.day - (span - 1 - index)))
    const [year, month] = [day.getUTCFullYear(), day.getUTCMonth() + 1]
    return instantOf({ year, month, day: day.getUTCDate(), hour: 12, minute: 0, second: 0 }, timeZone)
  })
}

/** Figures of the last 30 local days for the team, or what the store says when it cannot answer. */
export async function readStats(locale: Locale) {
  try {
    return await readFigures(locale)
  } catch (error) {
    // The server and the pages are built apart: its `StoreError` is not an instance of theirs.
    if (errorCode(error)?.startsWith('visits/') !== true) throw error
    return { fault: errorMessage(error) }
  }
}

export type Stats = Awaited<ReturnType<typeof readFigures>>

async function readFigures(locale: Locale) {
  const { clock, visits } = currentNewsroom()
  const { site, locales } = currentEdition()
  const { timeZone } = site
  const instants = lastDays(clock.now(), timeZone)
  const dayOf = (at: number) => localDay(at, timeZone)
  const [from, to] = [dayOf(instants[0] ?? 0), dayOf(instants.at(-1) ?? 0)]
  const [series, top, refusals] = await Promise.all([
    visits.series(undefined, from, to),
    visits.topReleases(span, topLength),
    visits.refusals(from, to),
  ])
  const byDay = new Map(series.map(({ day, visits: count }) => [day, count]))
  return {
    days: instants.map((at) => ({ at, visits: byDay.get(dayOf(at)) ?? 0 })),
    top: top.map((entry) => {
      const languages = [locale, ...otherLocales(locale)]
      const versions = languages.flatMap((language) => locales[language].bySlug.get(entry.slug) ?? [])
      return { ...entry, release: versions[0] }
    }),
    refusals: [...refusals].sort(([, a], [, b]) => b - a),
  }
}
