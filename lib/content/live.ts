import type { Problem } from './problem.ts'
import type { Catalogue, Release, ReleaseBody, SitePage } from './types.ts'

/** The catalogue of a running process, kept equal to the content folder. */
export interface LiveContent {
  /** The last good catalogue. */
  catalogue(): Catalogue
  /** Everything wrong with the content folder now, in report order. */
  problems(): readonly Problem[]
  /** The rendered body of a release's or page's current version; bounded cache. Rejects when its file cannot be read. */
  body(item: Release | SitePage): Promise<ReleaseBody>
  /** Reads the folder again and resolves when what it holds is online; for webhooks and tests. */
  refresh(): Promise<void>
  /** Calls `listener` after each swap of the catalogue, with the slugs whose releases changed; returns how to stop. */
  onChange(listener: (changed: ReadonlySet<string>) => void): () => void
  close(): Promise<void>
}
