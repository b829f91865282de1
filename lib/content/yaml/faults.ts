import type { Problem } from '../problem.ts'
import { problem } from '../problem.ts'
import type { Places } from './places.ts'
import { excerpt } from './quoting.ts'
import type { TreeFault } from './tree.ts'

function faultProblem(places: Places, text: string, fault: TreeFault): Problem {
  const place = places.at(fault.start, fault.end)
  const seen = excerpt(text.slice(fault.start, fault.end))
  if (fault.code === 'duplicate') {
    const first = places.at(fault.first?.start ?? fault.start)
    return problem('header/duplicate-field', place, {
      field: excerpt(fault.key ?? ''),
      firstLine: first.line,
      line: place.line,
    })
  }
  if (fault.code === 'reference') return problem('header/reference', place, { seen })
  if (fault.code === 'not-a-map') return problem('header/not-fields', place, { seen })
  if (fault.code === 'BAD_DQ_ESCAPE') return problem('header/bad-escape', place, { seen })
  return problem('header/unreadable', place, { seen, reason: fault.code })
}

/**
 * The problems behind what YAML could not read. The parser stumbles on after a fault, so of one line only the first is
 * told, and none of a line in `known`, whose trouble has been told already.
 */
export function faultProblems(
  places: Places,
  text: string,
  faults: readonly TreeFault[],
  known: ReadonlySet<number>,
): Problem[] {
  const told = new Set(known)
  const found: Problem[] = []
  for (const fault of faults) {
    const made = faultProblem(places, text, fault)
    if (told.has(made.line)) continue
    if (fault.code !== 'duplicate') told.add(made.line)
    found.push(made)
  }
  return found
}
