import { YearList } from '#components/browse/archive/YearList.tsx'
import { EmptyList } from '#components/browse/list/EmptyList.tsx'
import { FilterStrip } from '#components/browse/list/FilterStrip.tsx'
import { Ledger } from '#components/browse/list/Ledger.tsx'
import { ListHeading } from '#components/browse/list/ListHeading.tsx'
import { Pagination } from '#components/browse/list/Pagination.tsx'
import { SideColumn } from '#components/browse/list/SideColumn.tsx'
import { SiteFrame } from '#components/layout/SiteFrame.tsx'
import { currentNewsroom } from '#lib/current-newsroom.ts'
import { otherLocales } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import { buildCollectionPage } from '#lib/publish/json-ld.ts'
import { urls } from '#lib/urls.ts'
import type { ReaderFigures } from '#lib/visits/for-pages/figures.ts'
import { JsonLd } from '../JsonLd.tsx'
import { languageLinks } from '../language-links.ts'
import { Trail } from '../Trail.tsx'
import { categoryCounts } from './category-counts.ts'
import type { List } from './list.ts'

interface ListViewProps {
  readonly found: List
  readonly figures: ReadonlyMap<string, ReaderFigures>
}

/** A page of a list: of all releases, of a category, or of a tag. */
export function ListView({ found, figures }: ListViewProps) {
  const { edition, locale, list, title, pathIn } = found
  const { items, page, pages, total, scope } = list
  const { siteUrl } = currentNewsroom().config
  const { years } = edition.locales[locale]
  const other = otherLocales(locale).find((candidate) => edition.locales[candidate].releases.length > 0)
  return (
    <SiteFrame
      locale={locale}
      site={edition.site}
      section="news"
      alternates={languageLinks(locale, pathIn, (language) => urls.list(language))}
    >
      <ListHead found={found} />
      <SideColumn side={years.length > 0 && <YearList locale={locale} years={years} />}>
        {total === 0 ? (
          <EmptyList
            locale={locale}
            {...(other === undefined ? {} : { other: { locale: other, href: urls.list(other) } })}
          />
        ) : (
          <Ledger locale={locale} site={edition.site} releases={items} figures={figures} />
        )}
        <Pagination locale={locale} page={page} pages={pages} hrefOf={(to) => urls.list(locale, to, scope)} />
      </SideColumn>
      <JsonLd things={[buildCollectionPage(siteUrl, urls.list(locale, page, scope), title, items)]} />
    </SiteFrame>
  )
}

/** Breadcrumb, title and filters of a list. A tag is no filter of the strip. */
function ListHead({ found: { edition, locale, list, title, description } }: { readonly found: List }) {
  const { page, pages, total, scope } = list
  const count = page === 1 ? undefined : translate(locale, 'list.pageOf', { page, pages })
  return (
    <>
      {scope !== undefined && (
        <Trail
          locale={locale}
          crumbs={[{ label: translate(locale, 'nav.news'), path: urls.list(locale) }, { label: title }]}
        />
      )}
      <ListHeading
        title={title}
        {...(scope === undefined ? {} : { description })}
        count={count ?? translate(locale, 'list.releases', { count: total })}
        feed={{ href: urls.feed(locale, 'rss', scope), label: translate(locale, 'list.feed') }}
      />
      {scope?.kind !== 'tag' && (
        <FilterStrip
          locale={locale}
          categories={edition.site.categories}
          counts={categoryCounts(edition, locale)}
          current={scope?.key ?? 'all'}
          years={edition.locales[locale].years.map(({ year }) => year)}
        />
      )}
    </>
  )
}
