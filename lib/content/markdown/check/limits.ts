import type { ProblemCode, ProblemValues } from '../../problem.ts'

/**
 * What a body may have before it is parsed. Far above any release; below what would make the parser recurse too deeply
 * or go through the same text again and again.
 */
export const bodyLimits = {
  lines: 20_000,
  nesting: 20,
  marksInParagraph: 1_500,
  wordLength: 3_000,
  tableCells: 20_000,
} as const

/** A mistake at a place of the body: UTF-16 offsets into the body's text. */
export interface Finding {
  readonly code: ProblemCode
  readonly start: number
  readonly end: number
  readonly values?: ProblemValues
  /** Replacements in the body's text. */
  readonly edits?: readonly { readonly start: number; readonly end: number; readonly text: string }[]
}

const containerMarks = /^[ \t]*(?:(?:>|[-+*](?=[ \t])|[0-9]{1,9}[.)](?=[ \t]))[ \t]*)*/
const divider = /^[ \t]*([-*_])[ \t]*(?:\1[ \t]*){2,}$/

/** How deep the quotes and lists are that a line opens, at most. */
function nestingOf(line: string): number {
  if (divider.test(line)) return 0
  const prefix = containerMarks.exec(line)?.[0] ?? ''
  const marks = prefix.match(/>|[-+*]|[0-9]+[.)]/g)?.length ?? 0
  // Lists nest by indentation of two columns or more; indented text without a mark is code or goes on with a paragraph.
  return marks === 0 ? 0 : marks + Math.floor((/^[ \t]*/.exec(prefix)?.[0] ?? '').replaceAll('\t', '    ').length / 2)
}

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0

interface Paragraph {
  marks: number
  lines: number
  widest: number
}

function findInLines(body: string): Finding | undefined {
  let start = 0
  let lines = 0
  let paragraph: Paragraph = { marks: 0, lines: 0, widest: 0 }
  for (const line of body.split('\n')) {
    const at = { start, end: start + Math.max(1, line.trimEnd().length) }
    start += line.length + 1
    lines += 1
    if (lines > bodyLimits.lines) return { code: 'body/too-many-lines', ...at, values: { limit: bodyLimits.lines } }
    if (nestingOf(line) > bodyLimits.nesting)
      return { code: 'body/too-nested', ...at, values: { limit: bodyLimits.nesting } }
    if (line.trim() === '') paragraph = { marks: 0, lines: 0, widest: 0 }
    paragraph.lines += 1
    paragraph.widest = Math.max(paragraph.widest, count(line, /\|/g))
    paragraph.marks += count(line, /[[\]*_~`<&!\\@]|:\/\//g)
    if (paragraph.marks > bodyLimits.marksInParagraph)
      return { code: 'body/too-many-marks', ...at, values: { limit: bodyLimits.marksInParagraph } }
    if (paragraph.widest * paragraph.lines > bodyLimits.tableCells)
      return { code: 'body/table-too-large', ...at, values: { limit: bodyLimits.tableCells } }
  }
  return undefined
}

/** The first thing because of which the body must not be parsed; `undefined` for every body that a person writes. */
export function findExcess(body: string): Finding | undefined {
  const picture = /data:image\/[\w.+-]+;base64,/.exec(body)
  if (picture !== null)
    return { code: 'picture/embedded', start: picture.index, end: picture.index + picture[0].length }
  const word = new RegExp(`[-.\\w+]{${bodyLimits.wordLength + 1}}`).exec(body)
  if (word !== null)
    return {
      code: 'body/word-too-long',
      start: word.index,
      end: word.index + 40,
      values: { limit: bodyLimits.wordLength },
    }
  return findInLines(body)
}
