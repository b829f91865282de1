import type { Edit, Problem, ProblemCode, ProblemValues } from '../problem.ts'
import { problem } from '../problem.ts'
import type { Places } from './places.ts'

/** A mistake in the writing of a header, before YAML reads it. Offsets are of the whole file. */
export interface Finding {
  readonly code: ProblemCode
  readonly start: number
  readonly end: number
  readonly values: ProblemValues
  /** The cure that the editor is offered. */
  readonly fix?: readonly Edit[]
  /** What to do to the text so that the rest of the header can be read and checked too; the cure when absent. */
  readonly mend?: readonly Edit[]
}

/** The edits that make the rest of the header readable. */
export function mendingEdits(findings: readonly Finding[]): Edit[] {
  return findings.flatMap(({ fix, mend }) => mend ?? fix ?? [])
}

export function findingProblem(places: Places, found: Finding): Problem {
  return problem(found.code, places.at(found.start, found.end), found.values, found.fix)
}
