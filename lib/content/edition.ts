import type { Clock } from '#lib/clock.ts'
import { type Locale, locales } from '#lib/i18n/locales.ts'
import { versionsOf } from './catalogue.ts'
import { differingKeys } from './change/layered-map.ts'
import { finish, perPart, type Steps } from './change/steps.ts'
import { emptyLocaleEdition, localeEditionSteps, sortNewestFirst } from './edition/locale-edition.ts'
import { ShownRelease, type Standing } from './edition/shown-release.ts'
import type {
  Catalogue,
  Edition,
  Instant,
  LocaleEdition,
  PublicationFacts,
  PublicRelease,
  Release,
  Visibility,
} from './types.ts'
import { isWaiting, visibility } from './visibility.ts'

/** The release as readers see it, or `undefined` when they may not. */
function toPublic(
  release: Release,
  { state: decided, status, promoted }: Visibility,
  translations: readonly Locale[],
  now: Instant,
): PublicRelease | undefined {
  if (status !== 200 || decided === 'gone' || decided === 'expired' || decided === 'redirected') return undefined
  const [state, waiting] = isWaiting(decided) ? (['published', decided] as const) : [decided, undefined]
  const effectiveChanges =
    release.changes.length === 0
      ? release.changes
      : release.changes.filter((change) => change.date <= now).toSorted((a, b) => b.date - a.date)
  const withdrawnAt = state === 'withdrawn' ? (release.withdrawn?.date ?? release.date) : release.date
  const updatedAt = Math.max(release.date, withdrawnAt, effectiveChanges[0]?.date ?? release.date)
  const isUsual = state === 'published' && promoted && updatedAt === release.date && effectiveChanges.length === 0
  const shared = isUsual && waiting === undefined ? usual.get(translations) : undefined
  return new ShownRelease(release, shared ?? { state, promoted, updatedAt, effectiveChanges, translations, waiting })
}

/** The slugs that may look different from `previous`: other versions in the catalogue, or a boundary passed. */
function changedSlugs(catalogue: Catalogue, now: Instant, previous: Edition): Set<string> {
  const changed = differingKeys(previous.catalogue.releases, catalogue.releases)
  for (const [slug, boundary] of previous.boundaries) if (boundary <= now) changed.add(slug)
  return changed
}

interface Seen {
  readonly fresh: Record<Locale, PublicRelease[]>
  readonly boundaries: Map<string, Instant>
}

/** Who may see a release at an instant: `visibility`, or on an editor's own machine `editorsVisibility`. */
export type Decide = (facts: PublicationFacts, now: Instant) => Visibility

const inOne: Readonly<Record<Locale, readonly Locale[]>> = { en: ['en'], zh: ['zh'] }

/** The languages that a release can be read in, in the order of `locales`; one array for all releases of the same. */
function translationsOf(readable: readonly Locale[]): readonly Locale[] {
  const [only] = readable
  if (only !== undefined && readable.length === 1) return inOne[only]
  return readable.length === locales.length ? locales : locales.filter((locale) => readable.includes(locale))
}

/** How most releases stand, by their languages. */
const usual: ReadonlyMap<readonly Locale[], Standing> = new Map(
  [inOne.en, inOne.zh, locales].map((translations) => [
    translations,
    { state: 'published', promoted: true, effectiveChanges: [], translations },
  ]),
)

/** Asks `decide` about every version of one slug and notes what is public, and when that may change. */
function lookAt(versions: Partial<Record<Locale, Release>>, now: Instant, seen: Seen, decide: Decide): void {
  const answers = versionsOf(versions).map((release) => ({ release, answer: decide(release, now) }))
  const readable = answers.filter(({ answer }) => answer.status === 200).map(({ release }) => release.locale)
  const translations = translationsOf(readable)
  let boundary = Number.POSITIVE_INFINITY
  for (const { release, answer } of answers) {
    boundary = Math.min(boundary, answer.until)
    const pinEnd = release.pinnedUntil
    if (answer.promoted && pinEnd !== undefined && pinEnd > now) boundary = Math.min(boundary, pinEnd)
    const shown = toPublic(release, answer, translations, now)
    if (shown !== undefined) seen.fresh[release.locale].push(shown)
  }
  const slug = answers[0]?.release.slug
  if (slug !== undefined && boundary < Number.POSITIVE_INFINITY) seen.boundaries.set(slug, boundary)
}

/**
 * What is public at `now`. Given the edition before it, looks only at what changed since; the result is the same.
 * The time zone of months and years is the site's.
 */
export function buildEdition(
  catalogue: Catalogue,
  now: Instant,
  previous?: Edition,
  decide: Decide = visibility,
): Edition {
  return finish(editionSteps(catalogue, now, previous, decide))
}

const nothing: ReadonlySet<string> = new Set()

/** The same in parts: 100,000 releases take most of a second. */
export function* editionSteps(
  catalogue: Catalogue,
  now: Instant,
  previous?: Edition,
  decide: Decide = visibility,
): Steps<Edition> {
  const base = previous !== undefined && now >= previous.at ? previous : undefined
  const changed = base === undefined ? undefined : changedSlugs(catalogue, now, base)
  const seen: Seen = { fresh: { en: [], zh: [] }, boundaries: new Map(base?.boundaries) }
  let looked = 0
  for (const slug of changed ?? catalogue.releases.keys()) {
    seen.boundaries.delete(slug)
    const versions = catalogue.releases.get(slug)
    if (versions !== undefined) lookAt(versions, now, seen, decide)
    looked += 1
    if (looked % perPart === 0) yield
  }
  const editionOf = function* (locale: Locale): Steps<LocaleEdition> {
    const fresh = sortNewestFirst(seen.fresh[locale])
    yield
    return yield* localeEditionSteps(base?.locales[locale] ?? emptyLocaleEdition(locale), {
      changed: changed ?? nothing,
      fresh,
      now,
      boundaries: seen.boundaries,
      timeZone: catalogue.site.timeZone,
      previousZone: base?.site.timeZone,
    })
  }
  let until = Number.POSITIVE_INFINITY
  for (const boundary of seen.boundaries.values()) until = Math.min(until, boundary)
  return {
    at: now,
    until,
    boundaries: seen.boundaries,
    catalogue,
    site: catalogue.site,
    locales: { en: yield* editionOf('en'), zh: yield* editionOf('zh') },
  }
}

/** Where the edition of a running process comes from. */
export interface Editions {
  /** What is public now: the same object until the catalogue is swapped, a boundary passes, or the clock is set back. */
  edition(): Edition
  close(): void
}

/**
 * Holds the edition of `content` at `clock`'s now; a swap of the catalogue is indexed at once, not by the next reader. `first`
 * is one that was made already.
 */
export function openEditions(
  content: { catalogue(): Catalogue; onChange(listener: () => void): () => void },
  clock: Clock,
  decide: Decide = visibility,
  first = buildEdition(content.catalogue(), clock.now(), undefined, decide),
): Editions {
  let held = first
  const edition = () => {
    const now = clock.now()
    const catalogue = content.catalogue()
    if (catalogue !== held.catalogue || now >= held.until || now < held.at)
      held = buildEdition(catalogue, now, held, decide)
    return held
  }
  const stop = content.onChange(edition)
  return { edition, close: stop }
}
