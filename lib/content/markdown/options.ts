import type { Locale } from '#lib/i18n/locales.ts'
import type { Asset } from '../source.ts'

/** Where a body stands and what lies beside it. */
export interface BodyOptions {
  /** Path of the Markdown file below the content folder, with `/`. */
  readonly file: string
  /** Absent for a page of `content/pages/`, which has no pictures and attachments. */
  readonly slug?: string | undefined
  readonly locale: Locale
  /** By name in Unicode form NFC. */
  readonly assets: ReadonlyMap<string, Asset>
  /** Where the body begins: its line, from 1, and its UTF-16 offset in the file's text. */
  readonly bodyStart: { readonly line: number; readonly offset: number }
}
