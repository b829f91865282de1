import type { BodyLink } from '../markdown.ts'
import type { ParsedFolder, ParsedPage, SupposedRelease } from '../parse.ts'
import type { Problem } from '../problem.ts'
import { buildFacts, type Facts } from './facts.ts'

/** What was understood of a folder, as it is written in the index and told by threads. */
export type FolderJson =
  | { readonly page: ParsedPage }
  /** A folder whose details the index could not take. */
  | { readonly folder: ParsedFolder }
  | FolderFacts

/** What is held of a folder whose details lie in the index; what is absent is empty. */
export interface FolderFacts {
  readonly versions: readonly Facts[]
  readonly supposed?: readonly SupposedRelease[]
  readonly problems?: readonly Problem[]
  readonly links?: readonly BodyLink[]
  readonly skimmed?: true
}

/** A folder with its path and the fingerprint that it had. */
export type FolderRow = readonly [path: string, fingerprint: string, json: FolderJson]

function folderJson(parsed: ParsedFolder | ParsedPage, hasDetails: boolean): FolderJson {
  if ('pages' in parsed) return { page: parsed }
  if (!hasDetails) return { folder: parsed }
  const { releases, supposed, problems, links, skimmed } = parsed
  return {
    versions: releases.map(buildFacts),
    ...(supposed && { supposed }),
    ...(problems.length > 0 && { problems }),
    ...(links.length > 0 && { links }),
    ...(skimmed && { skimmed }),
  }
}

/** `hasDetails`: the index has the details of its releases. */
export const packFolder = (parsed: ParsedFolder | ParsedPage, hasDetails: boolean): string =>
  JSON.stringify(folderJson(parsed, hasDetails))

/** Rows as one text: a thread hands over one long string in a tenth of the time of many objects. */
export function packRows(
  rows: readonly { readonly path: string; readonly fingerprint: string; readonly json: string }[],
): string {
  return `[${rows.map(({ path, fingerprint, json }) => `[${JSON.stringify(path)},${JSON.stringify(fingerprint)},${json}]`).join(',')}]`
}

/** The rows that `packRows` wrote. */
export function parseRows(text: string): readonly FolderRow[] {
  return JSON.parse(text)
}
