import { findAlias, findRelease, isReadable } from '#lib/content/query.ts'
import type { Edition, PublicRelease } from '#lib/content/types.ts'
import { parseAddress } from '#lib/urls/parse-address.ts'
import { absoluteUrl, urls } from '#lib/urls.ts'
import { cardSize } from './picture-shapes.ts'
import { renderXml, xml } from './xml.ts'

/** Formats in which an answer can be given. */
export const oEmbedTypes = { json: 'application/json', xml: 'text/xml' } as const
export type OEmbedFormat = keyof typeof oEmbedTypes

/** What was asked for; sizes in pixels, absent when any will do. */
export interface OEmbedRequest {
  /** As it was shared, with whatever query and fragment. */
  readonly url: string
  readonly maxWidth?: number
  readonly maxHeight?: number
}

/** The release that a path leads to now, be it a former address of it. */
function releaseAt(edition: Edition, path: string): PublicRelease | undefined {
  const address = parseAddress(path)
  const found = address?.kind === 'release' ? findRelease(edition, address.locale, address.slug) : undefined
  if (found !== undefined && isReadable(found)) return found
  const to = found?.status === 301 ? found.to : findAlias(edition, path)
  const [next = path] = to?.split('?') ?? []
  return next === path ? undefined : releaseAt(edition, next)
}

/** A release's address of this site as others share it, or `undefined` when it leads to nothing readable. */
function findShared(edition: Edition, siteUrl: string, url: string): PublicRelease | undefined {
  if (!URL.canParse(url)) return undefined
  const { origin, pathname, search } = new URL(url)
  if (origin !== siteUrl) return undefined
  // An old site may have told its pages apart by query.
  return releaseAt(edition, pathname + search) ?? releaseAt(edition, pathname)
}

/**
 * What others show of a release that somebody shares (oembed.com, 1.0): a link with its card, since pages may not stand in frames
 * of other sites. The card is left out where it does not fit. `undefined` when the address leads to no release of this site.
 */
export function buildOEmbed(edition: Edition, siteUrl: string, request: OEmbedRequest) {
  const release = findShared(edition, siteUrl, request.url)
  if (release === undefined) return undefined
  const { site } = edition
  const { locale, slug, title, source } = release
  const { width, height } = cardSize
  const fits = width <= (request.maxWidth ?? width) && height <= (request.maxHeight ?? height)
  const home = absoluteUrl(siteUrl, urls.home(locale))
  return {
    version: '1.0',
    type: 'link',
    title,
    author_name: source?.name ?? site.name[locale],
    author_url: source?.url ?? home,
    provider_name: site.name[locale],
    provider_url: home,
    cache_age: 3600,
    url: absoluteUrl(siteUrl, urls.release(locale, slug)),
    ...(fits
      ? {
          thumbnail_url: absoluteUrl(siteUrl, urls.card(locale, slug)),
          thumbnail_width: width,
          thumbnail_height: height,
        }
      : {}),
  }
}

/** An answer in a format; both say the same. */
export function renderOEmbed(answer: NonNullable<ReturnType<typeof buildOEmbed>>, format: OEmbedFormat): string {
  if (format === 'json') return JSON.stringify(answer)
  return renderXml(
    xml(
      'oembed',
      Object.entries(answer).map(([name, value]) => xml(name, String(value))),
    ),
  )
}
