import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentNewsroom } from '#lib/current-newsroom.ts'
import { translate } from '#lib/i18n/translate.ts'
import { buildPageMeta } from '#lib/publish/page-meta.ts'
import { urls } from '#lib/urls.ts'
import { toMetadata } from '../../metadata.ts'
import { currentEdition, readLocale } from '../../request.ts'
import { SearchView } from '../../views/SearchView.tsx'
import { findSearch, readSearchRequest, type SearchParams } from '../../views/search.ts'

interface SearchPageProps {
  readonly params: Promise<{ readonly locale: string }>
  readonly searchParams: Promise<SearchParams>
}

async function readRequest({ params, searchParams }: SearchPageProps) {
  const locale = readLocale((await params).locale)
  return readSearchRequest(locale, currentEdition().site, await searchParams)
}

export async function generateMetadata(props: SearchPageProps): Promise<Metadata> {
  const { locale, text } = await readRequest(props)
  const title = text === '' ? translate(locale, 'search.title') : translate(locale, 'search.pageTitle', { text })
  const meta = buildPageMeta(currentEdition().site, currentNewsroom().config.siteUrl, {
    locale,
    titles: [title],
    description: translate(locale, 'search.description'),
    pathIn: (other) => urls.search(other),
    indexed: false,
  })
  return toMetadata(meta)
}

export default async function SearchPage(props: SearchPageProps) {
  const request = await readRequest(props)
  const result = findSearch(request)
  if (request.page > Math.max(1, result.pages)) notFound()
  const figures = await currentNewsroom().visits.figures(result.hits.map(({ release }) => release.slug))
  return <SearchView edition={currentEdition()} request={request} result={result} figures={figures} />
}
