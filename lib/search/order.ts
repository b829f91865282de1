import type { LocaleEdition, PublicRelease } from '#lib/content/types.ts'
import { instantOf } from '#lib/time-zone.ts'

/** A release that has what was looked for, and the id of its entry. */
export interface Match {
  readonly id: number
  readonly release: PublicRelease
}

/** To this many the words themselves say which fits best; of more they no longer do. */
export const mostRanked = 2000

/** How much more the newest release counts than an old one, and in how many ms that is halved. */
const freshness = 0.75
const halfLife = 2 * 365 * 86_400_000

/** Tells the years of releases of `own` by when its years begin, which takes a tenth of asking the time zone for each. */
export function yearsOf({ years }: Pick<LocaleEdition, 'years'>, timeZone: string) {
  const begins = years.map(({ year }) => instantOf({ year, month: 1, day: 1, hour: 0, minute: 0, second: 0 }, timeZone))
  return ({ date }: PublicRelease): number | undefined => {
    let place = 0
    while (place < begins.length && date < (begins[place] ?? 0)) place += 1
    return years[place]?.year
  }
}

/** Places in one list that a sort key has room for. */
const places = 2 ** 20

/** Of few, keeping the least of many takes a hundredth of sorting all. */
const fewPlaces = 400

/** The `count` least of `keys`, in order. */
function least(keys: Float64Array, count: number): Float64Array {
  if (count > fewPlaces || count >= keys.length) return keys.sort().subarray(0, count)
  const kept = new Float64Array(count).fill(Number.POSITIVE_INFINITY)
  for (const key of keys) {
    if (key >= (kept[count - 1] ?? 0)) continue
    let place = count - 1
    for (; place > 0 && (kept[place - 1] ?? 0) > key; place -= 1) kept[place] = kept[place - 1] ?? 0
    kept[place] = key
  }
  return kept
}

/** The releases from `from` to before `to` in the order of their dates. Sorts numbers, which takes a tenth of sorting objects. */
export function byDate(matches: readonly Match[], newestFirst: boolean, from: number, to: number): PublicRelease[] {
  const keys = new Float64Array(matches.length)
  for (const [place, { release }] of matches.entries()) {
    const seconds = Math.floor(release.date / 1000)
    keys[place] = (newestFirst ? -seconds : seconds) * places + place
  }
  return [...least(keys, to).subarray(from)].flatMap((key) => {
    const place = ((key % places) + places) % places
    return matches[place]?.release ?? []
  })
}

/** How much a release counts for its age at `now`: 1 for an old one, and up to 1.75 for a new one. */
const weightOf = (release: PublicRelease, now: number) =>
  1 + freshness * 0.5 ** (Math.max(0, now - release.date) / halfLife)

/** The releases from `from` to before `to`, what fits best and is fresh first. `fits`: how well each fits, by id. */
export function byFit(
  matches: readonly Match[],
  { fits, now, from, to }: { fits: ReadonlyMap<number, number>; now: number; from: number; to: number },
): PublicRelease[] {
  return matches
    .map(({ id, release }) => ({ release, weight: (fits.get(id) ?? 0) * weightOf(release, now) }))
    .sort((a, b) => b.weight - a.weight || b.release.date - a.release.date)
    .slice(from, to)
    .map(({ release }) => release)
}

/** The same for more than the words can tell apart: those that have them in their titles first, and of both the newest first. */
export function byTitle(
  matches: readonly Match[],
  { titled, from, to }: { titled: ReadonlySet<number>; from: number; to: number },
): PublicRelease[] {
  const [first, then]: [Match[], Match[]] = [[], []]
  for (const match of matches) (titled.has(match.id) ? first : then).push(match)
  const found = byDate(first, true, from, to)
  return found.concat(byDate(then, true, Math.max(0, from - first.length), Math.max(0, to - first.length)))
}
