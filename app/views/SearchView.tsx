import { FilterStrip } from '#components/browse/list/FilterStrip.tsx'
import { Ledger } from '#components/browse/list/Ledger.tsx'
import { ListHeading } from '#components/browse/list/ListHeading.tsx'
import { Pagination } from '#components/browse/list/Pagination.tsx'
import { SearchBox } from '#components/browse/search/SearchBox.tsx'
import { SearchFilters } from '#components/browse/search/SearchFilters.tsx'
import { SearchSummary } from '#components/browse/search/SearchSummary.tsx'
import { WaysOn } from '#components/browse/search/WaysOn.tsx'
import { SiteFrame } from '#components/layout/SiteFrame.tsx'
import { Marks } from '#components/ui/Marks.tsx'
import type { Edition } from '#lib/content/types.ts'
import { currentRenderMarkup } from '#lib/current-newsroom.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import type { SearchRequest, SearchResult } from '#lib/search/result.ts'
import { urls } from '#lib/urls.ts'
import type { ReaderFigures } from '#lib/visits/for-pages/figures.ts'
import { languageLinks } from '../language-links.ts'
import { categoryCounts } from './category-counts.ts'
import { keptChoices, searchFilters, searchHref } from './search.ts'

interface SearchViewProps {
  readonly edition: Edition
  readonly request: SearchRequest
  readonly result: SearchResult
  readonly figures: ReadonlyMap<string, ReaderFigures>
}

/** What was looked for, what was found, and how to narrow it. */
export function SearchView({ edition, request, result, figures }: SearchViewProps) {
  const { locale, text, page } = request
  const { asked, found, hits, pages } = result
  const { site } = edition
  const inLanguage = (language: Locale) => urls.search(language, text === '' ? undefined : text)
  const marked = new Map(
    hits.map(({ release, title, snippet }) => [
      release.slug,
      { title: <Marks parts={title} />, summary: <Marks parts={snippet} /> },
    ]),
  )
  return (
    // Most of what a search takes is its page, and hardly any is kept.
    <SiteFrame
      locale={locale}
      site={site}
      query={text}
      alternates={languageLinks(locale, inLanguage, urls.search)}
      print={currentRenderMarkup()}
    >
      <ListHeading title={translate(locale, 'search.title')} />
      <SearchBox locale={locale} text={text} label={translate(locale, 'search.hint')} kept={keptChoices(request)} />
      {asked && <SearchSummary locale={locale} text={text} result={result} />}
      {asked && found === 0 && <WaysOn locale={locale} site={site} />}
      {found > 0 ? (
        <SearchFilters locale={locale} filters={searchFilters(site, request, result)} />
      ) : (
        <FilterStrip
          locale={locale}
          categories={site.categories}
          counts={categoryCounts(edition, locale)}
          years={edition.locales[locale].years.map(({ year }) => year)}
          opening
        />
      )}
      <Ledger
        locale={locale}
        site={site}
        releases={hits.map(({ release }) => release)}
        figures={figures}
        found={marked}
      />
      <Pagination locale={locale} page={page} pages={pages} hrefOf={(to) => searchHref({ ...request, page: to })} />
    </SiteFrame>
  )
}
