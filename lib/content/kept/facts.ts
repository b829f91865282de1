import type { Locale } from '#lib/i18n/locales.ts'
import type { Instant, Release } from '../types.ts'

/** What pages show of a release and no list is made by: read when somebody asks for it. */
export type Details = Pick<
  Release,
  | 'title'
  | 'source'
  | 'summary'
  | 'summaryGiven'
  | 'number'
  | 'dateline'
  | 'image'
  | 'pictures'
  | 'downloads'
  | 'contacts'
>

/** What lists are made by, and few releases have. */
export type RareFacts = Partial<
  Pick<
    Release,
    | 'expires'
    | 'changes'
    | 'withdrawn'
    | 'pinnedUntil'
    | 'aliases'
    | 'legacyVisits'
    | 'canonical'
    | 'follows'
    | 'supersedes'
  >
>

/** What is held of a release while the site runs; what is absent is `false` or empty. Written as JSON. */
export interface Facts {
  readonly locale: Locale
  readonly date: Instant
  /** The release's own as base64url. */
  readonly digest: string
  readonly draft?: true
  readonly embargo?: true
  /** It has an `image`. */
  readonly image?: true
  /** It has `pictures`. */
  readonly pictures?: true
  readonly category?: string
  readonly tags?: readonly string[]
  readonly rare?: RareFacts
}

/** The part of a release that is held. */
export function buildFacts(release: Release): Facts {
  const { locale, date, draft, embargo, image, pictures, category, tags } = release
  const { changes, aliases, legacyVisits, expires, withdrawn, pinnedUntil, canonical, follows, supersedes } = release
  const rare: RareFacts = {
    ...(changes.length > 0 && { changes }),
    ...(aliases.length > 0 && { aliases }),
    ...(legacyVisits > 0 && { legacyVisits }),
    ...(expires !== undefined && { expires }),
    ...(withdrawn !== undefined && { withdrawn }),
    ...(pinnedUntil !== undefined && { pinnedUntil }),
    ...(canonical !== undefined && { canonical }),
    ...(follows !== undefined && { follows }),
    ...(supersedes !== undefined && { supersedes }),
  }
  return {
    locale,
    date,
    digest: Buffer.from(release.digest, 'hex').toString('base64url'),
    ...(draft && { draft }),
    ...(embargo && { embargo }),
    ...(image !== undefined && { image: true }),
    ...(pictures !== undefined && { pictures: true }),
    ...(category !== undefined && { category }),
    ...(tags.length > 0 && { tags }),
    ...(Object.keys(rare).length > 0 && { rare }),
  }
}

/** The part of a release that is read when it is asked for. */
export function buildDetails(release: Release): Details {
  const { title, source, summary, summaryGiven, number, dateline, image, pictures, downloads, contacts } = release
  return { title, source, summary, summaryGiven, number, dateline, image, pictures, downloads, contacts }
}
