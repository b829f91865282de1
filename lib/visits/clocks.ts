import type { Clock } from '#lib/clock.ts'
import { type LocalDay, localDay, nextMidnight } from '#lib/time-zone.ts'

/** The local day of now, asked of the zone once a day. */
export function createToday(clock: Clock, timeZone: () => string): () => LocalDay {
  let known = { zone: '', from: 0, until: 0, day: '' }
  return () => {
    const [now, zone] = [clock.now(), timeZone()]
    if (zone !== known.zone || now < known.from || now >= known.until)
      known = { zone, from: now, until: nextMidnight(now, zone), day: localDay(now, zone) }
    return known.day
  }
}

/** Wall-clock milliseconds as of the start, carried on by the steady clock: jumps of the machine's clock do not show. */
export function startSteadyClock(clock: Clock): () => number {
  if (clock.steady === undefined) return () => clock.now()
  const { steady } = clock
  const offset = clock.now() - steady()
  return () => Math.round(steady() + offset)
}
