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

const parts = ['thead', 'tbody', 'tfoot']
/** The rows as a browser shows them: those of the foot last, wherever they stand. */
function rowsOf(table: Element): Element[] {
  const placeOf = ({ parentNode }: Element) => {
    const place = parts.indexOf(parentNode?.nodeName ?? '')
    return place === -1 ? 1 : place
  }
  const rows = [...descendants(table)].filter(({ tagName }) => tagName === 'tr')
  return rows.sort((a, b) => placeOf(a) - placeOf(b))
}

const sideOf = (cell: Element) =>
  /^(?:right|center)$/.exec(
    (
      /text-align\s*:\s*(\w+)/i.exec(attribute(cell, 'style') ?? '')?.[1] ??
      attribute(cell, 'align') ??
      ''
    ).toLowerCase(),
  )?.[0]

/** For each column the side that all its cells under the head are set to, when it is not the left. */
export function sidesOf({ rows }: TableGrid): ('right' | 'center' | null)[] {
  const width = Math.max(0, ...rows.map((row) => row.length))
  return Array.from({ length: width }, (_, column) => {
    const sides = new Set(
      rows
        .slice(1)
        .flatMap((row) => row[column] ?? [])
        .map(sideOf),
    )
    const [side, ...others] = sides
    return others.length > 0 || (side !== 'right' && side !== 'center') ? null : side
  })
}

/** Lays the cells of a table out in columns. HTML, section 4.9.12.1, as far as a page of text needs it. */
export function layOutTable(table: Element): TableGrid {
  const rows: (Element | undefined)[][] = []
  /** By column: how many more rows a cell from above takes. */
  let below: number[] = []
  let merged = 0
  for (const row of rowsOf(table)) {
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
