import type { Metadata } from 'next'
import { ListHeading } from '#components/browse/list/ListHeading.tsx'
import { Pagination } from '#components/browse/list/Pagination.tsx'
import { SearchBox } from '#components/browse/search/SearchBox.tsx'
import { SearchFilters } from '#components/browse/search/SearchFilters.tsx'
import { SearchSummary } from '#components/browse/search/SearchSummary.tsx'
import { SiteFrame } from '#components/layout/SiteFrame.tsx'
import { LedgerRow } from '#components/news/LedgerRow.tsx'
import { Marks } from '#components/ui/Marks.tsx'
import { currentNewsroom } from '#lib/current-newsroom.ts'
import { translate } from '#lib/i18n/translate.ts'
import { buildPageMeta } from '#lib/publish/page-meta.ts'
import { urls } from '#lib/urls.ts'
import { languageLinks } from '../../language-links.ts'
import { toMetadata } from '../../metadata.ts'
import { currentEdition, readLocale } from '../../request.ts'
import {
  findSearch,
  keptChoices,
  readSearchRequest,
  type SearchParams,
  searchFilters,
  searchHref,
} from '../../search.ts'

interface SearchPageProps {
  readonly params: Promise<{ readonly locale: string }>
  readonly searchParams: Promise<SearchParams>
}

export async function generateMetadata({ params, searchParams }: SearchPageProps): Promise<Metadata> {
  const locale = readLocale((await params).locale)
  const { site } = currentEdition()
  const { text } = readSearchRequest(locale, site, await searchParams)
  const title = text === '' ? translate(locale, 'search.title') : translate(locale, 'search.pageTitle', { text })
  return toMetadata(
    buildPageMeta(site, currentNewsroom().config.siteUrl, {
      locale,
      titles: [title],
      description: translate(locale, 'search.description'),
      pathIn: (other) => urls.search(other),
      indexed: false,
    }),
  )
}

export default async function SearchPage({ params, searchParams }: SearchPageProps) {
  const locale = readLocale((await params).locale)
  const { site } = currentEdition()
  const request = readSearchRequest(locale, site, await searchParams)
  const { text, page } = request
  const result = findSearch(request)
  const { total, hits, pages, complete, suggestion } = result
  const figures = await currentNewsroom().visits.figures(hits.map(({ release }) => release.slug))
  const everywhere = (language: typeof locale) => urls.search(language, text === '' ? undefined : text)
  return (
    <SiteFrame locale={locale} site={site} query={text} alternates={languageLinks(locale, everywhere, urls.search)}>
      <ListHeading title={translate(locale, 'search.title')} />
      <SearchBox locale={locale} text={text} kept={keptChoices(request)} />
      {result.asked && (
        <SearchSummary
          locale={locale}
          text={text}
          total={total}
          complete={complete}
          {...(suggestion === undefined ? {} : { suggestion })}
        />
      )}
      {total > 0 && <SearchFilters locale={locale} filters={searchFilters(site, request, result)} />}
      <ol>
        {hits.map(({ release, title, snippet }) => {
          const known = figures.get(release.slug)
          return (
            <li key={release.slug}>
              <LedgerRow
                release={release}
                site={site}
                locale={locale}
                found={{ title: <Marks parts={title} />, summary: <Marks parts={snippet} /> }}
                {...(known === undefined ? {} : { figures: known })}
              />
            </li>
          )
        })}
      </ol>
      <Pagination locale={locale} page={page} pages={pages} hrefOf={(to) => searchHref({ ...request, page: to })} />
    </SiteFrame>
  )
}
