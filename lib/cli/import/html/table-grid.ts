import { attribute, descendants, type Element, isElement } from './elements.ts'

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
