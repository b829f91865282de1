import { z } from 'zod'
import type { Mark } from '../types.ts'
import { excerpt } from '../yaml/quoting.ts'
import { refuse } from './field-types.ts'
import { ValueFault } from './value-fault.ts'

/** What a site that gives no mark of its own has: three full squares, and an entry in progress. */
export const ledgerMark: Mark = {
  solid: 'M0 0h14v14H0zM18 0h14v14H18zM0 18h14v14H0z',
  faint: 'M18 18h6v6h-6zM26 26h6v6h-6z',
}

/** A path's own characters and no others, so that it can stand in any SVG. SVG 2, section 9.3. */
const pathPattern = /^[Mm][MmZzLlHhVvCcSsQqTtAa0-9\s.,e+-]{3,8000}$/

const path = z.string().transform((value, context) => {
  const text = value.replace(/\s+/g, ' ').trim()
  return pathPattern.test(text) ? text : refuse(context, new ValueFault('site/mark-path', { value: excerpt(value) }))
})

/** `mark` of `content/site.yaml`. */
export const markSchema = z.strictObject({ solid: path, faint: path.exactOptional() })
