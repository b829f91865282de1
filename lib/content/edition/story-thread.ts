import { locales } from '#lib/i18n/locales.ts'
import { findReadable } from '../query.ts'
import type { Edition, PublicRelease } from '../types.ts'
import { compareNewestFirst } from './locale-edition.ts'

export interface ThreadEntry {
  /** In the reader's language where it exists. */
  readonly release: PublicRelease
  /** Whether a newer public release has taken its place. */
  readonly superseded: boolean
}

/** What a release has to do with other public ones, by the `follows` and `supersedes` of all of them. */
export interface StoryThread {
  /** Oldest first, the release itself among them; of a long story those nearest to it. Empty when it stands alone. */
  readonly entries: readonly ThreadEntry[]
  /** The release at the end of those that took its place, one after the other. */
  readonly supersededBy?: PublicRelease
  /** Where readers of a withdrawn release are sent. */
  readonly replacement?: PublicRelease
}

/** Most entries of a timeline. */
const longest = 9

interface References {
  /** Slugs that belong together, in both directions. */
  readonly linked: ReadonlyMap<string, ReadonlySet<string>>
  /** Slug → the newest release that supersedes it. */
  readonly superseding: ReadonlyMap<string, PublicRelease>
}

const none: ReadonlySet<string> = new Set()

/** The readable releases that `release` names. */
function namedBy(edition: Edition, { locale, slug, follows, supersedes }: PublicRelease) {
  const find = (named: string | undefined) => {
    const found = named === undefined ? undefined : findReadable(edition, locale, named)
    return found?.slug === slug ? undefined : found
  }
  return { follows: find(follows), supersedes: find(supersedes) }
}

function collectReferences(edition: Edition): References {
  const linked = new Map<string, Set<string>>()
  const superseding = new Map<string, PublicRelease>()
  const link = (from: string, to: string) => linked.set(from, (linked.get(from) ?? new Set()).add(to))
  for (const release of locales.flatMap((locale) => edition.locales[locale].releases)) {
    if (release.follows === undefined && release.supersedes === undefined) continue
    const { follows, supersedes } = namedBy(edition, release)
    for (const named of [follows, supersedes]) {
      if (named === undefined) continue
      link(release.slug, named.slug)
      link(named.slug, release.slug)
    }
    // An older release takes no newer one's place, and a withdrawn one nobody's.
    if (supersedes === undefined || !release.promoted || release.date < supersedes.date) continue
    const other = superseding.get(supersedes.slug)
    if (other === undefined || compareNewestFirst(release, other) < 0) superseding.set(supersedes.slug, release)
  }
  return { linked, superseding }
}

const collected = new WeakMap<Edition, References>()

/** Collected once for an edition, when the first page asks. */
function referencesOf(edition: Edition): References {
  const found = collected.get(edition) ?? collectReferences(edition)
  collected.set(edition, found)
  return found
}

/** The slugs of a whole story, beginning with those in `start`. */
function gather(start: Iterable<string>, { linked }: References): Set<string> {
  const slugs = new Set(start)
  // A set goes on to what is added while it is walked.
  for (const slug of slugs) for (const other of linked.get(slug) ?? none) slugs.add(other)
  return slugs
}

function lastSuperseding({ superseding }: References, slug: string): PublicRelease | undefined {
  const seen = new Set([slug])
  let last: PublicRelease | undefined
  for (
    let next = superseding.get(slug);
    next !== undefined && !seen.has(next.slug);
    next = superseding.get(next.slug)
  ) {
    seen.add(next.slug)
    last = next
  }
  return last
}

/** Those of a list, oldest first, that stand nearest to `release`. */
function nearest(releases: readonly PublicRelease[], release: PublicRelease): readonly PublicRelease[] {
  const place = releases.indexOf(release)
  const start = Math.max(0, Math.min(place - Math.floor(longest / 2), releases.length - longest))
  return releases.slice(start, start + longest)
}

/** The story that `release` belongs to. It may be one that is not public yet, as in a preview; all others are. */
export function storyThread(edition: Edition, release: PublicRelease): StoryThread {
  const references = referencesOf(edition)
  const inLanguage = (slug: string) => findReadable(edition, release.locale, slug)
  const { follows, supersedes } = namedBy(edition, release)
  const named = [follows, supersedes].flatMap((found) => (found === undefined ? [] : [found.slug]))
  const slugs = gather([release.slug, ...named], references)
  const releases = [...slugs]
    .flatMap((slug) => (slug === release.slug ? release : (inLanguage(slug) ?? [])))
    .sort((a, b) => compareNewestFirst(b, a))
  const entries = nearest(releases, release).map((one) => ({
    release: one,
    superseded: references.superseding.has(one.slug),
  }))
  const last = lastSuperseding(references, release.slug)
  const supersededBy = last === undefined ? undefined : inLanguage(last.slug)
  const { withdrawn } = release
  const replacement = withdrawn?.replacement === undefined ? undefined : inLanguage(withdrawn.replacement)
  return {
    entries: entries.length > 1 ? entries : [],
    ...(supersededBy === undefined ? {} : { supersededBy }),
    ...(replacement === undefined ? {} : { replacement }),
  }
}
