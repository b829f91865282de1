import { addDays, formatISO, parseISO } from 'date-fns'
import { localDay } from '#lib/time-zone.ts'
import { allDays, type SlugVisits, type VisitStore } from './store/store.ts'
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

/** The local day `days` days after (negative: before) the one given; both `YYYY-MM-DD`. */
export function dayAfter(day: string, days: number): string {
  return formatISO(addDays(parseISO(day), days), { representation: 'date' })
}

/** The published releases with most visits; see `Visits.topReleases`. */
export async function rankReleases(query: RankingQuery): Promise<readonly SlugVisits[]> {
  const { releases, days, limit } = query
  const counted = await topPublished(query)
  if (days !== 'all' || releases.slugsWithLegacy === undefined) return counted
  const slugs = [...releases.slugsWithLegacy()].filter((slug) => releases.isPublished(slug))
  const figures = await query.store.read(slugs, localDay(query.now, query.timeZone))
  const totals = new Map(counted.map(({ slug, visits }) => [slug, visits + releases.legacyVisits(slug)]))
  for (const slug of slugs) totals.set(slug, (figures.get(slug)?.total ?? 0) + releases.legacyVisits(slug))
  return [...totals]
    .map(([slug, visits]) => ({ slug, visits }))
    .sort((a, b) => b.visits - a.visits || (a.slug < b.slug ? -1 : 1))
    .slice(0, limit)
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
