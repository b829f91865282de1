import { attribute, descendants, type Element, isElement, type ParentNode, rawText } from './elements.ts'
import type { HtmlLine } from './lines.ts'

/** Rows of a table as it is seen: a merged cell in the first of its places, `undefined` in the others. */
export interface TableGrid {
  readonly rows: readonly (readonly (Element | undefined)[])[]
  /** How many cells were merged. */
  readonly merged: number
}

const mostSpan = 20
const spanOf = (cell: Element, name: 'colspan' | 'rowspan') =>
  Math.min(mostSpan, Math.max(1, Number.parseInt(attribute(cell, name) ?? '1', 10) || 1))

/** Lays the cells of a table out in columns. HTML, section 4.9.12.1, as far as a page of text needs it. */
export function layOutTable(table: Element): TableGrid {
  const rows: (Element | undefined)[][] = []
  /** By column: how many more rows a cell from above takes. */
  let below: number[] = []
  let merged = 0
  for (const row of [...descendants(table)].filter(({ tagName }) => tagName === 'tr')) {
    const cells: (Element | undefined)[] = []
    const next: number[] = []
    const skipTaken = () => {
      for (let left = below[cells.length] ?? 0; left > 0; left = below[cells.length] ?? 0) {
        next[cells.length] = left - 1
        cells.push(undefined)
      }
    }
    for (const cell of row.childNodes.filter(isElement).filter(({ tagName }) => /^t[dh]$/.test(tagName))) {
      skipTaken()
      const [wide, high] = [spanOf(cell, 'colspan'), spanOf(cell, 'rowspan')]
      if (wide > 1 || high > 1) merged += 1
      for (let place = 0; place < wide; place += 1) {
        next[cells.length] = high - 1
        cells.push(place === 0 ? cell : undefined)
      }
    }
    skipTaken()
    below = next
    rows.push(cells)
  }
  return { rows, merged }
}

/** A table that was read as layout although its cells form rows. */
interface FlattenedTable {
  readonly rows: number
  /** Of its first line. */
  readonly text: string
}

const isPartOf = (part: ParentNode, table: Element) => 'parentNode' in part && part.parentNode === table

/** Tables in `lines` whose cells stand one by one; the one that holds the whole article lays out the page. */
export function flattenedTables(lines: readonly HtmlLine[]): FlattenedTable[] {
  const isOuter = (table: Element) => lines.every(({ path }) => path.includes(table))
  const first = new Map<Element, HtmlLine>()
  for (const line of lines) {
    const outermost = line.path.find(
      (element) => element.tagName === 'table' && element !== line.element && !isOuter(element),
    )
    if (outermost !== undefined && !first.has(outermost)) first.set(outermost, line)
  }
  return [...first].flatMap(([table, { text }]) => {
    const isRow = ({ tagName, parentNode }: Element) =>
      tagName === 'tr' && (parentNode === table || (parentNode !== null && isPartOf(parentNode, table)))
    const hasCells = (row: Element) =>
      row.childNodes.filter((cell) => isElement(cell) && rawText(cell).trim() !== '').length >= 2
    const rows = [...descendants(table)].filter((element) => isRow(element) && hasCells(element)).length
    return rows >= 2 ? [{ rows, text }] : []
  })
}
