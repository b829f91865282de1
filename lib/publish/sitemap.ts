import { archiveMonth, listPage } from '#lib/content/query.ts'
import type { Edition, LocaleEdition, PublicRelease } from '#lib/content/types.ts'
import { type Locale, localeFacts, locales } from '#lib/i18n/locales.ts'
import { rfc3339, wallTime } from '#lib/time-zone.ts'
import { absoluteUrl, type ListScope, type SitePageName, sitePagePaths, urls } from '#lib/urls.ts'
import { languageVersions } from './page-meta.ts'
import { renderXml, type Xml, xml } from './xml.ts'

const sitemapNamespace = 'http://www.sitemaps.org/schemas/sitemap/0.9'
/** Google News reads releases of the last two days, at most 1,000. */
const newsAge = 48 * 3_600_000
const newsLength = 1000

/** Addresses in one part, at most. 50,000 and 50 MB are allowed; an address with its languages takes a kilobyte. */
const partLength = 20_000
/** Pictures in one part, at most: the address of one takes up to a kilobyte too. */
const partPictures = 25_000
/** Pictures of one address that Google reads. */
const mostPictures = 1000

interface Entry {
  readonly path: string
  readonly changed?: number | undefined
  /** Path in each language that has this page. */
  readonly versions: readonly (readonly [Locale, string])[]
  readonly images?: readonly string[]
}

/** A page of a part; a release stands for its own. */
type Listed = Entry | PublicRelease

const newest = (releases: readonly PublicRelease[]) =>
  releases.reduce<number | undefined>((latest, { updatedAt }) => Math.max(latest ?? 0, updatedAt), undefined)

function renderEntry(entry: Entry, edition: Edition, siteUrl: string): Xml {
  return xml('url', [
    xml('loc', absoluteUrl(siteUrl, entry.path)),
    entry.changed === undefined ? undefined : xml('lastmod', rfc3339(entry.changed, edition.site.timeZone)),
    ...languageVersions(edition.site, entry.versions).map(([hreflang, path]) =>
      xml('xhtml:link', '', { rel: 'alternate', hreflang, href: absoluteUrl(siteUrl, path) }),
    ),
    ...(entry.images ?? []).map((image) => xml('image:image', [xml('image:loc', absoluteUrl(siteUrl, image))])),
  ])
}

function releaseEntry(release: PublicRelease): Entry {
  const lead = release.image === undefined ? [] : [release.image.src]
  const pictures = [...new Set([...lead, ...(release.pictures ?? [])])]
  return {
    path: urls.release(release.locale, release.slug),
    changed: release.updatedAt,
    versions: release.translations.map((locale) => [locale, urls.release(locale, release.slug)] as const),
    images: pictures.map((file) => urls.media(release.slug, file)),
  }
}

/** A page that languages have at addresses of their own. */
interface SharedPage {
  readonly path: (locale: Locale) => string
  /** Whether a language has it. */
  readonly has: (edition: LocaleEdition) => boolean
  readonly changed?: number | undefined
}

function archivePages(edition: Edition, locale: Locale): SharedPage[] {
  return edition.locales[locale].years.flatMap(({ year, months }) => [
    {
      path: (language) => urls.archive(language, year),
      has: ({ years }) => years.some((entry) => entry.year === year),
      changed: newest(months.flatMap(({ releases }) => releases)),
    },
    ...months.map(({ month, releases }) => ({
      path: (language: Locale) => urls.archive(language, year, month),
      has: (language: LocaleEdition) => archiveMonth(edition, language.locale, year, month) !== undefined,
      changed: newest(releases),
    })),
  ])
}

function scopePages({ byTag, byCategory }: LocaleEdition): SharedPage[] {
  return [
    ...[...byTag].map(([key, { releases }]) => ({
      path: (language: Locale) => urls.list(language, 1, { kind: 'tag', key }),
      has: (language: LocaleEdition) => language.byTag.has(key),
      changed: newest(releases),
    })),
    ...[...byCategory].map(([key, releases]) => ({
      path: (language: Locale) => urls.category(language, key),
      has: (language: LocaleEdition) => language.byCategory.has(key),
      changed: newest(releases),
    })),
  ]
}

/** The pages of a list after its first; another language has other releases there. */
function laterPages(edition: Edition, locale: Locale, scope?: ListScope): SharedPage[] {
  const { pages } = listPage(edition, locale, { page: 1, scope }) ?? { pages: 1 }
  return Array.from({ length: pages - 1 }, (_, index) => ({
    path: (language: Locale) => urls.list(language, index + 2, scope),
    has: (language: LocaleEdition) => language.locale === locale,
  }))
}

function writtenPages({ catalogue: { pages } }: Edition, locale: Locale): SharedPage[] {
  const names = Object.keys(sitePagePaths).filter(
    (name): name is SitePageName => pages.get(name)?.[locale] !== undefined,
  )
  return names.map((name) => ({
    path: (language) => urls.page(language, name),
    has: (language) => pages.get(name)?.[language.locale] !== undefined,
    changed: pages.get(name)?.[locale]?.updated,
  }))
}

/** Home, lists, archive and the written pages of a language. */
function pageEntries(edition: Edition, locale: Locale): Entry[] {
  const own = edition.locales[locale]
  const changed = newest(own.releases)
  const fixed = [urls.home, (language: Locale) => urls.list(language), (language: Locale) => urls.archive(language)]
  const pages: SharedPage[] = [
    ...fixed.map((path) => ({ path, has: () => true, changed })),
    // What is read most changes with every visit, of which the content knows nothing.
    { path: (language) => urls.mostRead(language), has: () => true },
    ...archivePages(edition, locale),
    ...scopePages(own),
    ...writtenPages(edition, locale),
    ...laterPages(edition, locale),
    ...[...own.byTag.keys()].flatMap((key) => laterPages(edition, locale, { kind: 'tag', key })),
    ...[...own.byCategory.keys()].flatMap((key) => laterPages(edition, locale, { kind: 'category', key })),
  ]
  return pages.map(({ path, has, changed: last }) => ({
    path: path(locale),
    changed: last,
    versions: locales
      .filter((language) => has(edition.locales[language]))
      .map((language) => [language, path(language)] as const),
  }))
}

/** Years that have parts in a language: those of releases, and the current one, which also lists the other pages. */
function partYears(edition: LocaleEdition, thisYear: number): number[] {
  return [...new Set([thisYear, ...edition.years.map(({ year }) => year)])]
}

/** The parts of a year in a language; at least one, which may be empty. The current year's begin with what is no release. */
function partsOf(edition: Edition, locale: Locale, year: number, thisYear: number): (readonly Listed[])[] {
  const months = edition.locales[locale].years.find((entry) => entry.year === year)?.months ?? []
  const releases = months.flatMap((month) => month.releases.filter(({ canonical }) => canonical === undefined))
  const listed: readonly Listed[] = year === thisYear ? [...pageEntries(edition, locale), ...releases] : releases
  const count = Math.max(1, Math.ceil(listed.length / partLength))
  return Array.from({ length: count }, (_, place) => listed.slice(place * partLength, (place + 1) * partLength))
}

const thisYearOf = ({ site }: Edition, now: number) => wallTime(now, site.timeZone).year

const changedOf = (listed: Listed) => ('versions' in listed ? listed.changed : listed.updatedAt)

/** `sitemap.xml`: the index of all parts (sitemaps.org), `lastmod` from the content, left out where there is none. */
export function renderSitemapIndex(edition: Edition, siteUrl: string, now: number): string {
  const thisYear = thisYearOf(edition, now)
  const place = (path: string, changed?: number) =>
    xml('sitemap', [
      xml('loc', absoluteUrl(siteUrl, path)),
      changed === undefined ? undefined : xml('lastmod', rfc3339(changed, edition.site.timeZone)),
    ])
  const parts = locales.flatMap((locale) =>
    partYears(edition.locales[locale], thisYear).flatMap((year) =>
      partsOf(edition, locale, year, thisYear).map((listed, index) => {
        const changed = listed.reduce((latest, one) => Math.max(latest, changedOf(one) ?? 0), 0)
        return place(urls.sitemapPart(locale, year, index + 1), changed === 0 ? undefined : changed)
      }),
    ),
  )
  return renderXml(
    xml('sitemapindex', [...parts, place(urls.siteFile('sitemap-news.xml'))], { xmlns: sitemapNamespace }),
  )
}

/** Which part is asked for; `part` counts from 1. */
export interface SitemapPart {
  readonly locale: Locale
  readonly year: number
  readonly part: number
}

/** A part as XML; `undefined` when there is none. */
export function renderSitemapPart(
  edition: Edition,
  siteUrl: string,
  { locale, year, part }: SitemapPart,
  now: number,
): string | undefined {
  const thisYear = thisYearOf(edition, now)
  if (!partYears(edition.locales[locale], thisYear).includes(year)) return undefined
  const listed = partsOf(edition, locale, year, thisYear)[part - 1]
  if (listed === undefined) return undefined
  let left = partPictures
  const entries = listed.map((one) => {
    const entry = 'versions' in one ? one : releaseEntry(one)
    const images = (entry.images ?? []).slice(0, Math.min(mostPictures, left))
    left -= images.length
    return renderEntry({ ...entry, images }, edition, siteUrl)
  })
  return renderXml(
    xml('urlset', entries, {
      xmlns: sitemapNamespace,
      'xmlns:xhtml': 'http://www.w3.org/1999/xhtml',
      'xmlns:image': 'http://www.google.com/schemas/sitemap-image/1.1',
    }),
  )
}

/** `sitemap-news.xml`: promoted releases of the 48 hours before `now`; may be empty. Its schema spells Chinese `zh-cn`. */
export function renderNewsSitemap(edition: Edition, siteUrl: string, now: number): string {
  const { site } = edition
  const recent = locales
    .flatMap((locale) => {
      const { releases } = edition.locales[locale]
      const end = releases.findIndex(({ date }) => date < now - newsAge)
      return releases
        .slice(0, end === -1 ? undefined : end)
        .filter(({ promoted, canonical }) => promoted && canonical === undefined)
    })
    .sort((a, b) => b.date - a.date)
    .slice(0, newsLength)
  const entries = recent.map((release) =>
    xml('url', [
      xml('loc', absoluteUrl(siteUrl, urls.release(release.locale, release.slug))),
      xml('news:news', [
        xml('news:publication', [
          xml('news:name', site.name[release.locale]),
          xml('news:language', localeFacts[release.locale].tag.toLowerCase()),
        ]),
        xml('news:publication_date', rfc3339(release.date, site.timeZone)),
        xml('news:title', release.title),
      ]),
    ]),
  )
  return renderXml(
    xml('urlset', entries, { xmlns: sitemapNamespace, 'xmlns:news': 'http://www.google.com/schemas/sitemap-news/0.9' }),
  )
}
