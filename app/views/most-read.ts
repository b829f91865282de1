import type { ReadRelease } from '#components/browse/MostRead.tsx'
import { currentNewsroom } from '#lib/current-newsroom.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import type { MostReadPeriod } from '#lib/urls.ts'
import { currentEdition } from '../request.ts'

const days: Readonly<Record<MostReadPeriod, number | 'all'>> = { today: 1, '7d': 7, '30d': 30, all: 'all' }

/**
 * Up to `limit` releases that can be read in `locale` with the most visits of the period; `undefined` when the store does not
 * answer and no earlier ranking is known.
 */
export async function findMostRead(
  locale: Locale,
  period: MostReadPeriod,
  limit: number,
): Promise<readonly ReadRelease[] | undefined> {
  const { bySlug } = currentEdition().locales[locale]
  // A ranked release may not exist in this language: ask for more than are shown.
  const top = await currentNewsroom().visits.mostRead(days[period], limit * 3)
  return top
    ?.flatMap(({ slug, visits }) => {
      const release = bySlug.get(slug)
      return release?.promoted === true && visits > 0 ? [{ release, visits }] : []
    })
    .slice(0, limit)
}
