import type { ParsedFolder, ParsedPage } from '../parse.ts'
import type { Problem } from '../problem.ts'
import type { Look } from './reader.ts'
import { isPagePath } from './understand.ts'

/** What looks found new, and everything that is wrong with it. A path with `undefined` is a folder that exists no longer. */
export function changesOf(looks: ReadonlyMap<string, Look>) {
  const folders = new Map<string, ParsedFolder | undefined>()
  const pages = new Map<string, ParsedPage | undefined>()
  const problems: Problem[] = []
  for (const [path, look] of looks) {
    if (look.kind === 'release') folders.set(path, look.parsed)
    else if (look.kind === 'page') pages.set(path, look.parsed)
    else if (look.kind === 'gone') (isPagePath(path) ? pages : folders).set(path, undefined)
    if ('parsed' in look) problems.push(...look.parsed.problems)
  }
  return { folders, pages, problems }
}
