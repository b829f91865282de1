import type { Clock } from '#lib/clock.ts'
import type { ContentState } from '../change.ts'
import type { Problem } from '../problem.ts'
import { contentProblems } from '../problems/cross-check.ts'
import type { Instant } from '../types.ts'
import { readBytesIn } from './place.ts'

/** Milliseconds for which a list holds though nothing changed: some problems depend on what is public. */
const lasts = 60_000

/** Up to so many folders a running site looks for near-duplicates; `news check` does it for any number. */
const fewFolders = 3000

/** Gives the problems of a state, made when they are first asked for. */
export function createProblemList(contentDir: string, clock: Clock): (state: ContentState) => readonly Problem[] {
  let made: { readonly state: ContentState; readonly at: Instant; readonly list: readonly Problem[] } | undefined
  const readBytes = readBytesIn(contentDir)
  return (state) => {
    const at = clock.now()
    if (made?.state !== state || Math.abs(at - made.at) > lasts) {
      const nearDuplicates = state.folders.size <= fewFolders
      made = { state, at, list: contentProblems(state, at, { nearDuplicates, readBytes }) }
    }
    return made.list
  }
}
