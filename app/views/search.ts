import type { FilterChoice } from '#components/browse/search/SearchFilters.tsx'
import type { Site } from '#lib/content/types.ts'
import { currentNewsroom } from '#lib/current-newsroom.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import { type SearchRequest, type SearchResult, searchOrders } from '#lib/search/result.ts'
import { urls } from '#lib/urls.ts'
import { currentEdition } from '../request.ts'

/** Query parameters of the search page, as Next gives them. */
export type SearchParams = Readonly<Record<string, string | string[] | undefined>>

/** What an address asks for; what is no category, year, order or page of ours is left out. */
export function readSearchRequest(locale: Locale, site: Site, params: SearchParams): SearchRequest {
  const one = (name: string) => [params[name]].flat()[0] ?? ''
  const category = site.categories.find(({ key }) => key === one('category'))?.key
  const year = /^[0-9]{4}$/.test(one('year')) ? Number(one('year')) : undefined
  const page = /^[1-9][0-9]{0,4}$/.test(one('page')) ? Number(one('page')) : 1
  return {
    locale,
    text: one('q').trim(),
    order: searchOrders.find((order) => order === one('sort')) ?? 'relevance',
    page,
    ...(category === undefined ? {} : { category }),
    ...(year === undefined ? {} : { year }),
  }
}

/** Looks for it in what is public now. */
export function findSearch(request: SearchRequest): SearchResult {
  return currentNewsroom().search.find(currentEdition(), request)
}

/** The choices of a request as they stand in an address, without text and page. */
export function keptChoices({ category, year, order }: Pick<SearchRequest, 'category' | 'year' | 'order'>) {
  return [
    ...(category === undefined ? [] : [['category', category] as const]),
    ...(year === undefined ? [] : [['year', String(year)] as const]),
    ...(order === 'relevance' ? [] : [['sort', order] as const]),
  ]
}

/** The address of a request. */
export function searchHref(request: SearchRequest): string {
  const query = new URLSearchParams([
    ['q', request.text],
    ...keptChoices(request).map(([name, value]) => [name, value]),
  ])
  if (request.page > 1) query.set('page', String(request.page))
  return `${urls.search(request.locale)}?${query}`
}

/** Choices that leave something; before them the one that was made, where it leaves nothing. */
function withChosen<T>(counts: readonly (readonly [choice: T, count: number])[], chosen: T | undefined) {
  return chosen === undefined || counts.some(([choice]) => choice === chosen)
    ? counts
    : [[chosen, 0] as const, ...counts]
}

/** The filters of a result: order, then category and year with what each choice would leave. */
export function searchFilters(site: Site, request: SearchRequest, result: SearchResult) {
  const { locale, category: chosenCategory, year: chosenYear, ...rest } = request
  const href = (choice: Partial<SearchRequest>) => searchHref({ locale, ...rest, page: 1, ...choice })
  const ofYear = chosenYear === undefined ? {} : { year: chosenYear }
  const ofCategory = chosenCategory === undefined ? {} : { category: chosenCategory }
  const any = translate(locale, 'search.any')
  const category: FilterChoice[] = [
    { label: any, href: href(ofYear), chosen: chosenCategory === undefined },
    ...withChosen(result.categories, chosenCategory).map(([key, count]) => ({
      label: site.categories.find((candidate) => candidate.key === key)?.label[locale] ?? key,
      href: href({ ...ofYear, category: key }),
      chosen: key === chosenCategory,
      count,
    })),
  ]
  const year: FilterChoice[] = [
    { label: any, href: href(ofCategory), chosen: chosenYear === undefined },
    ...withChosen(result.years, chosenYear).map(([value, count]) => ({
      label: String(value),
      href: href({ ...ofCategory, year: value }),
      chosen: value === chosenYear,
      count,
    })),
  ]
  const order = searchOrders.map((value) => ({
    label: translate(locale, `search.orders.${value}`),
    href: href({ ...ofYear, ...ofCategory, order: value }),
    chosen: value === request.order,
  }))
  return [
    { label: translate(locale, 'search.order'), choices: order },
    { label: translate(locale, 'search.category'), choices: category },
    { label: translate(locale, 'search.year'), choices: year },
  ]
}
