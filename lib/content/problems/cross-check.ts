import type { ContentState } from '../change.ts'
import type { Finding } from '../check/finding.ts'
import { checkSlugClashes, checkSlugs, checkTags, checkYears } from '../check/folders.ts'
import { checkLinks } from '../check/links.ts'
import { checkNearDuplicates } from '../check/near-duplicates.ts'
import { placeFindings, type ReadBytes } from '../check/place.ts'
import { checkAliases, checkReplacements } from '../check/references.ts'
import { checkThreads } from '../check/threads.ts'
import { checkVersions } from '../check/versions.ts'
import { compareProblems, type Problem } from '../problem.ts'
import type { Instant } from '../types.ts'

export interface CrossCheckOptions {
  /** Where the files are read to find the lines that problems are about; without it they are told at the first line. */
  readonly readBytes?: ReadBytes
  /** Whether to look for releases that say nearly the same: seconds for 100,000 of them. */
  readonly nearDuplicates?: boolean
}

/** What is wrong between files, each of which may be right in itself. `now` decides what is public. */
export function crossCheck(
  state: ContentState,
  now: Instant,
  { nearDuplicates = true }: CrossCheckOptions = {},
): Finding[] {
  return [
    ...checkSlugs(state),
    ...checkSlugClashes(state),
    ...checkYears(state),
    ...checkVersions(state),
    ...checkTags(state),
    ...checkAliases(state),
    ...checkReplacements(state),
    ...checkThreads(state),
    ...checkLinks(state, now),
    ...(nearDuplicates ? checkNearDuplicates(state) : []),
  ]
}

/** Everything that is wrong with the content, in report order. */
export function contentProblems(
  state: ContentState,
  now: Instant,
  options: CrossCheckOptions = {},
): readonly Problem[] {
  const found = [...state.siteProblems]
  for (const { parsed } of state.folders.values()) found.push(...parsed.problems)
  for (const { parsed } of state.pages.values()) found.push(...parsed.problems)
  found.push(...placeFindings(crossCheck(state, now, options), options.readBytes ?? (() => undefined)))
  return found.sort(compareProblems)
}
