import { createHash } from 'node:crypto'
import type { Instant, PublicRelease, ReleaseBody } from '#lib/content/types.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { type ListScope, tagKey } from '#lib/urls.ts'

/** What is remembered of a release that readers could read when it was last looked at. */
export interface KnownRelease {
  readonly locale: Locale
  readonly slug: string
  /** The same as long as nothing at all has changed; cheap to take. */
  readonly mark: string
  /** The same as long as readers read the same; `undefined` until the text has been looked at. */
  readonly text: string | undefined
  readonly date: Instant
  /** Category and tags, whose feeds have it. */
  readonly scopes: readonly ListScope[]
}

/** The categories and tags of a release, each once. */
function scopesOf({ category, tags }: PublicRelease): ListScope[] {
  const keys = [...new Set(tags.map(tagKey))]
  return [
    ...(category === undefined ? [] : [{ kind: 'category', key: category } as const]),
    ...keys.map((key) => ({ kind: 'tag', key }) as const),
  ]
}

const markOf = ({ state, updatedAt, digest }: PublicRelease) => `${state} ${updatedAt} ${digest.slice(0, 24)}`

/** A digest of what readers read of a release. Times of files and fields that only the site reads are no part of it. */
export function textOf(release: PublicRelease, { markdown }: Pick<ReleaseBody, 'markdown'>): string {
  const { state, title, summary, date, dateline, number, source, category, tags, image, downloads, contacts } = release
  const header = { state, title, summary, date, dateline, number, source, category, tags, image, downloads, contacts }
  const read = JSON.stringify([header, release.effectiveChanges, release.withdrawn, markdown])
  return createHash('sha256').update(read).digest('hex').slice(0, 32)
}

/** Whether a release still is as it was known, told without reading its text. */
export function isAsKnown(known: KnownRelease | undefined, release: PublicRelease): known is KnownRelease {
  return known?.mark === markOf(release)
}

/** What to remember of a release as it is now. */
export function knownOf(release: PublicRelease, text: string | undefined): KnownRelease {
  const { locale, slug, date } = release
  return { locale, slug, mark: markOf(release), text, date, scopes: scopesOf(release) }
}
