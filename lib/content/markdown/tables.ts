import type { Paragraph, Root, RootContent, Table, TableCell, TableRow } from 'mdast'
import { toString as wordsOf } from 'mdast-util-to-string'
import { SKIP, visit } from 'unist-util-visit'
import type { Locale } from '#lib/i18n/locales.ts'
import { type HtmlAttributes, type HtmlBlock, htmlBlock } from './html-element.ts'
import { labels } from './labels.ts'

const captionMark = /^(?:Table|表格?)[ \u00a0]?([0-9]+(?:[-.][0-9]+)*)?[ \u00a0]?(?:[:：.]|\u3000+)\s*/u

/** The words of a paragraph such as `Table: Orders by region` or `表1：…`; a number stays, a bare mark goes. */
function captionOf(node: RootContent | undefined): Paragraph['children'] | undefined {
  const first = node?.type === 'paragraph' ? node.children[0] : undefined
  if (node?.type !== 'paragraph' || first?.type !== 'text') return undefined
  const mark = captionMark.exec(first.value)
  if (mark === null || wordsOf(node).trim().length === mark[0].trim().length) return undefined
  if (mark[1] !== undefined) return node.children
  return [{ ...first, value: first.value.slice(mark[0].length) }, ...node.children.slice(1)]
}

const sides: Readonly<Record<'left' | 'right' | 'center', string>> = { left: 'start', right: 'end', center: 'center' }

const isEmpty = (cell: TableCell | undefined) => cell === undefined || wordsOf(cell).trim() === ''

function buildRow(row: TableRow, table: Table, headOf: (column: number) => 'col' | 'row' | undefined): HtmlBlock {
  const columns = table.children[0]?.children.length ?? 0
  const cells = Array.from({ length: columns }, (_, column) => {
    const cell = row.children[column]
    const scope = isEmpty(cell) ? undefined : headOf(column)
    const side = table.align?.[column]
    const attributes = { ...(scope === undefined ? {} : { scope }), ...(side ? { dataAlign: sides[side] } : {}) }
    return htmlBlock(scope === undefined ? 'td' : 'th', attributes, cell?.children ?? [])
  })
  return htmlBlock('tr', {}, cells)
}

/** The table's element. With an empty first head, the first cell of each row is that row's head. */
function buildTable(table: Table, caption: HtmlBlock): HtmlBlock {
  const [head, ...rows] = table.children
  const hasHeads = head?.children.some((cell) => !isEmpty(cell)) === true
  const rowScope = hasHeads && isEmpty(head.children[0]) ? 'row' : undefined
  const body = rows.map((row) => buildRow(row, table, (column) => (column === 0 ? rowScope : undefined)))
  return htmlBlock('table', {}, [
    caption,
    ...(hasHeads ? [htmlBlock('thead', {}, [buildRow(head, table, () => 'col')])] : []),
    ...(body.length > 0 ? [htmlBlock('tbody', {}, body)] : []),
  ])
}

/**
 * Puts each table into a box that scrolls by itself and has a name, with the caption that stands before it. Without one its number
 * is its caption, which has no id and is for those who do not see the table.
 */
export function frameTables(tree: Root, locale: Locale): void {
  let number = 0
  visit(tree, 'table', (table, index, parent) => {
    if (parent === undefined || index === undefined) return undefined
    number += 1
    const words = captionOf(parent.children[index - 1])
    const id = `table-${number}-caption`
    const label = labels[locale].table(number)
    const name: HtmlAttributes = words === undefined ? { ariaLabel: label } : { ariaLabelledBy: id }
    const caption = htmlBlock('caption', words === undefined ? {} : { id }, words ?? [{ type: 'text', value: label }])
    const framed = htmlBlock('div', { className: ['table-scroll'], role: 'region', tabIndex: 0, ...name }, [
      buildTable(table, caption),
    ])
    const first = words === undefined ? index : index - 1
    Object.assign(parent, {
      children: [...parent.children.slice(0, first), framed, ...parent.children.slice(index + 1)],
    })
    return [SKIP, first + 1]
  })
}
