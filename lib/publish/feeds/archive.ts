import { scopedReleases } from '#lib/content/query.ts'
import type { Edition, PublicRelease } from '#lib/content/types.ts'
import type { Address } from '#lib/urls.ts'

/** Releases in one feed, at most. */
export const feedLength = 20

/** Releases in one archive of a feed. */
export const archiveLength = 10

/** The archive that a query asks for, `page=3`; `undefined` without one, NaN for what is no number. */
function parsePage(query: string): number | undefined {
  const text = new URLSearchParams(query).get('page')
  if (text === null || text === '') return undefined
  return /^[1-9][0-9]{0,6}$/.test(text) ? Number(text) : Number.NaN
}

/** The releases that one part of a feed is made of, newest first. */
export interface FeedReleases {
  readonly releases: readonly PublicRelease[]
  /** Of the feed and its archives together. */
  readonly total: number
  /** Which archive it is; absent for the feed with the newest. */
  readonly page?: number
}

/**
 * What the feed at an address holds: the newest releases, or with `page` an archive (RFC 5005, section 4). Archives are full and
 * counted from the oldest, so that a new release changes none of them. `undefined` when there is no such feed or archive.
 */
export function feedReleases(
  edition: Edition,
  { locale, scope }: Pick<Address & { readonly kind: 'feed' }, 'locale' | 'scope'>,
  query: string,
): FeedReleases | undefined {
  const promoted = scopedReleases(edition, locale, scope)?.filter((release) => release.promoted)
  if (promoted === undefined) return undefined
  const total = promoted.length
  const page = parsePage(query)
  if (page === undefined) return { releases: promoted.slice(0, feedLength), total }
  const start = total - page * archiveLength
  return start >= 0 ? { releases: promoted.slice(start, start + archiveLength), total, page } : undefined
}

/** The archive that holds the newest of those that stand behind the first `shown`; `undefined` when none are left. */
export function archiveBehind(total: number, shown: number): number | undefined {
  return total > shown ? Math.ceil((total - shown) / archiveLength) : undefined
}
