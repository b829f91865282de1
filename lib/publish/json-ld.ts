import type {
  BreadcrumbList,
  CollectionPage,
  CorrectionComment,
  Graph,
  ImageObject,
  NewsArticle,
  Organization,
  Thing,
  WebSite,
} from 'schema-dts'
import type { PublicRelease, Site } from '#lib/content/types.ts'
import { type Locale, localeFacts, otherLocales } from '#lib/i18n/locales.ts'
import { rfc3339 } from '#lib/time-zone.ts'
import { absoluteUrl, pictureRatios, urls } from '#lib/urls.ts'
import { cardSizeOf, cropSize, isShowable, type PictureSize, widest } from './picture-shapes.ts'

/** One step of the visible breadcrumb; the last has no `path`. */
export interface Crumb {
  readonly label: string
  readonly path?: string
}

const publisherId = (siteUrl: string) => absoluteUrl(siteUrl, '/#publisher')
const webSiteId = (siteUrl: string) => absoluteUrl(siteUrl, '/#website')

/** The text of a graph for a `script` element: `<` is escaped, so that no title can end the script (HTML 4.12.1.3). */
export function renderJsonLd(things: readonly Thing[]): string {
  const graph: Graph = { '@context': 'https://schema.org', '@graph': things }
  return JSON.stringify(graph).replaceAll('<', '\\u003c')
}

/** The visible breadcrumb as schema.org/BreadcrumbList; positions from 1. */
export function buildBreadcrumb(siteUrl: string, crumbs: readonly Crumb[]): BreadcrumbList {
  return {
    '@type': 'BreadcrumbList',
    itemListElement: crumbs.map((crumb, index) => ({
      '@type': 'ListItem' as const,
      position: index + 1,
      name: crumb.label,
      ...(crumb.path === undefined ? {} : { item: absoluteUrl(siteUrl, crumb.path) }),
    })),
  }
}

/** The site's publisher: schema.org/Organization, or GovernmentOrganization by the site's profile. */
export function buildPublisher(site: Site, siteUrl: string, locale: Locale): Organization {
  const other = otherLocales(locale).map((language) => site.name[language])
  const { telephone } = site.footer
  return {
    '@type': site.profile === 'government' ? 'GovernmentOrganization' : 'Organization',
    '@id': publisherId(siteUrl),
    name: site.name[locale],
    alternateName: other,
    url: absoluteUrl(siteUrl, urls.home(locale)),
    logo: imageObject(absoluteUrl(siteUrl, urls.siteFile('icon-512.png')), { width: 512, height: 512 }),
    ...(site.social.length === 0 ? {} : { sameAs: site.social.map(({ url }) => url) }),
    ...(telephone === undefined
      ? {}
      : { contactPoint: { '@type': 'ContactPoint', telephone, contactType: 'customer service' } }),
  }
}

/** schema.org/WebSite, for the site's name in search results. */
export function buildWebSite(site: Site, siteUrl: string, locale: Locale): WebSite {
  return {
    '@type': 'WebSite',
    '@id': webSiteId(siteUrl),
    name: site.name[locale],
    url: absoluteUrl(siteUrl, urls.home(locale)),
    inLanguage: localeFacts[locale].tag,
    publisher: { '@id': publisherId(siteUrl) },
  }
}

function imageObject(
  url: string,
  { width, height }: PictureSize,
  more: Partial<ImageObject & object> = {},
): ImageObject {
  return { '@type': 'ImageObject', url, width: String(width), height: String(height), ...more }
}

/**
 * The lead image as it is, unless it is too small to be shown, and one picture in each shape that search engines ask for, 1,200
 * pixels wide: cut from the lead image where it is large enough, else the card.
 */
function buildImages(siteUrl: string, { locale, slug, image }: PublicRelease): ImageObject[] {
  const credit = image?.credit === undefined ? {} : { creditText: image.credit }
  const caption = image?.caption === undefined ? {} : { caption: image.caption }
  const shapes = pictureRatios.map((ratio) => {
    const crop = image === undefined ? undefined : cropSize(image, ratio)
    if (image === undefined || crop === undefined || crop.width < widest)
      return imageObject(absoluteUrl(siteUrl, urls.card(locale, slug, ratio)), cardSizeOf(ratio))
    return imageObject(absoluteUrl(siteUrl, urls.mediaCrop(slug, image.src, ratio)), crop, credit)
  })
  if (image === undefined || !isShowable(image)) return shapes
  return [imageObject(absoluteUrl(siteUrl, urls.media(slug, image.src)), image, { ...caption, ...credit }), ...shapes]
}

/** schema.org/NewsArticle of a release; instants with the site's offset, nothing that the page does not show. */
export function buildNewsArticle(site: Site, siteUrl: string, release: PublicRelease): NewsArticle {
  const { locale, slug, source } = release
  const url = absoluteUrl(siteUrl, urls.release(locale, slug))
  const section = site.categories.find(({ key }) => key === release.category)?.label[locale]
  const corrections = release.effectiveChanges.filter(({ kind }) => kind === 'correction')
  const correction: CorrectionComment[] = corrections.map(({ date, note }) => ({
    '@type': 'CorrectionComment',
    text: note,
    datePublished: rfc3339(date, site.timeZone),
  }))
  return {
    '@type': 'NewsArticle',
    '@id': `${url}#article`,
    mainEntityOfPage: url,
    url,
    headline: release.title,
    ...(release.summary === '' ? {} : { description: release.summary }),
    datePublished: rfc3339(release.date, site.timeZone),
    dateModified: rfc3339(release.updatedAt, site.timeZone),
    inLanguage: localeFacts[locale].tag,
    author: [
      source === undefined
        ? { '@type': 'Organization', name: site.name[locale], url: absoluteUrl(siteUrl, urls.home(locale)) }
        : { '@type': 'Organization', name: source.name, url: source.url ?? absoluteUrl(siteUrl, urls.home(locale)) },
    ],
    publisher: buildPublisher(site, siteUrl, locale),
    isPartOf: { '@id': webSiteId(siteUrl) },
    isAccessibleForFree: true,
    ...(section === undefined ? {} : { articleSection: section }),
    ...(release.tags.length === 0 ? {} : { keywords: [...release.tags] }),
    image: buildImages(siteUrl, release),
    ...(correction.length === 0 ? {} : { correction }),
  }
}

/** schema.org/CollectionPage of a list, its releases in the visible order. */
export function buildCollectionPage(
  siteUrl: string,
  path: string,
  name: string,
  releases: readonly PublicRelease[],
): CollectionPage {
  return {
    '@type': 'CollectionPage',
    url: absoluteUrl(siteUrl, path),
    name,
    mainEntity: {
      '@type': 'ItemList',
      itemListElement: releases.map((release, index) => ({
        '@type': 'ListItem' as const,
        position: index + 1,
        name: release.title,
        url: absoluteUrl(siteUrl, urls.release(release.locale, release.slug)),
      })),
    },
  }
}
