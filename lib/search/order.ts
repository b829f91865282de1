import type { PublicRelease } from '#lib/content/types.ts'
import type { Places } from './places.ts'

/** By place: 1 where a release has what was looked for. */
export type Marks = Uint8Array

/** What narrows a search; a category or year that nothing is of leaves nothing. */
export interface Filters {
  readonly category?: string | undefined
  readonly year?: number | undefined
}

export interface Counts {
  /** With both filters. */
  readonly total: number
  /** By category and by year, each without its own filter; none is 0. Years newest first. */
  readonly categories: ReadonlyMap<string, number>
  readonly years: readonly (readonly [year: number, count: number])[]
}

/** How much more the newest release counts than an old one, and in how many ms that is halved. */
const freshness = 0.75
const halfLife = 2 * 365 * 86_400_000

/** The number that `places` gives a category; `undefined` when any will do, -1 when it has none such. */
function numberOf({ categoryKeys }: Places, category: string | undefined): number | undefined {
  if (category === undefined) return undefined
  const index = categoryKeys.indexOf(category)
  return index === -1 ? -1 : index + 1
}

/** Counts the marked places. */
export function countMarks(places: Places, marks: Marks, { category, year }: Filters): Counts {
  const wanted = numberOf(places, category)
  const byCategory = new Uint32Array(places.categoryKeys.length + 1)
  const years: [number, number][] = []
  let total = 0
  for (const span of places.years) {
    const isWanted = year === undefined || year === span.year
    let count = 0
    for (let place = span.from; place < span.to; place += 1) {
      if (marks[place] === 0) continue
      const number = places.categories[place] ?? 0
      if (isWanted) byCategory[number] = (byCategory[number] ?? 0) + 1
      if (wanted === undefined || number === wanted) count += 1
    }
    if (count > 0) years.push([span.year, count])
    if (isWanted) total += count
  }
  const categories = new Map<string, number>()
  for (const [index, key] of places.categoryKeys.entries()) {
    const count = byCategory[index + 1] ?? 0
    if (count > 0) categories.set(key, count)
  }
  return { total, categories, years }
}

/** The marked places that `filters` leave, the newest first or, where wanted, the oldest. */
export function* byDate(
  places: Places,
  marks: Marks,
  { category, year }: Filters,
  oldestFirst = false,
): Generator<number, undefined> {
  const wanted = numberOf(places, category)
  const spans = year === undefined ? places.years : places.years.filter((span) => span.year === year)
  for (const { from, to } of oldestFirst ? spans.toReversed() : spans) {
    for (let step = from; step < to; step += 1) {
      const place = oldestFirst ? from + to - 1 - step : step
      if (marks[place] === 1 && (wanted === undefined || places.categories[place] === wanted)) yield place
    }
  }
}

/** The marked places that are in `first`, then the others, the newest first in both; for more than their words can tell apart. */
export function* markedFirst(
  places: Places,
  marks: Marks,
  { first, filters }: { readonly first: Marks; readonly filters: Filters },
): Generator<number, undefined> {
  // Marks are picked at once: to ask for each place whether it is wanted takes twenty times as long.
  yield* byDate(places, pick(marks, first, 1), filters)
  yield* byDate(places, pick(marks, first, 0), filters)
}

/** The marks of those places that have `wanted` in `others`. */
function pick(marks: Marks, others: Marks, wanted: 0 | 1): Marks {
  const picked = new Uint8Array(marks.length)
  for (let place = 0; place < marks.length; place += 1) if (others[place] === wanted) picked[place] = marks[place] ?? 0
  return picked
}

/** How much a release counts for its age at `now`: 1 for an old one, and up to 1.75 for a new one. */
const weightOf = (release: PublicRelease, now: number) =>
  1 + freshness * 0.5 ** (Math.max(0, now - release.date) / halfLife)

/**
 * `found` so that what fits best and is fresh at `now` comes first. `fits`: how well each fits, by id; what was published
 * since it was written has no figure yet, and counts as what fits best.
 */
export function byFit(
  { own, ids }: Places,
  found: Iterable<number>,
  { fits, now }: { readonly fits: ReadonlyMap<number, number>; readonly now: number },
): number[] {
  let best = 0
  for (const fit of fits.values()) best = Math.max(best, fit)
  const weighed = [...found].map((place) => {
    const release = own.releases[place]
    return { place, weight: release === undefined ? 0 : (fits.get(ids[place] ?? 0) ?? best) * weightOf(release, now) }
  })
  return weighed.sort((a, b) => b.weight - a.weight || a.place - b.place).map(({ place }) => place)
}

/** The items from number `from` to before `to`; of the rest no more are made than those before them. */
export function part<T>(items: Iterable<T>, from: number, to: number): T[] {
  const taken: T[] = []
  let number = 0
  for (const item of items) {
    if (number >= to) break
    if (number >= from) taken.push(item)
    number += 1
  }
  return taken
}
