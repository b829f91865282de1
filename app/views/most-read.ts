import { setTimeout as after } from 'node:timers/promises'
import type { ReadRelease } from '#components/browse/MostRead.tsx'
import { currentNewsroom } from '#lib/current-newsroom.ts'
import { StoreError } from '#lib/errors.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import type { MostReadPeriod } from '#lib/urls.ts'
import { currentEdition } from '../request.ts'

const days: Readonly<Record<MostReadPeriod, number | 'all'>> = { today: 1, '7d': 7, '30d': 30, all: 'all' }

/** Longest wait for the store, ms: a page is never late because of its visits. */
const budget = 50

/**
 * Up to `limit` releases that can be read in `locale` with the most visits of the period; `undefined` when the store does not
 * answer in time.
 */
export async function findMostRead(
  locale: Locale,
  period: MostReadPeriod,
  limit: number,
): Promise<readonly ReadRelease[] | undefined> {
  const { bySlug } = currentEdition().locales[locale]
  // A ranked release may not exist in this language: ask for more than are shown.
  const ranked = currentNewsroom()
    .visits.topReleases(days[period], limit * 3)
    .catch((error: unknown) => {
      if (error instanceof StoreError) return undefined
      throw error
    })
  const top = await Promise.race([ranked, after(budget, undefined, { ref: false })])
  return top
    ?.flatMap(({ slug, visits }) => {
      const release = bySlug.get(slug)
      return release?.promoted === true && visits > 0 ? [{ release, visits }] : []
    })
    .slice(0, limit)
}
