import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ArchiveMonth } from '#components/browse/archive/ArchiveMonth.tsx'
import { MonthLinks } from '#components/browse/archive/MonthLinks.tsx'
import { ListHeading } from '#components/browse/list/ListHeading.tsx'
import { SiteFrame } from '#components/layout/SiteFrame.tsx'
import { archiveMonth, archiveYear } from '#lib/content/query.ts'
import type { MonthEntry, YearEntry } from '#lib/content/types.ts'
import { currentNewsroom } from '#lib/current-newsroom.ts'
import { formatMonth } from '#lib/i18n/format.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import { buildPageMeta } from '#lib/publish/page-meta.ts'
import { urls } from '#lib/urls.ts'
import { languageLinks, type PathIn } from '../language-links.ts'
import { toMetadata } from '../metadata.ts'
import { currentEdition, readLocale } from '../request.ts'
import { Trail } from '../Trail.tsx'

/** A year up to this many releases shows them all; a fuller one shows its months alone. */
const mostInYear = 400

/** Parameters of the addresses of a year or month, as Next gives them. */
export interface ArchiveParams {
  readonly locale: string
  readonly year: string
  readonly month?: string
}

/** A part of the archive: a year, or one of its months. */
export interface ArchivePart {
  readonly locale: Locale
  readonly entry: YearEntry
  readonly month?: MonthEntry
  /** "2015", "December 2015". */
  readonly name: string
  readonly title: string
  readonly pathIn: PathIn
}

/** The year or month of an address; 404 when nothing was published in it. */
export function findArchivePart(params: ArchiveParams): ArchivePart {
  const locale = readLocale(params.locale)
  const year = /^[0-9]{4}$/.test(params.year) ? Number(params.year) : notFound()
  const edition = currentEdition()
  const entry = archiveYear(edition, locale, year) ?? notFound()
  if (params.month === undefined) {
    const pathIn: PathIn = (other) =>
      archiveYear(edition, other, year) === undefined ? undefined : urls.archive(other, year)
    return { locale, entry, name: String(year), title: translate(locale, 'archive.yearTitle', { year }), pathIn }
  }
  const number = /^[0-9]{2}$/.test(params.month) ? Number(params.month) : notFound()
  const month = archiveMonth(edition, locale, year, number) ?? notFound()
  const name = formatMonth(year, number, locale)
  const pathIn: PathIn = (other) =>
    archiveMonth(edition, other, year, number) === undefined ? undefined : urls.archive(other, year, number)
  return { locale, entry, month, name, title: translate(locale, 'archive.monthTitle', { month: name }), pathIn }
}

const countOf = ({ entry, month }: ArchivePart) => month?.releases.length ?? entry.count

/** The head of a year's or month's page. */
export function archiveMetadata(part: ArchivePart): Metadata {
  const { locale, entry, month, name, title, pathIn } = part
  const count = countOf(part)
  const meta = buildPageMeta(currentEdition().site, currentNewsroom().config.siteUrl, {
    locale,
    titles: [title, translate(locale, 'archive.title')],
    description:
      month === undefined
        ? translate(locale, 'archive.yearDescription', { count, year: entry.year })
        : translate(locale, 'archive.monthDescription', { count, month: name }),
    pathIn,
  })
  return toMetadata(meta)
}

/** A year's or month's page of the archive. */
export function ArchiveView(part: ArchivePart) {
  const { locale, entry, month, name, title, pathIn } = part
  const { site } = currentEdition()
  const { year } = entry
  const months = month === undefined ? (entry.count > mostInYear ? [] : entry.months) : [month]
  return (
    <SiteFrame
      locale={locale}
      site={site}
      section="archive"
      alternates={languageLinks(locale, pathIn, (other) => urls.archive(other))}
    >
      <Trail
        locale={locale}
        crumbs={[
          { label: translate(locale, 'archive.title'), path: urls.archive(locale) },
          ...(month === undefined ? [] : [{ label: String(year), path: urls.archive(locale, year) }]),
          { label: name },
        ]}
      />
      <ListHeading title={title} count={translate(locale, 'list.releases', { count: countOf(part) })}>
        <MonthLinks locale={locale} entry={entry} {...(month === undefined ? {} : { current: month.month })} />
      </ListHeading>
      {months.map((shown) => (
        <ArchiveMonth
          key={shown.month}
          locale={locale}
          site={site}
          year={year}
          entry={shown}
          titled={month === undefined}
        />
      ))}
    </SiteFrame>
  )
}
