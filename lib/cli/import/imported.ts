import type { PhrasingContent, RootContent } from 'mdast'
import type { Locale } from '#lib/i18n/locales.ts'
import type { ImportNote } from './notes.ts'
import type { LegacyDate } from './page/dates.ts'

/** A file beside a saved page that the release needs. */
export interface PageFile {
  /** Absolute path of the original. */
  readonly path: string
  /** Name inside the release's folder. */
  readonly name: string
}

/** Finds the file that a saved page refers to; `undefined` when it is not on this disk. */
export type FindFile = (reference: string) => PageFile | undefined

/** A legacy page as a release, before anything is written. */
export interface ImportedRelease {
  readonly language: Locale
  /** Never empty. */
  readonly title: string
  /** Why the release must be a draft until an editor has decided; empty when nothing is open. */
  readonly questions: readonly ImportNote[]
  /** Of the page, or found in its text when `questions` says so; absent when there is none. */
  readonly date?: LegacyDate
  readonly source?: { readonly name: string; readonly url?: string }
  readonly legacyVisits?: number
  /** Paths on the old site, with query, each beginning with `/`. */
  readonly aliases: readonly string[]
  readonly body: readonly RootContent[]
  readonly pictures: readonly PageFile[]
  readonly downloads: readonly (PageFile & { readonly title: string })[]
  /** Losses, repairs and facts, in the order of the page. */
  readonly notes: readonly ImportNote[]
}

/** A paragraph of Markdown. */
export function paragraph(children: PhrasingContent[]): RootContent {
  return { type: 'paragraph', children }
}
