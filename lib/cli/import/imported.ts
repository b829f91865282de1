import { createHash } from 'node:crypto'
import type { PhrasingContent, RootContent } from 'mdast'
import type { Site } from '#lib/content/types.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import type { ImportNote } from './notes.ts'
import type { LegacyDate } from './page/dates.ts'

/** A file beside or inside a page that the release needs. */
export interface PageFile {
  /** Absolute path of the original; of a file inside a document only a name that tells it from others. */
  readonly path: string
  /** Name inside the release's folder. */
  readonly name: string
  /** Its bytes, when it is inside a document. */
  readonly bytes?: Buffer
}

/** A picture that stands inside a page or document, named by its bytes. `extension` with its dot. */
export function pictureInside(bytes: Buffer, extension: string): PageFile {
  const name = `picture-${createHash('sha256').update(bytes).digest('hex').slice(0, 8)}${extension}`
  return { path: name, name, bytes }
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
  /** What the old site called it in its address; a valid slug. */
  readonly slug?: string
  /** A key of the site's categories. */
  readonly category?: string
  readonly tags?: readonly string[]
  readonly summary?: string
  /** The picture at the top; `src` names one of `pictures`. */
  readonly image?: { readonly src: string; readonly alt: string; readonly caption?: string }
  readonly body: readonly RootContent[]
  readonly pictures: readonly PageFile[]
  readonly downloads: readonly (PageFile & { readonly title: string })[]
  /** Losses, repairs and facts, in the order of the page. */
  readonly notes: readonly ImportNote[]
}

/** What the editor asked for, and what the site says. */
export interface ReadingOptions {
  /** Otherwise the script of each text decides. */
  readonly language: Locale | undefined
  readonly site: Pick<Site, 'categories' | 'timeZone'>
  /** Whether posts of WordPress that were not published come along, as drafts. */
  readonly drafts: boolean
}

/** A paragraph of Markdown. */
export function paragraph(children: PhrasingContent[]): RootContent {
  return { type: 'paragraph', children }
}
