import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { type ListPage, listPage } from '#lib/content/query.ts'
import type { Edition } from '#lib/content/types.ts'
import { currentNewsroom } from '#lib/current-newsroom.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import { buildPageMeta } from '#lib/publish/page-meta.ts'
import { type ListScope, urls } from '#lib/urls.ts'
import type { ReaderFigures } from '#lib/visits/for-pages/figures.ts'
import type { PathIn } from '../language-links.ts'
import { toMetadata } from '../metadata.ts'
import { currentEdition, readKey, readLocale, readNumber } from '../request.ts'

/** Parameters of the addresses of lists, as Next gives them. */
export interface ListParams {
  readonly locale: string
  readonly key?: string
  readonly page?: string
}

/** Which page of which list was asked for. */
export interface ListRequest {
  readonly locale: Locale
  readonly page: number
  readonly scope?: ListScope
}

/** A page of a list, with all that is shown of it. */
export interface List {
  readonly edition: Edition
  readonly locale: Locale
  readonly list: ListPage
  readonly title: string
  readonly description: string
  readonly pathIn: PathIn
}

/** Reads an address; 404 when it cannot be one of a list. */
export function readListRequest(params: ListParams, kind?: ListScope['kind']): ListRequest {
  const locale = readLocale(params.locale)
  const page = params.page === undefined ? 1 : readNumber(params.page)
  if (kind === undefined || params.key === undefined) return { locale, page }
  return { locale, page, scope: { kind, key: readKey(params.key) } }
}

function describeList(edition: Edition, { locale, scope }: ListRequest): { title: string; description: string } {
  const { site } = edition
  if (scope === undefined) {
    return {
      title: translate(locale, 'list.all'),
      description: translate(locale, 'list.description', { site: site.name[locale] }),
    }
  }
  if (scope.kind === 'tag') {
    const tag = edition.locales[locale].byTag.get(scope.key)?.name ?? scope.key
    return {
      title: translate(locale, 'list.tagTitle', { tag }),
      description: translate(locale, 'list.tagDescription', { tag }),
    }
  }
  const category = site.categories.find(({ key }) => key === scope.key)
  const title = category?.label[locale] ?? scope.key
  return {
    title,
    description: category?.description?.[locale] ?? translate(locale, 'list.categoryDescription', { category: title }),
  }
}

/** Whether search engines are told of a list: a category that waits for its first release has nothing for them. */
const isWorthFinding = ({ total, scope }: ListPage) => total > 0 || scope === undefined

/** The asked page of a list; 404 when it does not exist. */
export function findList(request: ListRequest): List {
  const { locale, page, scope } = request
  const edition = currentEdition()
  const list = listPage(edition, locale, { page, scope })
  if (list === undefined) notFound()
  // Pages beyond the first hold other releases in other languages: they are no translations of each other.
  const pathIn: PathIn = (other) => {
    if (other === locale) return urls.list(locale, page, scope)
    const there = page === 1 ? listPage(edition, other, { page, scope }) : undefined
    return there !== undefined && isWorthFinding(there) ? urls.list(other, 1, scope) : undefined
  }
  return { edition, locale, list, pathIn, ...describeList(edition, request) }
}

/** The head of a list's page. */
export function listMetadata(request: ListRequest): Metadata {
  const { edition, locale, list, title, description, pathIn } = findList(request)
  const { page, pages, scope } = list
  const meta = buildPageMeta(edition.site, currentNewsroom().config.siteUrl, {
    locale,
    titles: [
      title,
      ...(page > 1 ? [translate(locale, 'list.page', { page })] : []),
      ...(scope === undefined ? [] : [translate(locale, 'nav.news')]),
    ],
    description: page > 1 ? `${description} ${translate(locale, 'list.pageOf', { page, pages })}` : description,
    pathIn,
    indexed: isWorthFinding(list),
    ...(scope === undefined ? {} : { scope }),
  })
  return toMetadata(meta)
}

/** Visits of the releases of a list's page. */
export function listFigures({ list }: List): Promise<ReadonlyMap<string, ReaderFigures>> {
  return currentNewsroom().visits.figures(list.items.map(({ slug }) => slug))
}
