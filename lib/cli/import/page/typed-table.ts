import type { RootContent } from 'mdast'
import type { PageLine } from './head.ts'

const longestCell = 40
const fewestRows = 3

/** The cells of a line whose columns are kept apart by tabs or several spaces; one when it has none. */
const cellsOf = (line: string) => line.trim().split(/\s*\t\s*| {2,}/)

/** How many lines from `start` on are rows of one table; 0 when there is none. */
function rowsFrom(lines: readonly PageLine[], start: number): number {
  const width = cellsOf(lines[start]?.text ?? '').length
  if (width < 2) return 0
  const isRow = ({ text, apart }: PageLine, index: number) => {
    const cells = cellsOf(text)
    return (index === 0 || !apart) && cells.length === width && cells.every((cell) => cell.length <= longestCell)
  }
  const rest = lines.slice(start)
  const end = rest.findIndex((line, index) => !isRow(line, index))
  const rows = end === -1 ? rest.length : end
  const isPlain = rest.slice(0, rows).every(({ text }) => /\S(?:\t| {3,})\S/.test(text))
  return rows >= (isPlain ? 2 : fewestRows) ? rows : 0
}

/** A part of a plain text: lines of prose, or the rows of a table that was typed in columns. */
export type TextPart =
  | { readonly kind: 'lines'; readonly lines: readonly PageLine[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] }

/** Takes the tables out of the lines of a plain text. */
export function partTables(lines: readonly PageLine[]): TextPart[] {
  const parts: TextPart[] = []
  let prose: PageLine[] = []
  for (let at = 0; at < lines.length; ) {
    const rows = rowsFrom(lines, at)
    const taken = lines.slice(at, at + Math.max(1, rows))
    at += taken.length
    if (rows === 0) prose.push(...taken)
    else {
      parts.push({ kind: 'lines', lines: prose }, { kind: 'table', rows: taken.map(({ text }) => cellsOf(text)) })
      prose = []
    }
  }
  return [...parts, { kind: 'lines', lines: prose }]
}

/** A table of Markdown with these words in its cells. */
export const tableOf = (rows: readonly (readonly string[])[]): RootContent => ({
  type: 'table',
  children: rows.map((row) => ({
    type: 'tableRow',
    children: row.map((value) => ({ type: 'tableCell', children: [{ type: 'text', value }] })),
  })),
})
