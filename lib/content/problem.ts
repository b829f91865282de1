import { bodyProblems } from './problems/body.ts'
import { folderProblems } from './problems/folder.ts'
import { headerProblems } from './problems/header.ts'
import { siteProblems } from './problems/site.ts'

export type Severity = 'error' | 'warning'
export type ProblemLanguage = 'en' | 'zh'
export type ProblemValues = Readonly<Record<string, string | number>>

/** What is said to the editor: what happened and why, then the cure. Full sentences; `hint` may have several lines. */
export interface Wording {
  readonly message: string
  readonly hint: string
}

/** One row of the table of problems: how bad it is, and its words in both languages. */
export interface ProblemKind {
  readonly severity: Severity
  readonly en: (values: ProblemValues) => Wording
  readonly zh: (values: ProblemValues) => Wording
}

/** Where a problem is. Lines and columns count from 1, columns in UTF-16 units; a whole file is at 1:1. */
export interface Place {
  /** Path below the content folder, with `/`. */
  readonly file: string
  readonly line: number
  readonly column: number
  /** How many characters of the line the code frame underlines; 1 when absent. */
  readonly length?: number
}

/** A mechanical cure: replace the characters from `start` to `end` (UTF-16 offsets into the file's text) by `text`. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** A mistake in the content. A value that is collected, never thrown. */
export interface Problem extends Place {
  readonly code: ProblemCode
  readonly severity: Severity
  readonly values: ProblemValues
  /** Present when `check --fix` can mend it. */
  readonly fix?: readonly Edit[]
}

/** Every kind of problem there is, by its permanent code. */
export const problemKinds = { ...headerProblems, ...bodyProblems, ...folderProblems, ...siteProblems }
export type ProblemCode = keyof typeof problemKinds

/** A problem of a known kind at a place. `values` are what its words mention. */
export function problem(code: ProblemCode, place: Place, values: ProblemValues = {}, fix?: readonly Edit[]): Problem {
  const { file, line, column, length } = place
  return {
    code,
    severity: problemKinds[code].severity,
    file,
    line,
    column,
    ...(length === undefined ? {} : { length }),
    values,
    ...(fix === undefined ? {} : { fix }),
  }
}

/** The words of a problem in the editor's language. */
export function describeProblem(found: Problem, language: ProblemLanguage): Wording {
  const kind: ProblemKind = problemKinds[found.code]
  return kind[language](found.values)
}

/** Order of a report: by file, then line, then column. */
export function compareProblems(a: Problem, b: Problem): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1
  return a.line - b.line || a.column - b.column
}
