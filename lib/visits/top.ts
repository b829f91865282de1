import { dayAfter, localDay } from '#lib/time-zone.ts'
import { allDays, compareVisits, type SlugVisits, type VisitStore } from './store/store.ts'
import type { VisitedReleases } from './visits.ts'

export interface RankingQuery {
  readonly store: VisitStore
  readonly releases: VisitedReleases
  readonly days: number | 'all'
  readonly limit: number
  /** ms since the epoch. */
  readonly now: number
  readonly timeZone: string
}

/** The published releases with most visits; see `Visits.topReleases`. */
export async function rankReleases(query: RankingQuery): Promise<readonly SlugVisits[]> {
  return await (query.days === 'all' ? topOfAllTimes(query) : topPublished(query))
}

/** The most that one can have who is not among the first `asked`. */
const mostOfOthers = (first: readonly SlugVisits[], asked: number) =>
  first.length < asked ? 0 : (first.at(-1)?.visits ?? 0)

// A site may bring totals for nearly all of 100,000 releases: looks at those that have most of either, and at more until
// nobody else can have as much as they have in sum.
async function topOfAllTimes(query: RankingQuery): Promise<SlugVisits[]> {
  const { store, releases, limit, now, timeZone } = query
  const today = localDay(now, timeZone)
  for (let asked = limit * 2; ; asked *= 4) {
    const legacy = releases.mostLegacy?.(asked) ?? []
    if (legacy.length === 0) return await topPublished(query)
    const counted = await store.top(...allDays, asked)
    const figures = await store.read(
      legacy.map(({ slug }) => slug),
      today,
    )
    const totals = new Map(counted.map(({ slug, visits }) => [slug, visits]))
    for (const { slug } of legacy) totals.set(slug, figures.get(slug)?.total ?? 0)
    const ranked = [...totals.keys()]
      .filter((slug) => releases.isPublished(slug))
      .map((slug) => ({ slug, visits: (totals.get(slug) ?? 0) + releases.legacyVisits(slug) }))
      .sort(compareVisits)
      .slice(0, limit)
    const others = mostOfOthers(counted, asked) + mostOfOthers(legacy, asked)
    if (others === 0 || (ranked[limit - 1]?.visits ?? 0) > others) return ranked
  }
}

// The store ranks deleted and withdrawn releases too: ask for more until enough of what it gives is public.
async function topPublished({ store, releases, days, limit, now, timeZone }: RankingQuery): Promise<SlugVisits[]> {
  const today = localDay(now, timeZone)
  const [from, to] = days === 'all' ? allDays : [dayAfter(today, 1 - days), today]
  for (let asked = limit * 2; ; asked *= 4) {
    const ranked = await store.top(from, to, asked)
    const published = ranked.filter(({ slug }) => releases.isPublished(slug)).slice(0, limit)
    if (published.length === limit || ranked.length < asked) return published
  }
}
