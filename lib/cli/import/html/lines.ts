import type { PageLine } from '../page/head.ts'
import { parseRecordLine } from '../page/record-line.ts'
import { collapse, isWide, normalizeText } from '../page/text.ts'
import {
  attribute,
  blocks,
  descendants,
  type Element,
  isElement,
  isEmbedded,
  isHidden,
  isPicture,
  isText,
  type Node,
  unseen,
} from './elements.ts'
import { formulaOf, isDressed, languageOf } from './looks/dress.ts'
import { isTelling, raise } from './looks/raised.ts'

/** What holds a piece of text: bold, italic, struck out, a link. */
export interface Marks {
  readonly strong?: true
  readonly emphasis?: true
  readonly struck?: true
  /** Raised or lowered, in a way that a line of text cannot show. */
  readonly raised?: true
  /** What is typed or put out by a machine. */
  readonly code?: true
  /** Underlined, coloured or highlighted. */
  readonly dressed?: true
  /** The language of words that are in another one than those around them, as the page says. */
  readonly language?: string
  readonly link?: Element
}

export type Leaf =
  | { readonly kind: 'text'; readonly value: string; readonly marks: Marks }
  | { readonly kind: 'image'; readonly element: Element; readonly marks: Marks }

/** A line of a web page: one block, or the part of one between two line breaks. */
export interface HtmlLine extends PageLine {
  readonly kind: 'text' | 'heading' | 'list' | 'table' | 'quote' | 'pre' | 'media'
  readonly leaves: readonly Leaf[]
  /** The list, table, quotation or media element; the block around a text. */
  readonly element: Element
  /** Elements from the body down to `element`. */
  readonly path: readonly Element[]
  /** Characters inside links. */
  readonly linked: number
  /** 1 to 6 for headings, else 0. */
  readonly level: number
  /** Whether a rule (`hr`) parts it from the line above. */
  readonly ruled: boolean
}

// A line end of the source inside Chinese is no space.
const spaceless = (text: string) =>
  text.replace(/(.)[ \t]*\n\s*(?=(.))/gu, (run, before: string, after: string) =>
    isWide(before) && isWide(after) ? before : run,
  )

/** Text of the source as a browser shows it: white space as one space, none inside Chinese. */
export const flat = (text: string) => spaceless(normalizeText(text)).replace(/[ \t\n]+/g, ' ')

const meaningOf = (element: Element): Marks => {
  const { tagName } = element
  const style = attribute(element, 'style') ?? ''
  const isBold = /^(?:b|strong|dt|summary)$/.test(tagName) || /font-weight\s*:\s*(?:bold|[6-9]00)/i.test(style)
  const isSlanted = /^(?:i|em|cite|dfn|var)$/.test(tagName) || /font-style\s*:\s*(?:italic|oblique)/i.test(style)
  const isStruck = /^(?:s|strike|del)$/.test(tagName) || /text-decoration[^;]*line-through/i.test(style)
  return {
    ...(isBold ? { strong: true } : {}),
    ...(isSlanted ? { emphasis: true } : {}),
    ...(isStruck ? { struck: true } : {}),
    ...(/^(?:code|kbd|samp|tt)$/.test(tagName) ? { code: true } : {}),
    ...(tagName === 'a' && attribute(element, 'href') !== undefined ? { link: element } : {}),
  }
}

const markOf = (element: Element): Marks => {
  const language = languageOf(element)
  return {
    ...meaningOf(element),
    ...(isDressed(element) ? { dressed: true } : {}),
    ...(language === undefined ? {} : { language }),
  }
}

const holdsBlock = (element: Element) => [...descendants(element)].some(({ tagName }) => blocks.has(tagName))

/** Whether a table holds data and does not only lay out the page. */
function isDataTable(table: Element): boolean {
  const inner = [...descendants(table)]
  if (inner.some(({ tagName }) => tagName === 'table')) return false
  const rows = inner.filter(({ tagName }) => tagName === 'tr')
  const cellsOf = (row: Element) => row.childNodes.filter((child) => isElement(child) && /^t[dh]$/.test(child.tagName))
  const wide = rows.filter((row) => cellsOf(row).length >= 2)
  if (rows.length < 2 || wide.length * 2 < rows.length) return false
  const cells = rows.flatMap(cellsOf).map((cell) => collapse(flat(textOf(cell))))
  const filled = cells.filter((cell) => cell !== '')
  if (cells.some((cell) => parseRecordLine(cell)?.strength === 'certain')) return false
  const longest = Math.max(0, ...cells.map((cell) => cell.length))
  return longest <= 240 && filled.length >= 3 && filled.length * 2 >= cells.length
}

/** The words of an element in one run. */
export function textOf(node: Node): string {
  if (isText(node)) return node.value
  if (!isElement(node) || unseen.has(node.tagName) || isHidden(node)) return ''
  return node.childNodes.map(textOf).join(blocks.has(node.tagName) ? ' ' : '')
}

const linkedText = (element: Element) =>
  [...descendants(element)]
    .filter(({ tagName }) => tagName === 'a')
    .reduce((sum, link) => sum + collapse(flat(textOf(link))).length, 0)

const wholeKinds: Readonly<Record<string, HtmlLine['kind']>> = {
  ul: 'list',
  ol: 'list',
  menu: 'list',
  dir: 'list',
  blockquote: 'quote',
  pre: 'pre',
}

/** A box to tick that is not that of an item. */
const isLooseBox = (element: Element) =>
  element.tagName === 'input' && attribute(element, 'type')?.toLowerCase() === 'checkbox' && !isInItem(element)

/** Whether an element is inside an item of a list, which is ticked by itself. */
function isInItem({ parentNode }: Element): boolean {
  if (parentNode === null || !('tagName' in parentNode)) return false
  return parentNode.tagName === 'li' || isInItem(parentNode)
}

class LineReading {
  readonly lines: HtmlLine[] = []
  #leaves: Leaf[] = []
  #path: Element[] = []
  #apart = true
  #ruled = false

  read(nodes: readonly Node[], marks: Marks): void {
    for (const node of nodes) {
      if (isText(node)) this.#leaves.push({ kind: 'text', value: node.value, marks })
      else if (isElement(node)) this.#element(node, marks)
    }
  }

  #element(element: Element, marks: Marks): void {
    const { tagName } = element
    if (isHidden(element)) return
    if (tagName === 'svg' || tagName === 'canvas') {
      this.#leaves.push({ kind: 'image', element, marks })
      return
    }
    if (/^(?:area|q|rt|math)$/.test(tagName) || isLooseBox(element)) {
      this.#worded(element, marks)
      return
    }
    if (unseen.has(tagName)) return
    if (tagName === 'br') {
      this.#break()
      return
    }
    if (tagName === 'hr') {
      this.flush()
      this.#ruled = this.lines.length > 0
      return
    }
    if (isPicture(element)) {
      this.#leaves.push({ kind: 'image', element, marks })
      return
    }
    const data = tagName === 'table' && isDataTable(element) ? 'table' : undefined
    const kind = isEmbedded(element) ? 'media' : (data ?? wholeKinds[tagName])
    if (kind !== undefined) {
      this.#whole(element, kind)
      return
    }
    if (tagName === 'sup' || tagName === 'sub') {
      const words = textOf(element)
      const isLinked = [...descendants(element)].some((inner) => inner.tagName === 'a')
      const value = isLinked ? undefined : raise(words, tagName)
      if (value !== undefined) this.#leaves.push({ kind: 'text', value, marks })
      else this.read(element.childNodes, isTelling(words) && !isLinked ? { ...marks, raised: true } : marks)
      return
    }
    if (blocks.has(tagName) || holdsBlock(element)) {
      this.flush()
      this.#path.push(element)
      this.read(element.childNodes, { ...marks, ...markOf(element) })
      this.flush()
      this.#path.pop()
      return
    }
    this.read(element.childNodes, { ...marks, ...markOf(element) })
  }

  /** Elements that a browser shows with signs of its own, and the places of an image map, which are links without words. */
  #worded(element: Element, marks: Marks): void {
    const text = (value: string, own: Marks = marks) => this.#leaves.push({ kind: 'text', value, marks: own })
    if (element.tagName === 'area') {
      const words = ['alt', 'title', 'href'].map((name) => (attribute(element, name) ?? '').trim())
      if (words[2] === '') return
      this.flush()
      text(words.find((value) => value !== '') ?? '', { link: element })
      this.flush()
      return
    }
    if (element.tagName === 'input') {
      text(attribute(element, 'checked') === undefined ? '☐ ' : '☑ ')
      return
    }
    if (element.tagName === 'math') {
      text(formulaOf(element), { ...marks, code: true })
      return
    }
    const [open, close] = element.tagName === 'q' ? ['“', '”'] : ['（', '）']
    text(open)
    this.read(element.childNodes, marks)
    text(close)
  }

  #break(): void {
    const empty = this.#leaves.every((leaf) => leaf.kind === 'text' && leaf.value.trim() === '')
    this.#end()
    this.#apart = this.#apart || empty
  }

  flush(): void {
    this.#end()
    this.#apart = true
  }

  #whole(element: Element, kind: HtmlLine['kind']): void {
    this.flush()
    const text = collapse(flat(textOf(element)))
    if (text !== '' || kind === 'media' || [...descendants(element)].some(isPicture)) {
      this.lines.push({
        kind,
        leaves: [],
        element,
        path: [...this.#path, element],
        linked: linkedText(element),
        level: 0,
        text,
        apart: true,
        indented: false,
        ruled: this.#ruled,
      })
      this.#ruled = false
    }
  }

  #end(): void {
    const leaves = this.#leaves
    this.#leaves = []
    const raw = leaves.map((leaf) => (leaf.kind === 'text' ? leaf.value : '')).join('')
    const text = collapse(flat(raw))
    const element = this.#path.at(-1)
    if (element === undefined || (text === '' && leaves.every(({ kind }) => kind === 'text'))) return
    const heading = this.#path.findLast(({ tagName }) => /^h[1-6]$/.test(tagName))
    const linked = leaves.reduce(
      (sum, leaf) =>
        leaf.kind === 'text' && leaf.marks.link !== undefined ? sum + collapse(flat(leaf.value)).length : sum,
      0,
    )
    this.lines.push({
      kind: heading === undefined ? 'text' : 'heading',
      leaves,
      element,
      path: [...this.#path],
      linked,
      level: heading === undefined ? 0 : Number(heading.tagName[1]),
      text,
      apart: this.#apart,
      indented: /^\s*(?:\u3000|\u00a0{2}|[\u2003\u2002])/.test(raw),
      ruled: this.#ruled,
    })
    this.#apart = false
    this.#ruled = false
  }
}

/** The lines of an element in the order of the page, menus and all. Hidden parts, scripts and styles are left out. */
export function readHtmlLines(root: Element): HtmlLine[] {
  const reading = new LineReading()
  reading.read([root], {})
  reading.flush()
  return reading.lines
}
