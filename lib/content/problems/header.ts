import type { ProblemKind } from '../problem.ts'
import { fileProblems } from './file.ts'
import { headerDateProblems } from './header-dates.ts'
import { headerFieldProblems } from './header-fields.ts'
import { headerLineProblems } from './header-lines.ts'
import { headerSyntaxProblems } from './header-syntax.ts'
import { headerValueProblems } from './header-values.ts'

/** Everything that can be wrong with a file and its header. `header/…` is also said of the site's own YAML files. */
export const headerProblems = {
  ...fileProblems,
  ...headerSyntaxProblems,
  ...headerLineProblems,
  ...headerFieldProblems,
  ...headerValueProblems,
  ...headerDateProblems,
} satisfies Record<string, ProblemKind>
