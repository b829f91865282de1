import type { ProblemCode, ProblemValues } from '../problem.ts'

/** Why a value will not do: what a schema says of it. The field's name is added where the problem is made. */
export class ValueFault {
  readonly code: ProblemCode
  readonly values: ProblemValues
  /** The right way to write the value, when there is only one. */
  readonly replacement: string | undefined

  constructor(code: ProblemCode, values: ProblemValues = {}, replacement?: string) {
    this.code = code
    this.values = values
    this.replacement = replacement
  }
}
