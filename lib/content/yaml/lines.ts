import type { Finding } from './finding.ts'

/** One line of a text, without its end. */
export interface Line {
  readonly start: number
  readonly end: number
  /** Where the next line begins. */
  readonly next: number
  readonly text: string
}

/** The lines of `text` from offset `from` to `to`; read one by one, since a file may go on for long after its header. */
export function* linesOf(text: string, from: number, to = text.length): Generator<Line> {
  let start = from
  while (start < to) {
    const newline = text.indexOf('\n', start)
    const next = newline === -1 || newline >= to ? to : newline + 1
    let end = newline === -1 || newline >= to ? to : newline
    if (end > start && text[end - 1] === '\r') end -= 1
    yield { start, end, next, text: text.slice(start, end) }
    start = next
  }
}

/** How the lines of `text` end. */
export const lineBreakOf = (text: string) => /\r?\n/.exec(text)?.[0] ?? '\n'

/** Columns of white space as the editor sees them. YAML counts a tab as no indentation at all, and a full-width space as a letter. */
export const widthOf = (lead: string) =>
  [...lead].reduce((sum, sign) => sum + (sign === '\t' || sign === '\u3000' ? 2 : 1), 0)

/** The white space that a line begins with. */
export const leadOf = (text: string) => /^[ \t\u3000\u00a0]*/u.exec(text)?.[0] ?? ''

/** How far a line is indented, as the editor sees it. */
export const indentOf = (line: Line) => widthOf(leadOf(line.text))

export const isBlank = (line: Line) => /^\s*$/u.test(line.text)

/** The last of the lines that go on with what began on line `index`: blank ones and those indented further. */
export function lastContinuation(lines: readonly Line[], index: number, indent: number): number {
  let last = index
  for (let at = index + 1; at < lines.length; at += 1) {
    const line = lines[at]
    if (line === undefined || isBlank(line)) continue
    if (indentOf(line) <= indent) break
    last = at
  }
  return last
}

/** One value on the lines of a header, and what its reading needs. */
export interface ValueSpot {
  readonly text: string
  readonly lines: readonly Line[]
  /** Which of the lines it begins on. */
  readonly index: number
  readonly start: number
  /** The field that it is the value of, or an item of. */
  readonly field: string
  /** Columns of its field; lines that go on with it have more. */
  readonly indent: number
}

/** What the reading of a value found, and the line after it. */
export interface ScannedValue {
  readonly findings: readonly Finding[]
  readonly next: number
}
