import type { Problem } from '../problem.ts'
import { problem } from '../problem.ts'
import type { Places } from './places.ts'
import { excerpt } from './quoting.ts'
import type { TreeFault } from './tree.ts'

function faultProblem(places: Places, text: string, fault: TreeFault): Problem {
  // The parser names the start of a line whose indentation is wrong; its words say more.
  const start = fault.start + text.slice(fault.start, fault.start + 200).search(/[^ \t]|$/)
  const place = places.at(start, Math.max(fault.end, start + 1))
  const seen = excerpt(text.slice(fault.start, fault.end))
  if (fault.code === 'duplicate') {
    const first = places.at(fault.first?.start ?? fault.start)
    return problem('header/duplicate-field', place, {
      field: excerpt(fault.key ?? ''),
      firstLine: first.line,
      line: place.line,
    })
  }
  if (fault.code === 'reference') {
    // The parser's range of a node leaves out the anchor or type before it.
    const lineStart = text.lastIndexOf('\n', fault.start) + 1
    const sign = /[&*!]\S*\s*$/.exec(text.slice(lineStart, fault.start))
    const from = sign === null ? fault.start : lineStart + sign.index
    return problem('header/reference', places.at(from, fault.end), { seen: excerpt(text.slice(from, fault.end)) })
  }
  if (fault.code === 'hidden-character') return problem('header/hidden-character', place, { seen })
  if (fault.code === 'not-a-map') return problem('header/not-fields', place, { seen })
  if (fault.code === 'BAD_DQ_ESCAPE')
    return problem('header/bad-escape', place, { seen: excerpt(text.slice(fault.start, fault.start + 2)) })
  return problem('header/unreadable', place, { seen, reason: fault.code })
}

/**
 * The problems behind what YAML could not read, and the lines they are on. The parser stumbles on after a fault, so of one
 * line only the first is told, and none of a line in `known`, whose trouble has been told already.
 */
export function faultProblems(
  places: Places,
  text: string,
  faults: readonly TreeFault[],
  known: ReadonlySet<number>,
): { readonly problems: readonly Problem[]; readonly unreadable: ReadonlySet<number> } {
  const told = new Set(known)
  const unreadable = new Set<number>()
  const problems: Problem[] = []
  for (const fault of faults) {
    const made = faultProblem(places, text, fault)
    const isReadable = /^(?:duplicate|reference|BAD_DQ_ESCAPE)$/.test(fault.code)
    if (!isReadable) unreadable.add(made.line)
    if (told.has(made.line)) continue
    if (fault.code !== 'duplicate') told.add(made.line)
    problems.push(made)
  }
  return { problems, unreadable }
}
