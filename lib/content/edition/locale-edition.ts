import type { Locale } from '#lib/i18n/locales.ts'
import { instantOf, wallTime } from '#lib/time-zone.ts'
import { tagKey } from '#lib/urls.ts'
import { withChanges } from '../change/layered-map.ts'
import type { Steps } from '../change/steps.ts'
import type { Instant, LocaleEdition, MonthEntry, PublicRelease, TagEntry, YearEntry } from '../types.ts'

/** The order of every list: newest first, then by slug. */
export function compareNewestFirst(a: PublicRelease, b: PublicRelease): number {
  return b.date - a.date || (a.slug < b.slug ? -1 : a.slug > b.slug ? 1 : 0)
}

/** These releases, newest first. Their dates are copied: to ask 100,000 releases for them 17 times each takes twice as long. */
export function sortNewestFirst(releases: readonly PublicRelease[]): PublicRelease[] {
  const dates = Float64Array.from(releases, ({ date }) => date)
  const bySlug = (a: PublicRelease | undefined, b: PublicRelease | undefined) => (a && b ? compareNewestFirst(a, b) : 0)
  const places = [...releases.keys()].sort(
    (a, b) => (dates[b] ?? 0) - (dates[a] ?? 0) || bySlug(releases[a], releases[b]),
  )
  return places.flatMap((place) => releases[place] ?? [])
}

/** How many releases of a list stand before `release`, whether or not it is in the list. Few steps for any length. */
export function countBefore(list: readonly PublicRelease[], release: PublicRelease): number {
  return partition(list, (other) => compareNewestFirst(other, release) < 0)
}

/** The first place of a list whose release is not `early`; the early ones stand first. */
function partition(list: readonly PublicRelease[], early: (release: PublicRelease) => boolean): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const release = list[middle]
    if (release !== undefined && early(release)) low = middle + 1
    else high = middle
  }
  return low
}

/** `old` without `gone` and with `fresh`; all three newest first. What lies between is copied unread. */
function merge(
  old: readonly PublicRelease[],
  gone: readonly PublicRelease[],
  fresh: readonly PublicRelease[],
): readonly PublicRelease[] {
  if (old.length === 0) return fresh
  const merged: PublicRelease[] = []
  let copied = 0
  const copyUpTo = (place: number) => {
    for (; copied < place; copied++) {
      const release = old[copied]
      if (release !== undefined) merged.push(release)
    }
  }
  const steps = [
    ...gone.map((release) => ({ release, drop: true })),
    ...fresh.map((release) => ({ release, drop: false })),
  ].sort((a, b) => compareNewestFirst(a.release, b.release))
  for (const { release, drop } of steps) {
    const place = countBefore(old, release)
    copyUpTo(place)
    if (!drop) merged.push(release)
    else if (old[place]?.slug === release.slug) copied = place + 1
  }
  copyUpTo(old.length)
  return merged
}

type Lists = ReadonlyMap<string, readonly PublicRelease[]>
type KeysOf = (release: PublicRelease) => readonly string[]

function groupByKeys(releases: Iterable<PublicRelease>, keysOf: KeysOf): Map<string, PublicRelease[]> {
  const groups = new Map<string, PublicRelease[]>()
  for (const release of releases) {
    for (const key of keysOf(release)) {
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [release])
      // Two spellings of one tag on one release are one key.
      else if (group.at(-1) !== release) group.push(release)
    }
  }
  return groups
}

const sortedByKey = <T>(map: ReadonlyMap<string, T>): Map<string, T> =>
  new Map([...map].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))

interface Difference {
  readonly gone: readonly PublicRelease[]
  readonly fresh: readonly PublicRelease[]
}

/** The lists that `difference` touches, made anew; an empty list means that the key has no releases left. */
function touchedLists(previous: Lists, difference: Difference, keysOf: KeysOf): Map<string, readonly PublicRelease[]> {
  const goneByKey = groupByKeys(difference.gone, keysOf)
  const freshByKey = groupByKeys(difference.fresh, keysOf)
  const lists = new Map<string, readonly PublicRelease[]>()
  for (const key of new Set([...goneByKey.keys(), ...freshByKey.keys()]))
    lists.set(key, merge(previous.get(key) ?? [], goneByKey.get(key) ?? [], freshByKey.get(key) ?? []))
  return lists
}

/** `previous` with the touched entries put in or taken out, sorted by key. */
function withTouched<T>(
  previous: ReadonlyMap<string, T>,
  touched: ReadonlyMap<string, readonly PublicRelease[]>,
  entryOf: (key: string, releases: readonly PublicRelease[]) => T,
): ReadonlyMap<string, T> {
  if (touched.size === 0) return previous
  const next = new Map(previous)
  let grown = false
  for (const [key, releases] of touched) {
    if (releases.length === 0) next.delete(key)
    else {
      grown ||= !next.has(key)
      next.set(key, entryOf(key, releases))
    }
  }
  return grown ? sortedByKey(next) : next
}

/** Reads each spelling once: a tag is written on thousands of releases. */
function spellings(): (tag: string) => string {
  const known = new Map<string, string>()
  return (tag) => {
    let key = known.get(tag)
    if (key === undefined) {
      key = tagKey(tag)
      known.set(tag, key)
    }
    return key
  }
}

/** The spelling used most among the newest releases of a tag; of equals, that of the newest. */
function commonSpelling(key: string, releases: readonly PublicRelease[], keyOf: (tag: string) => string): string {
  const counts = new Map<string, number>()
  for (const { tags } of releases.slice(0, 500)) {
    for (const tag of tags) if (keyOf(tag) === key) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  }
  let best = key
  for (const [spelling, count] of counts) if (count > (counts.get(best) ?? 0)) best = spelling
  return best
}

/** The archive of a list that is newest first. Looks for the end of each month, not at each release. */
function buildYears(releases: readonly PublicRelease[], timeZone: string): readonly YearEntry[] {
  const years: { year: number; count: number; months: MonthEntry[] }[] = []
  let index = 0
  for (let first = releases[0]; first !== undefined; first = releases[index]) {
    const { year, month } = wallTime(first.date, timeZone)
    const monthStart = instantOf({ year, month, day: 1, hour: 0, minute: 0, second: 0 }, timeZone)
    const begin = index
    index = partition(releases, (release) => release.date >= monthStart)
    let entry = years.at(-1)
    if (entry?.year !== year) {
      entry = { year, count: 0, months: [] }
      years.push(entry)
    }
    entry.count += index - begin
    entry.months.push({ month, releases: releases.slice(begin, index) })
  }
  return years
}

/** The newest release whose pin holds, else the newest that is promoted. Pins still to end are among `boundaries`. */
function chooseLead(edition: Pick<LocaleEdition, 'releases' | 'bySlug'>, change: LocaleChange) {
  let pinned: PublicRelease | undefined
  for (const slug of change.boundaries.keys()) {
    const release = edition.bySlug.get(slug)
    if (release?.pinnedUntil === undefined || !release.promoted || release.pinnedUntil <= change.now) continue
    if (pinned === undefined || compareNewestFirst(release, pinned) < 0) pinned = release
  }
  return pinned ?? edition.releases.find((release) => release.promoted)
}

/** Nothing is public in `locale`. */
export function emptyLocaleEdition(locale: Locale): LocaleEdition {
  return {
    locale,
    releases: [],
    bySlug: new Map(),
    byCategory: new Map(),
    byTag: new Map(),
    years: [],
    lead: undefined,
  }
}

/** What changed since the edition before. */
export interface LocaleChange {
  /** Slugs whose releases may look different. */
  readonly changed: ReadonlySet<string>
  /** What is public of them now, newest first. */
  readonly fresh: readonly PublicRelease[]
  readonly now: Instant
  readonly boundaries: ReadonlyMap<string, Instant>
  readonly timeZone: string
  /** The zone of the edition before. */
  readonly previousZone: string | undefined
}

function goneReleases(previous: LocaleEdition, changed: ReadonlySet<string>): PublicRelease[] {
  const gone: PublicRelease[] = []
  if (previous.bySlug.size === 0) return gone
  for (const slug of changed) {
    const release = previous.bySlug.get(slug)
    if (release !== undefined) gone.push(release)
  }
  return sortNewestFirst(gone)
}

/** One language's lists and indexes, brought from `previous` to now. */
export function* localeEditionSteps(previous: LocaleEdition, change: LocaleChange): Steps<LocaleEdition> {
  const { fresh, timeZone } = change
  const gone = goneReleases(previous, change.changed)
  if (gone.length === 0 && fresh.length === 0 && timeZone === change.previousZone) return previous
  const releases = merge(previous.releases, gone, fresh)
  yield
  const slugs = new Map<string, PublicRelease | undefined>(gone.map(({ slug }) => [slug, undefined]))
  for (const release of fresh) slugs.set(release.slug, release)
  yield
  const bySlug = withChanges(previous.bySlug, slugs)
  yield
  const difference: Difference = { gone, fresh }
  const categoriesOf = ({ category }: PublicRelease) => (category === undefined ? [] : [category])
  const categoryLists = touchedLists(previous.byCategory, difference, categoriesOf)
  const byCategory = withTouched(previous.byCategory, categoryLists, (_, list) => list)
  yield
  const keyOf = spellings()
  const tagsOf = ({ tags }: PublicRelease) => tags.map(keyOf)
  const knownTags = new Map([...previous.byTag].map(([key, entry]) => [key, entry.releases]))
  const tagLists = touchedLists(knownTags, difference, tagsOf)
  yield
  return {
    locale: previous.locale,
    releases,
    bySlug,
    byCategory,
    byTag: withTouched(
      previous.byTag,
      tagLists,
      (key, list): TagEntry => ({ key, name: commonSpelling(key, list, keyOf), releases: list }),
    ),
    years: buildYears(releases, timeZone),
    lead: chooseLead({ releases, bySlug }, change),
  }
}
