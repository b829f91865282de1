import type { Catalogue, PublicRelease, Release } from '#lib/content/types.ts'

// A table, so that the compiler misses a field that is new.
const releaseFields: Record<keyof Release, true> = {
  ...{ slug: true, locale: true, file: true, digest: true, title: true, source: true, summary: true },
  ...{ summaryGiven: true, category: true, tags: true, number: true, dateline: true, image: true, pictures: true },
  ...{
    downloads: true,
    contacts: true,
    pinnedUntil: true,
    aliases: true,
    legacyVisits: true,
    canonical: true,
    follows: true,
  },
  ...{ supersedes: true, date: true, draft: true, embargo: true, expires: true, changes: true, withdrawn: true },
}
const publicFields: Record<Exclude<keyof PublicRelease, keyof Release>, true> = {
  ...{ state: true, promoted: true, waiting: true, updatedAt: true, effectiveChanges: true, translations: true },
}

function plain<T extends Release>(release: T, names: object): T {
  return Object.fromEntries(Object.keys(names).map((name) => [name, release[name as keyof T]])) as unknown as T
}

/** Every field of a release as a property of its own, whatever form the release has: for comparing, and for keeping. */
export const plainRelease = (release: Release): Release => plain(release, releaseFields)

/** The same of a release as readers see it. */
export const plainPublicRelease = (release: PublicRelease): PublicRelease =>
  plain(release, { ...releaseFields, ...publicFields })

/** A catalogue of plain releases. */
export function plainCatalogue(catalogue: Catalogue): Catalogue {
  const releases = [...catalogue.releases].map(([slug, { en, zh }]) => {
    const versions = { ...(en && { en: plainRelease(en) }), ...(zh && { zh: plainRelease(zh) }) }
    return [slug, versions] as const
  })
  return { ...catalogue, releases: new Map(releases) }
}
