import type { ContentState } from '../change.ts'
import { compareProblems, type Problem } from '../problem.ts'
import type { Instant } from '../types.ts'
import type { Finding, Findings } from './finding.ts'
import { checkSlugClashes, checkSlugs, checkTags, checkYears } from './folders.ts'
import { checkLinks } from './links.ts'
import { checkNearDuplicates } from './near-duplicates.ts'
import { placeFindings, type ReadBytes } from './place.ts'
import { checkAliases, checkReplacements } from './references.ts'
import { checkThreads } from './story-threads.ts'
import { supposeMended } from './supposed.ts'
import { checkVersions } from './versions.ts'

export interface CrossCheckOptions {
  /** Where the files are read to find the lines that problems are about; without it they are told at the first line. */
  readonly readBytes?: ReadBytes
}

function* checkAll(state: ContentState, now: Instant, thorough: boolean): Findings {
  yield* checkSlugs(state)
  yield* checkSlugClashes(state)
  yield* checkYears(state)
  yield* checkVersions(state)
  yield* checkTags(state)
  yield* checkAliases(state)
  yield* checkReplacements(state)
  yield* checkThreads(state)
  yield* checkLinks(state, now, thorough)
  if (thorough) yield* checkNearDuplicates(state)
}

/**
 * What is wrong between files, each of which may be right in itself, in steps; of one that is not, what would be wrong when
 * it was. `now` decides what is public. `thorough`: also what takes seconds for 100,000 releases, which are near-duplicates
 * and links to lists and the archive.
 */
export function* crossCheckSteps(state: ContentState, now: Instant, thorough: boolean): Findings {
  const mended = supposeMended(state)
  for (const finding of checkAll(mended.state, now, thorough))
    yield finding !== undefined && mended.isDoubtful(finding) ? undefined : finding
}

/** Everything that is wrong between files. */
export function crossCheck(state: ContentState, now: Instant): Finding[] {
  const found: Finding[] = []
  for (const finding of crossCheckSteps(state, now, true)) if (finding !== undefined) found.push(finding)
  return found
}

/** What is wrong in the site's files, and in each folder for itself. In no order. */
export function ownProblems(state: ContentState): Problem[] {
  const found = [...state.siteProblems]
  for (const { parsed } of state.folders.values()) found.push(...parsed.problems)
  for (const { parsed } of state.pages.values()) found.push(...parsed.problems)
  return found
}

/** Everything that is wrong with the content, in report order. */
export function contentProblems(
  state: ContentState,
  now: Instant,
  options: CrossCheckOptions = {},
): readonly Problem[] {
  const between = placeFindings(crossCheck(state, now), options.readBytes ?? (() => undefined))
  return [...ownProblems(state), ...between].sort(compareProblems)
}
