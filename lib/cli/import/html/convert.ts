import type { ListItem, PhrasingContent, RootContent, TableRow } from 'mdast'
import { toString as wordsOf } from 'mdast-util-to-string'
import { type ImportedRelease, type PageFile, paragraph } from '../imported.ts'
import { type ImportNote, importNote } from '../notes.ts'
import { groupParagraphs } from '../page/paragraphs.ts'
import type { Repairs } from '../page/repairs.ts'
import { collapse, isChinese, joinLines } from '../page/text.ts'
import { attribute, descendants, type Element, isElement, rawText } from './elements.ts'
import { flat, type HtmlLine, readHtmlLines, textOf } from './lines.ts'
import { codeIn, numbersOf, tickOf } from './list-shape.ts'
import { tellPassedOver } from './passed-over.ts'
import { type ConversionOptions, Phrasing } from './phrasing.ts'
import { mediaSource } from './picture-source.ts'
import { flattenedTables, layOutTable, sidesOf } from './table-grid.ts'
import { belowRule, captioned, isBlockContent, isInColumns, levelHeadings, withoutBold } from './tidy.ts'

const lineBreak = { type: 'break' } satisfies PhrasingContent

/** Turns the lines of an article into Markdown nodes, and keeps what they need and what they lose. */
export class Conversion {
  readonly texts: string[] = []
  readonly #phrasing: Phrasing
  readonly #title: string
  readonly #repairs: Repairs

  constructor(options: ConversionOptions) {
    this.#phrasing = new Phrasing(options)
    this.#title = options.title
    this.#repairs = options.repairs
  }

  get notes(): ImportNote[] {
    return this.#phrasing.notes
  }

  get pictures(): readonly PageFile[] {
    return this.#phrasing.pictures
  }

  get downloads(): ImportedRelease['downloads'] {
    return this.#phrasing.downloads
  }

  /** The nodes of an article. */
  convert(lines: readonly HtmlLine[]): RootContent[] {
    for (const { rows, text } of flattenedTables(lines))
      this.notes.push(importNote('table-flattened', { rows, text: text.slice(0, 40) }))
    const nodes: RootContent[] = []
    for (const group of groupParagraphs(lines)) {
      const inside = group.flatMap((index) => lines[index] ?? [])
      const image = captioned(inside, nodes.at(-1))
      if (image === undefined) nodes.push(...belowRule(this.#group(inside), inside[0], nodes.length === 0))
      else image.title = this.#repairs.mend(inside.map(({ text }) => text).reduce(joinLines))
    }
    // A note may mention another, which then is appended.
    for (let index = 0; index < this.#phrasing.mentioned.length; index += 1) nodes.push(...this.#footnote(index))
    this.notes.push(...this.#phrasing.counted(), ...tellPassedOver(lines))
    return levelHeadings(nodes)
  }

  #footnote(index: number): RootContent[] {
    const note = this.#phrasing.mentioned[index]
    const identifier = String(index + 1)
    if (note === undefined) return []
    return [
      { type: 'footnoteDefinition', identifier, label: identifier, children: this.#inner(note).filter(isBlockContent) },
    ]
  }

  #group(lines: readonly HtmlLine[]): RootContent[] {
    const first = lines[0]
    if (first === undefined) return []
    switch (first.kind) {
      case 'heading':
        return this.#heading(lines)
      case 'list':
        return this.#list(first.element)
      case 'table':
        return this.#table(first.element)
      case 'quote':
        return [{ type: 'blockquote', children: this.#quote(first.element).filter(isBlockContent) }]
      case 'pre':
        return this.#pre(first.element)
      case 'media':
        this.notes.push(importNote('media-lost', { element: first.element.tagName, src: mediaSource(first.element) }))
        return []
      case 'text': {
        const children = this.#phrasing.phrasing(lines)
        if (children.length === 0) return []
        this.texts.push(lines.map(({ text }) => text).reduce(joinLines))
        return [paragraph(children)]
      }
    }
  }

  #pre(element: Element): RootContent[] {
    const code = codeIn(element)
    if (code !== undefined) this.texts.push(code.value)
    if (code !== undefined) return [{ type: 'code', ...code }]
    const stanzas = rawText(element)
      .split(/\n\s*\n/)
      .filter((text) => text.trim() !== '')
    if (/\bwp-block-verse\b/.test(attribute(element, 'class') ?? '')) return stanzas.map((text) => this.#verse(text))
    return stanzas.map((text) =>
      isInColumns(text) ? this.#code(text) : this.#plain(text.split('\n').map(collapse).reduce(joinLines)),
    )
  }

  /** Lines of a poem, which end where they end. */
  #verse(text: string): RootContent {
    const lines = text.trim().split('\n').map(collapse)
    this.texts.push(...lines)
    return paragraph(
      lines.flatMap((value, at) => [
        ...(at === 0 ? [] : [lineBreak]),
        { type: 'text', value } satisfies PhrasingContent,
      ]),
    )
  }

  #plain(text: string): RootContent {
    const value = this.#repairs.mend(text)
    this.texts.push(value)
    return paragraph([{ type: 'text', value }])
  }

  #code(text: string): RootContent {
    const value = text.replace(/^\n+|\s+$/g, '')
    this.texts.push(value)
    return { type: 'code', value }
  }

  #heading(lines: readonly HtmlLine[]): RootContent[] {
    const children = this.#phrasing.phrasing(lines.map((line) => ({ ...line, leaves: line.leaves.map(withoutBold) })))
    const level = lines[0]?.level ?? 2
    const depth = level <= 2 ? 2 : level === 3 ? 3 : level === 4 ? 4 : level === 5 ? 5 : 6
    return children.length === 0 ? [] : [{ type: 'heading', depth, children }]
  }

  #inner(element: Element): RootContent[] {
    const lines = readHtmlLines({ ...element, tagName: 'div' })
    const groups = groupParagraphs(lines).map((group) => group.flatMap((index) => lines[index] ?? []))
    return groups.flatMap((inside, at) => belowRule(this.#group(inside), inside[0], at === 0))
  }

  /** A quotation; who said it stands in its last line, after a dash. */
  #quote(element: Element): RootContent[] {
    const parts = element.childNodes.filter((child) => isElement(child) || rawText(child).trim() !== '')
    const last = parts.at(-1)
    if (parts.length < 2 || last === undefined || !isElement(last) || !/^(?:cite|footer)$/.test(last.tagName))
      return this.#inner(element)
    const words = this.#inner({ ...element, childNodes: element.childNodes.filter((child) => child !== last) })
    const source = this.#inner(last)
    const [line] = source
    if (line?.type === 'paragraph' && !/^[—–-]/.test(wordsOf(line)))
      line.children.unshift({ type: 'text', value: isChinese(this.#title) ? '—— ' : '— ' })
    return [...words, ...source]
  }

  #list(element: Element): RootContent[] {
    const children: ListItem[] = []
    for (const child of element.childNodes) {
      const isItem = isElement(child) && child.tagName === 'li'
      const inner = this.#inner(isItem ? child : { ...element, childNodes: [child] }).filter(isBlockContent)
      const last = children.at(-1)
      // A list that stands beside the items and not in one belongs to the item above it.
      if (!isItem && last !== undefined) last.children.push(...inner)
      else if (inner.length > 0) {
        const checked = isItem ? (tickOf(child) ?? null) : null
        children.push({ type: 'listItem', spread: false, checked, children: inner })
      }
    }
    if (children.length === 0) return this.#inner(element)
    const ordered = element.tagName === 'ol'
    const numbers = numbersOf(element)
    if (ordered && numbers.areLost)
      this.notes.push(importNote('numbers-lost', { count: children.length, text: wordsOf(children[0]).slice(0, 40) }))
    return [{ type: 'list', ordered, start: ordered ? numbers.start : null, spread: false, children }]
  }

  #table(element: Element): RootContent[] {
    const inner = [...descendants(element)]
    const caption = inner.find(({ tagName }) => tagName === 'caption')
    const laidOut = layOutTable(element)
    const { rows: grid, merged } = laidOut
    const rows = grid
      .map((row) => row.map((cell) => (cell === undefined ? [] : this.#cell(cell))))
      .filter((row) => row.some((cell) => cell.length > 0))
    if (merged > 0) this.notes.push(importNote('cells-split', { count: merged }))
    const width = Math.max(0, ...rows.map((row) => row.length))
    const filled = rows.map(
      (row): TableRow => ({
        type: 'tableRow',
        children: Array.from({ length: width }, (_, index) => ({ type: 'tableCell', children: row[index] ?? [] })),
      }),
    )
    const title = caption === undefined ? '' : collapse(flat(textOf(caption)))
    const mark = title === '' || /^(?:Table|表)/.test(title) ? '' : isChinese(title) ? '表：' : 'Table: '
    const table: RootContent = { type: 'table', align: sidesOf(laidOut), children: filled }
    return title === '' ? [table] : [this.#plain(`${mark}${title}`), table]
  }

  #cell(cell: Element): PhrasingContent[] {
    return this.#phrasing.phrasing(this.#cellLines(cell))
  }

  /** The lines of a cell, those of lists and quotations in it one by one: Markdown has only text in a cell. */
  #cellLines(element: Element): HtmlLine[] {
    return readHtmlLines({ ...element, tagName: 'div' }).flatMap((line) => {
      if (line.kind === 'media') this.#group([line])
      return line.leaves.length > 0 || line.kind === 'media' ? [line] : this.#cellLines(line.element)
    })
  }
}
