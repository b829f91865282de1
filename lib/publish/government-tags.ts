import type { PublicRelease, Site } from '#lib/content/types.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { wallClockText } from '#lib/time-zone.ts'
import { absoluteUrl, urls } from '#lib/urls.ts'

/** A `meta name` tag and its content. */
type Tag = readonly [name: string, content: string]

const given = (tags: readonly (readonly [string, string | undefined])[]): Tag[] =>
  tags.flatMap(([name, content]) => (content === undefined || content === '' ? [] : [[name, content] as const]))

/**
 * Tags of a government site's pages by the State Council's guideline for government websites (国办发〔2017〕47号, annex on page
 * tags): the site's, and those of a column on all pages but the home page.
 */
export function governmentSiteTags(
  site: Site,
  siteUrl: string,
  page: { readonly locale: Locale; readonly titles: readonly string[]; readonly description: string },
): Tag[] {
  const { locale, titles, description } = page
  const column = titles.at(-1)
  return given([
    ['SiteName', site.name[locale]],
    ['SiteDomain', new URL(siteUrl).host],
    ['SiteIDCode', site.siteIdCode],
    ['ColumnName', column],
    ['ColumnType', column],
    ...(titles.length === 1 ? [['ColumnDescription', description] as const, ['ColumnKeywords', column] as const] : []),
  ])
}

/** The tags of a release: title, time to the minute in the site's zone, source, and what else it has. */
export function governmentReleaseTags(site: Site, siteUrl: string, release: PublicRelease): Tag[] {
  const { locale, slug, title, date, source, tags, summary, image } = release
  const name = source?.name ?? site.name[locale]
  return given([
    ['ArticleTitle', title],
    ['PubDate', wallClockText(date, site.timeZone).slice(0, 16)],
    ['ContentSource', name],
    ['Author', name],
    ['Keywords', tags.join(locale === 'zh' ? '，' : ', ')],
    ['Description', summary],
    ['Image', image === undefined ? undefined : absoluteUrl(siteUrl, urls.media(slug, image.src))],
    ['Url', absoluteUrl(siteUrl, urls.release(locale, slug))],
  ])
}
