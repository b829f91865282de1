import type { Place, ProblemValues } from '../problem.ts'
import type { FolderProblemCode } from '../problems/folder.ts'

/** Something wrong between files, before its place in the header is looked up. */
export interface Finding {
  readonly code: FolderProblemCode
  /** Path below the content folder. */
  readonly file: string
  readonly values: ProblemValues
  /** The field of the header that it is about, `aliases.0`. */
  readonly field?: string
  /** Where it is, when that is known already. */
  readonly place?: Place
}

/** What a check finds, in steps: `undefined` after each folder, where whoever runs it may do something else for a while. */
export type Findings = Iterable<Finding | undefined>
