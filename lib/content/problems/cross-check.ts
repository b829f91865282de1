import type { ContentState } from '../change.ts'
import { compareProblems, type Problem } from '../problem.ts'
import type { Instant } from '../types.ts'

/** Everything that is wrong with the content, in report order. */
export function contentProblems(state: ContentState, _now: Instant): readonly Problem[] {
  const found = [...state.siteProblems]
  for (const { parsed } of state.folders.values()) found.push(...parsed.problems)
  for (const { parsed } of state.pages.values()) found.push(...parsed.problems)
  return found.sort(compareProblems)
}
