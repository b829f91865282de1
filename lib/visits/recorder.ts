import type { VisitFigures } from './store/store.ts'

/** Visits of one release as readers see them: legacy total included. */
export type ReaderFigures = VisitFigures

/** Counting and reading of visits in a running process. */
export interface Visits {
  /**
   * Figures for pages: at most 50 ms, else the last values this process saw, else no entry for the slug (shown as `–`).
   * Never rejects. Totals include `legacyVisits` of the content.
   */
  figures(slugs: readonly string[]): Promise<ReadonlyMap<string, ReaderFigures>>
  close(): Promise<void>
}
