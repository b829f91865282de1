import { YearList } from '#components/browse/archive/YearList.tsx'
import { EmptyList } from '#components/browse/list/EmptyList.tsx'
import { FilterStrip } from '#components/browse/list/FilterStrip.tsx'
import { Ledger } from '#components/browse/list/Ledger.tsx'
import { Pagination } from '#components/browse/list/Pagination.tsx'
import { SideColumn } from '#components/browse/list/SideColumn.tsx'
import { MostRead, type ReadRelease } from '#components/browse/MostRead.tsx'
import { SiteFrame } from '#components/layout/SiteFrame.tsx'
import { LeadStory } from '#components/news/LeadStory.tsx'
import { VisuallyHidden } from '#components/ui/VisuallyHidden.tsx'
import { listPage } from '#lib/content/query.ts'
import type { Edition, PublicRelease } from '#lib/content/types.ts'
import { currentNewsroom } from '#lib/current-newsroom.ts'
import { type Locale, otherLocales } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import { buildPublisher, buildWebSite } from '#lib/publish/json-ld.ts'
import { urls } from '#lib/urls.ts'
import type { ReaderFigures } from '#lib/visits/for-pages/figures.ts'
import { JsonLd } from '../JsonLd.tsx'
import { languageLinks } from '../language-links.ts'
import { currentEdition } from '../request.ts'
import { categoryCounts } from './category-counts.ts'
import { findMostRead } from './most-read.ts'

interface FrontPageData {
  readonly edition: Edition
  /** The first page of the list, without the lead. */
  readonly releases: readonly PublicRelease[]
  readonly pages: number
  readonly figures: ReadonlyMap<string, ReaderFigures>
  readonly mostRead: readonly ReadRelease[]
}

/** Everything that the home page shows. */
export async function findFrontPage(locale: Locale): Promise<FrontPageData> {
  const edition = currentEdition()
  const { lead } = edition.locales[locale]
  const list = listPage(edition, locale, { page: 1 })
  const releases = list?.items.filter(({ slug }) => slug !== lead?.slug) ?? []
  const slugs = [...(lead === undefined ? [] : [lead.slug]), ...releases.map(({ slug }) => slug)]
  const [figures, mostRead] = await Promise.all([
    currentNewsroom().visits.figures(slugs),
    findMostRead(locale, '30d', 5),
  ])
  return { edition, releases, pages: list?.pages ?? 1, figures, mostRead: mostRead ?? [] }
}

/** The home page: the lead, then the first page of the list, most read and archive beside it. */
export function FrontPage(props: FrontPageData & { readonly locale: Locale }) {
  const { locale, edition, releases, pages, figures, mostRead } = props
  const { site } = edition
  const { siteUrl } = currentNewsroom().config
  const { lead, years } = edition.locales[locale]
  const leadFigures = lead === undefined ? undefined : figures.get(lead.slug)
  return (
    <SiteFrame locale={locale} site={site} section="news" alternates={languageLinks(locale, urls.home, urls.home)}>
      <h1>
        <VisuallyHidden>{site.name[locale]}</VisuallyHidden>
      </h1>
      {lead !== undefined && (
        <LeadStory
          release={lead}
          site={site}
          locale={locale}
          headingLevel={2}
          {...(leadFigures === undefined ? {} : { figures: leadFigures })}
        />
      )}
      <FilterStrip
        locale={locale}
        categories={site.categories}
        counts={categoryCounts(edition, locale)}
        current="all"
        opening={lead !== undefined}
        years={years.map(({ year }) => year)}
      />
      <SideColumn side={<Side locale={locale} edition={edition} mostRead={mostRead} />}>
        <h2>
          <VisuallyHidden>{translate(locale, 'home.newest')}</VisuallyHidden>
        </h2>
        {lead === undefined ? (
          <Empty locale={locale} edition={edition} />
        ) : (
          <Ledger locale={locale} site={site} releases={releases} figures={figures} headingLevel={3} />
        )}
        <Pagination locale={locale} page={1} pages={pages} hrefOf={(page) => urls.list(locale, page)} />
      </SideColumn>
      <JsonLd things={[buildPublisher(site, siteUrl, locale), buildWebSite(site, siteUrl, locale)]} />
    </SiteFrame>
  )
}

function Empty({ locale, edition }: { readonly locale: Locale; readonly edition: Edition }) {
  const other = otherLocales(locale).find((candidate) => edition.locales[candidate].releases.length > 0)
  return (
    <EmptyList locale={locale} {...(other === undefined ? {} : { other: { locale: other, href: urls.home(other) } })} />
  )
}

interface SideProps {
  readonly locale: Locale
  readonly edition: Edition
  readonly mostRead: readonly ReadRelease[]
}

function Side({ locale, edition, mostRead }: SideProps) {
  const { years } = edition.locales[locale]
  return (
    <>
      <MostRead locale={locale} entries={mostRead} />
      {years.length > 0 && <YearList locale={locale} years={years} />}
    </>
  )
}
