import { ShownRelease } from '#lib/content/edition/shown-release.ts'
import type { PublicRelease, Release } from '#lib/content/types.ts'
import { isWaiting, visibility } from '#lib/content/visibility.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import type { Newsroom } from '#lib/newsroom.ts'
import { urls } from '#lib/urls.ts'
import { readRevocations } from './revocations.ts'
import { type PreviewClaim, parsePreviewToken } from './token.ts'

/** What previews need of the newsroom. */
export type PreviewSource = Pick<Newsroom, 'config' | 'clock' | 'content'>

/** What a preview link leads to now. */
export type Preview =
  | { readonly kind: 'open'; readonly release: Release; readonly claim: PreviewClaim }
  /** The release has been published since: the path of its own address. */
  | { readonly kind: 'published'; readonly path: string }

/** Whether a release waits to be published and so may be previewed. */
export function isPreviewable(release: Release, now: number): boolean {
  return isWaiting(visibility(release, now).state)
}

/** The claim of a token that holds now; `undefined` when it is forged, expired or revoked, or when previews are off. */
async function findClaim(token: string, { config, clock }: PreviewSource): Promise<PreviewClaim | undefined> {
  const { previewSecret, dataDir } = config
  const claim = previewSecret === undefined ? undefined : parsePreviewToken(token, previewSecret)
  if (claim === undefined || clock.now() >= claim.expires) return undefined
  const revokedUntil = (await readRevocations(dataDir)).get(claim.slug)
  return revokedUntil !== undefined && claim.issued <= revokedUntil ? undefined : claim
}

/** What the preview link with `token` leads to; `undefined` when nobody may know. Rejects with `ConfigError`, see `readRevocations`. */
export async function findPreview(
  source: PreviewSource,
  { locale, token }: { readonly locale: Locale; readonly token: string },
): Promise<Preview | undefined> {
  const claim = await findClaim(token, source)
  if (claim === undefined || claim.locale !== locale) return undefined
  const release = source.content.catalogue().releases.get(claim.slug)?.[locale]
  if (release === undefined) return undefined
  if (isPreviewable(release, source.clock.now())) return { kind: 'open', release, claim }
  return { kind: 'published', path: urls.release(locale, claim.slug) }
}

/** The unpublished release of `slug` whose files `token` opens; `undefined` when it opens none. */
export async function findPreviewedRelease(
  source: PreviewSource,
  { slug, token }: { readonly slug: string; readonly token: string },
): Promise<Release | undefined> {
  const claim = await findClaim(token, source)
  if (claim?.slug !== slug) return undefined
  const preview = await findPreview(source, { locale: claim.locale, token })
  return preview?.kind === 'open' ? preview.release : undefined
}

/** An unpublished release in the form of a published one, as its page will show it. For previews only. */
export function buildPreviewRelease(release: Release): PublicRelease {
  const { date, locale } = release
  return new ShownRelease(release, {
    state: 'published',
    promoted: false,
    updatedAt: date,
    effectiveChanges: [],
    translations: [locale],
  })
}
