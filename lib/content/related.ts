import { tagKey } from '#lib/urls.ts'
import { compareNewestFirst, countBefore } from './edition/locale-edition.ts'
import type { Edition, PublicRelease } from './types.ts'

/** How many releases of each shared list are looked at: those nearest in time, half newer and half older. */
const window = 120

const year = 365.25 * 86_400_000

/** Part of a list round the place of `release`. */
function nearestInTime(list: readonly PublicRelease[], release: PublicRelease): readonly PublicRelease[] {
  const place = countBefore(list, release)
  const start = Math.max(0, Math.min(place - window / 2, list.length - window))
  return list.slice(start, start + window)
}

/** A list that few share says more than one that many share. */
const rarity = (all: number, sharing: number) => Math.log(1 + all / sharing)

/**
 * Up to `limit` releases of the same language on the same subject, best first: by shared tags, the rarer the better, then by
 * category; of equals the one nearer in time, then the newer. Never `release` itself, nothing that is not promoted, and
 * none rather than the latest when nothing is shared. Looks at a bounded part of the catalogue.
 */
export function relatedReleases(edition: Edition, release: PublicRelease, limit: number): PublicRelease[] {
  const { releases, byTag, byCategory } = edition.locales[release.locale]
  const tagged = [...new Set(release.tags.map(tagKey))].map((key) => byTag.get(key)?.releases ?? [])
  const sameCategory = release.category === undefined ? [] : (byCategory.get(release.category) ?? [])
  const shared = [
    ...tagged.map((list) => ({ list, weight: rarity(releases.length, list.length) })),
    { list: sameCategory, weight: rarity(releases.length, sameCategory.length) / 2 },
  ]
  const scores = new Map<PublicRelease, number>()
  for (const { list, weight } of shared) {
    for (const candidate of nearestInTime(list, release)) {
      if (candidate.promoted && candidate.slug !== release.slug) {
        scores.set(candidate, (scores.get(candidate) ?? 0) + weight)
      }
    }
  }
  const closeness = (candidate: PublicRelease) => 1 / (1 + Math.abs(candidate.date - release.date) / year)
  return [...scores]
    .map(([candidate, score]) => ({ candidate, score: score * (1 + closeness(candidate) / 4) }))
    .sort((a, b) => b.score - a.score || compareNewestFirst(a.candidate, b.candidate))
    .slice(0, limit)
    .map(({ candidate }) => candidate)
}
