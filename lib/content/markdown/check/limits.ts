import type { ProblemCode, ProblemValues } from '../../problem.ts'

/**
 * What a body may have before it is parsed. Far above any release; below what would make the parser recurse too deeply
 * or go through the same text again and again.
 */
const bodyLimits = {
  lines: 5_000,
  nesting: 20,
  marksInParagraph: 1_000,
  marks: 20_000,
  wordLength: 2_000,
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

/** Characters that Markdown may read. */
const marked = /[[\]*_~`<&!\\@]|:\/\//g

function count(text: string, sign: string): number {
  let found = 0
  for (let at = text.indexOf(sign); at !== -1; at = text.indexOf(sign, at + 1)) found += 1
  return found
}

const countMatches = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0

/** What parts of a body have so far: a paragraph is what no blank line, item of a list or row of a table ends. */
interface Tally {
  lines: number
  marks: number
  paragraphMarks: number
  tableRows: number
  tableColumns: number
}

const startsItem = /^ {0,3}[-+*][ \t]+\S/
const dividesTable = /^[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/

function tallyLine(tally: Tally, line: string, inTable: boolean): void {
  const blank = line.trim() === ''
  if (blank || inTable || startsItem.test(line)) tally.paragraphMarks = 0
  if (blank) {
    tally.tableRows = 0
    tally.tableColumns = 0
  }
  const marks = countMatches(line, marked)
  tally.lines += 1
  tally.marks += marks
  tally.paragraphMarks += marks
  tally.tableRows += 1
  tally.tableColumns = Math.max(tally.tableColumns, count(line, '|'))
}

/** What a tally has too much of. */
function excessOf(tally: Tally, line: string): Pick<Finding, 'code' | 'values'> | undefined {
  if (tally.lines > bodyLimits.lines) return { code: 'body/too-many-lines', values: { limit: bodyLimits.lines } }
  if (nestingOf(line) > bodyLimits.nesting) return { code: 'body/too-nested', values: { limit: bodyLimits.nesting } }
  if (tally.paragraphMarks > bodyLimits.marksInParagraph)
    return { code: 'body/too-many-marks', values: { limit: bodyLimits.marksInParagraph, scope: 'paragraph' } }
  if (tally.marks > bodyLimits.marks)
    return { code: 'body/too-many-marks', values: { limit: bodyLimits.marks, scope: 'text' } }
  if (tally.tableColumns * tally.tableRows > bodyLimits.tableCells)
    return { code: 'body/table-too-large', values: { limit: bodyLimits.tableCells } }
  return undefined
}

function findInLines(body: string): Finding | undefined {
  const tally: Tally = { lines: 0, marks: 0, paragraphMarks: 0, tableRows: 0, tableColumns: 0 }
  let start = 0
  let inTable = false
  for (const line of body.split('\n')) {
    if (line.trim() === '') inTable = false
    else if (tally.tableRows === 1 && line.includes('|') && dividesTable.test(line)) inTable = true
    tallyLine(tally, line, inTable)
    const excess = excessOf(tally, line)
    if (excess !== undefined) return { ...excess, start, end: start + Math.max(1, line.trimEnd().length) }
    start += line.length + 1
  }
  return undefined
}

/** A quotation or a list in another, or one that is indented: deeper than one may be. */
const nestsContainers =
  /^(?:[ \t]+(?:>|[-+*][ \t]|\d{1,9}[.)][ \t])|(?:>|[-+*][ \t]|\d{1,9}[.)][ \t])[ \t]*(?:>|[-+*][ \t]|\d{1,9}[.)][ \t]))/m

/** Whether a body has so little of everything that no line or paragraph of it can have too much, as most have. */
function isModest(body: string): boolean {
  const lines = count(body, '\n') + 1
  if (lines > bodyLimits.lines || count(body, '|') * lines > bodyLimits.tableCells) return false
  return countMatches(body, marked) <= bodyLimits.marksInParagraph && !nestsContainers.test(body)
}

const longWord = new RegExp(String.raw`(?<![\x21-\x7e])[\x21-\x7e]{${bodyLimits.wordLength + 1}}`)

/** The first thing because of which the body must not be parsed; `undefined` for every body that a person writes. */
export function findExcess(body: string): Finding | undefined {
  const picture = /data:image\/[\w.+-]+;base64,/.exec(body)
  if (picture !== null)
    return { code: 'picture/embedded', start: picture.index, end: picture.index + picture[0].length }
  const inLines = isModest(body) ? undefined : findInLines(body)
  if (inLines !== undefined) return inLines
  if (body.length <= bodyLimits.wordLength) return undefined
  const word = longWord.exec(body)
  if (word === null) return undefined
  const { index: start } = word
  return { code: 'body/word-too-long', start, end: start + 40, values: { limit: bodyLimits.wordLength } }
}
