import { perPart, type Steps } from '../change/steps.ts'
import type { ContentChange } from '../change.ts'
import type { ParsedFolder, ParsedPage } from '../parse.ts'
import type { Problem } from '../problem.ts'
import type { Look } from './reader.ts'
import { isPagePath } from './understand.ts'

interface Found extends Required<Pick<ContentChange, 'folders' | 'pages'>> {
  /** Everything that is wrong with it. */
  readonly problems: readonly Problem[]
}

/** What looks found new; `onNew` is told of each look that did. */
export function* changesIn(looks: ReadonlyMap<string, Look>, onNew: (path: string, look: Look) => void): Steps<Found> {
  const folders = new Map<string, ParsedFolder | undefined>()
  const pages = new Map<string, ParsedPage | undefined>()
  const problems: Problem[] = []
  let looked = 0
  for (const [path, look] of looks) {
    if (look.kind === 'same' || look.kind === 'held') continue
    onNew(path, look)
    if (look.kind === 'release') folders.set(path, look.parsed)
    else if (look.kind === 'page') pages.set(path, look.parsed)
    else if (look.kind === 'gone') (isPagePath(path) ? pages : folders).set(path, undefined)
    if ('parsed' in look) problems.push(...look.parsed.problems)
    looked += 1
    if (looked % perPart === 0) yield
  }
  return { folders, pages, problems }
}
