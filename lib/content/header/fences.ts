import type { Edit } from '../problem.ts'
import type { Finding } from '../yaml/finding.ts'
import { type Line, lineBreakOf, linesOf } from '../yaml/lines.ts'
import { byteOrderMark } from '../yaml/places.ts'
import { excerpt } from '../yaml/quoting.ts'
import { isTopField } from './fields.ts'

/** Where the header is. Offsets are of the whole file; `edits` turn the two `---` lines into what gray-matter expects. */
export interface Fences {
  readonly findings: readonly Finding[]
  readonly edits: readonly Edit[]
  /** Absent when there is no header that could be read. */
  readonly header?: { readonly start: number; readonly end: number }
  /** Where the body begins in a file whose header cannot be read; absent when nobody can tell. */
  readonly bodyStart?: number
}

/** Characters that a header may have; a header of ten thousand words is a body without its `---`. */
export const maxHeaderLength = 65_536

const fence = /^---[ \t]*$/
const almostFence = /^[ \t\u3000]*(?:[-–—－﹣―]{1,10}|\+{3}|\.{3})[ \t]*$/u
const language = /^---[ \t]*([\w.+-]+)[ \t]*$/
const blank = /^\s*$/u
const field = /^["']?([\p{L}_][\p{L}\p{N}_ -]{0,40}?)["']?[ \t]*[:：]/u

const fieldName = (line: string) => field.exec(line)?.[1]
const isTopFieldLine = (line: string) => isTopField(fieldName(line) ?? '')

interface Opening {
  readonly findings: readonly Finding[]
  readonly edits: readonly Edit[]
  /** Where the header's first line begins. */
  readonly start?: number
  /** Where it begins when it is in another language. */
  readonly foreign?: number
  /** Where the body begins when there is no header. */
  readonly bodyStart?: number
}

function readFirstLine(line: Line, newline: string): Opening {
  const { start, end, next, text } = line
  const whole = [{ start, end, text: '---' }]
  if (fence.test(text)) return { findings: [], edits: text === '---' ? [] : whole, start: next }
  const named = language.exec(text)?.[1]
  if (named !== undefined) {
    const found = { code: 'header/language' as const, start: start + 3, end, values: { language: named } }
    if (!/^ya?ml$/i.test(named)) return { findings: [found], edits: [], foreign: next }
    return { findings: [{ ...found, fix: whole }], edits: [], start: next }
  }
  if (almostFence.test(text)) {
    const values = { seen: excerpt(text), end: 'opening' }
    return { findings: [{ code: 'header/bad-fence', start, end, values, fix: whole }], edits: [], start: next }
  }
  if (isTopFieldLine(text)) {
    const fix = [{ start, end: start, text: `---${newline}` }]
    const values = { field: fieldName(text) ?? '' }
    return { findings: [{ code: 'header/no-opening', start, end, values, fix }], edits: [], start }
  }
  return {
    findings: [{ code: 'header/missing', start, end, values: { seen: excerpt(text) } }],
    edits: [],
    bodyStart: start,
  }
}

/** The first line with anything in it; blank lines before it are pointed out. */
function readOpening(text: string, newline: string): Opening {
  const begin = text.startsWith(byteOrderMark) ? 1 : 0
  for (const line of linesOf(text, begin)) {
    if (blank.test(line.text)) continue
    const opening = readFirstLine(line, newline)
    if (line.start === begin || opening.start === undefined) return opening
    const fix = [{ start: begin, end: line.start, text: '' }]
    const values = { lines: text.slice(begin, line.start).split('\n').length - 1 }
    const before: Finding = { code: 'header/blank-before', start: begin, end: begin + 1, values, fix }
    return { ...opening, findings: [before, ...opening.findings] }
  }
  return { findings: [], edits: [] }
}

interface Closing {
  readonly line?: Line
  /** The `---` that is not quite one, when there is no right one. */
  readonly almost?: Line
  /** Where the header's last line ends, with its line break, as far as can be told from the lines alone. */
  readonly headerEnd: number
}

/**
 * Looks for the closing `---`. A `---` after prose is a rule of the body, and the closing one is missing: prose is a line
 * that is no field, list item or continuation, stands after a blank line, and has no field of ours after it.
 */
function readClosing(text: string, from: number): Closing {
  let headerEnd = from
  let afterBlank = false
  let prose = false
  let proseAfterBlank = false
  let almost: Line | undefined
  for (const line of linesOf(text, from)) {
    if (fence.test(line.text)) {
      if (!proseAfterBlank) return { line, headerEnd: line.start }
      break
    }
    if (almostFence.test(line.text) && line.text.trim() !== '-') {
      if (!prose) almost ??= line
      continue
    }
    if (blank.test(line.text)) {
      afterBlank = true
      continue
    }
    const known = isTopFieldLine(line.text)
    const belongs = known || (!afterBlank && (fieldName(line.text) !== undefined || /^[-\]}#"']/.test(line.text)))
    const indented = /^[ \t\u3000]/u.test(line.text)
    if (belongs || (indented && !prose)) {
      if (known || !prose) headerEnd = line.next
      if (known) prose = proseAfterBlank = false
      afterBlank = false
    } else if (!line.text.startsWith('#')) {
      prose = true
      proseAfterBlank ||= afterBlank
    }
  }
  return almost === undefined ? { headerEnd } : { almost, headerEnd: almost.start }
}

function closingFinding(text: string, closing: Closing, newline: string): Finding {
  const { almost, headerEnd } = closing
  if (almost !== undefined) {
    const fix = [{ start: almost.start, end: almost.end, text: '---' }]
    const values = { seen: excerpt(almost.text), end: 'closing' }
    return { code: 'header/bad-fence', start: almost.start, end: almost.end, values, fix }
  }
  const before = text[headerEnd - 1] === '\n' ? '' : newline
  const fix = [{ start: headerEnd, end: headerEnd, text: `${before}---${newline}` }]
  return { code: 'header/no-closing', start: headerEnd, end: headerEnd + 1, values: {}, fix }
}

/** Finds the two `---` lines of a file, or says which is missing and where it belongs. */
export function findFences(text: string): Fences {
  const newline = lineBreakOf(text)
  const opening = readOpening(text, newline)
  if (opening.foreign !== undefined) {
    const { line } = readClosing(text, opening.foreign)
    return { ...opening, ...(line && { bodyStart: line.next }) }
  }
  if (opening.start === undefined) return opening
  const closing = readClosing(text, opening.start)
  const { line, headerEnd } = closing
  if (headerEnd - opening.start > maxHeaderLength) {
    const values = { characters: headerEnd - opening.start, limit: maxHeaderLength }
    const found: Finding = { code: 'header/too-long', start: opening.start, end: opening.start + 1, values }
    return { findings: [...opening.findings, found], edits: [], ...(line && { bodyStart: line.next }) }
  }
  const header = { start: opening.start, end: headerEnd }
  if (line === undefined) {
    return { findings: [...opening.findings, closingFinding(text, closing, newline)], edits: opening.edits, header }
  }
  const tidy = line.text === '---' ? [] : [{ start: line.start, end: line.end, text: '---' }]
  return { findings: opening.findings, edits: [...opening.edits, ...tidy], header }
}
