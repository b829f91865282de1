import type { Edition, PublicRelease } from '#lib/content/types.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import type { Marked } from './snippet.ts'

export const searchOrders = ['relevance', 'newest', 'oldest'] as const
export type SearchOrder = (typeof searchOrders)[number]

/** What a reader asks for; `page` counts from 1. */
export interface SearchRequest {
  readonly locale: Locale
  readonly text: string
  readonly category?: string
  readonly year?: number
  readonly order: SearchOrder
  readonly page: number
}

export interface SearchHit {
  readonly release: PublicRelease
  readonly title: readonly Marked[]
  readonly snippet: readonly Marked[]
}

export interface SearchResult {
  /** False when nothing typed can be looked for. */
  readonly asked: boolean
  readonly hits: readonly SearchHit[]
  /** Hits on all pages, filters applied. */
  readonly total: number
  /** Hits without filters. */
  readonly found: number
  readonly pages: number
  /** Hits by category and by year, each without its own filter; categories in the site's order, years newest first. */
  readonly categories: readonly (readonly [key: string, count: number])[]
  readonly years: readonly (readonly [year: number, count: number])[]
  /** Another spelling and its hits without filters, when nothing was found. */
  readonly suggestion?: { readonly text: string; readonly count: number }
  /** Whether only a part of what was typed was looked for: more than is looked at, or very common words. */
  readonly isCut: boolean
  /** False while the index is being made: there may be more. */
  readonly complete: boolean
}

/** Full-text search over what is public. */
export interface Search {
  /** Everything in a result is readable in `edition`. */
  find(edition: Edition, request: SearchRequest): SearchResult
  /** Titles, the newest first and at most eight, that have all words of `text`, the last of which may be a beginning. */
  titles(edition: Edition, locale: Locale, text: string): string[]
  /** How much is indexed, as a share from 0 to 1. */
  progress(): number
  close(): Promise<void>
}
