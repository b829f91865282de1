import { findAlias, findRelease, isReadable, newestPromoted, scopedReleases } from '#lib/content/query.ts'
import type { Edition, PublicRelease } from '#lib/content/types.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { feedLength } from '#lib/publish/feeds/archive.ts'
import { feedFormats, type ListScope, urls } from '#lib/urls.ts'
import type { KnownRelease } from './known.ts'
import type { Push, PushReason, PushTarget } from './push.ts'

/** What happened at the address of a release since it was last looked at. */
export interface Change {
  readonly reason: PushReason
  readonly path: string
  /** Whether the address has something to read now. */
  readonly isReadable: boolean
  /** Paths of the feeds that say something else now. */
  readonly feeds: readonly string[]
}

/** A release that has an address of its own here, or `undefined`: one whose canonical address is elsewhere is not ours to announce. */
export function announced(edition: Edition, locale: Locale, slug: string): PublicRelease | undefined {
  const release = edition.locales[locale].bySlug.get(slug)
  return release?.canonical === undefined ? release : undefined
}

function reasonOfLoss(edition: Edition, { locale, slug }: KnownRelease): PushReason {
  const found = findRelease(edition, locale, slug)
  if (isReadable(found)) return 'updated'
  const leadsOn = found.status === 301 || findAlias(edition, urls.release(locale, slug)) !== undefined
  return leadsOn ? 'moved' : 'withdrawn'
}

function reasonOf(edition: Edition, before: KnownRelease | undefined, after: PublicRelease | undefined): PushReason {
  if (before === undefined) return 'published'
  if (after === undefined) return reasonOfLoss(edition, before)
  return after.state === 'withdrawn' && !before.mark.startsWith('withdrawn ') ? 'withdrawn' : 'updated'
}

/** The feeds whose newest items hold the release now, or held it before. */
function touchedFeeds(edition: Edition, locale: Locale, versions: readonly (KnownRelease | undefined)[]): string[] {
  const scopes = new Map<string, ListScope | undefined>([['', undefined]])
  for (const version of versions)
    for (const scope of version?.scopes ?? []) scopes.set(`${scope.kind}/${scope.key}`, scope)
  return [...scopes.values()].flatMap((scope) => {
    const releases = scopedReleases(edition, locale, scope)
    // The feed of a tag that nothing has any more is gone itself.
    if (releases === undefined) return []
    const newest = newestPromoted(releases, feedLength)
    const oldest = newest.length < feedLength ? Number.NEGATIVE_INFINITY : (newest.at(-1)?.date ?? 0)
    const isTouched = versions.some((version) => version !== undefined && version.date >= oldest)
    return isTouched ? feedFormats.map((format) => urls.feed(locale, format, scope)) : []
  })
}

/**
 * What happened between what was known of an address and what it has now; `undefined` when readers read the same. At least
 * one of the two is there. `after.known` is what will be remembered of the release.
 */
export function buildChange(
  edition: Edition,
  before: KnownRelease | undefined,
  after: { readonly release: PublicRelease; readonly known: KnownRelease } | undefined,
): Change | undefined {
  const { locale, slug } = after?.known ?? before ?? {}
  if (locale === undefined || slug === undefined) return undefined
  if (before !== undefined && after !== undefined && before.text === after.known.text) return undefined
  const wasInFeeds = before?.mark.startsWith('withdrawn ') === true ? undefined : before
  const isInFeeds = after?.release.promoted === true ? after.known : undefined
  return {
    reason: reasonOf(edition, before, after?.release),
    path: urls.release(locale, slug),
    isReadable: after !== undefined,
    feeds: touchedFeeds(edition, locale, [wasInFeeds, isInFeeds]),
  }
}

/** Whom a change is told, and what is not worth telling any more. */
export function pushesOf(
  { reason, path, isReadable, feeds }: Change,
  targets: ReadonlySet<PushTarget>,
): { readonly made: readonly Push[]; readonly void: readonly Push[] } {
  const page = (target: PushTarget): Push => ({ target, path, reason })
  const made = [
    page('indexnow'),
    // Baidu wants addresses that can be read, and takes the day's quota for each.
    ...(isReadable ? [page('baidu')] : []),
    ...feeds.map((feed): Push => ({ target: 'websub', path: feed, reason })),
  ]
  return { made: made.filter(({ target }) => targets.has(target)), void: isReadable ? [] : [page('baidu')] }
}
