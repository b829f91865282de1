import { basename } from 'node:path/posix'
import type { ListItem, PhrasingContent, RootContent, TableRow } from 'mdast'
import { toString as wordsOf } from 'mdast-util-to-string'
import { isPictureName } from '#lib/content/files/picture-types.ts'
import { type FindFile, type ImportedRelease, type PageFile, paragraph } from '../imported.ts'
import { type ImportNote, importNote } from '../notes.ts'
import { groupParagraphs } from '../page/paragraphs.ts'
import type { Repairs } from '../page/repairs.ts'
import { collapse, isChinese, joinLines } from '../page/text.ts'
import { attribute, descendants, type Element, isElement, rawText, targetOf } from './elements.ts'
import type { Footnotes } from './footnotes.ts'
import { flat, type HtmlLine, type Leaf, type Marks, readHtmlLines, textOf } from './lines.ts'
import { codeIn, numbersOf, tickOf } from './list-shape.ts'
import { tellPassedOver } from './passed-over.ts'
import { findPicture, mediaSource, withoutQuery } from './picture-source.ts'
import { flattenedTables, layOutTable, sidesOf } from './table-grid.ts'
import {
  belowRule,
  captioned,
  inLanguage,
  isBlockContent,
  isInColumns,
  keepPossibleMarks,
  levelHeadings,
  mergeLeaves,
  trimEnds,
  withoutBold,
} from './tidy.ts'

const attachment = /\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|7z|csv|txt|wps)$/i

export interface ConversionOptions {
  /** What relative links of the page are relative to. */
  readonly base: URL | undefined
  /** Stands in for the description of a picture that has none. */
  readonly title: string
  readonly findFile: FindFile
  readonly repairs: Repairs
  readonly footnotes?: Footnotes
}

/** Turns the lines of an article into Markdown nodes, and keeps what they need and what they lose. */
export class Conversion {
  readonly notes: ImportNote[] = []
  readonly pictures: PageFile[] = []
  readonly downloads: ImportedRelease['downloads'][number][] = []
  readonly texts: string[] = []
  readonly #raised: string[] = []
  readonly #dressed: string[] = []
  #emphasisLost = 0
  readonly #base: URL | undefined
  readonly #title: string
  readonly #findFile: FindFile
  readonly #repairs: Repairs
  readonly #footnotes: Footnotes
  /** In the order in which the text first mentions them. */
  readonly #mentioned: Element[] = []

  constructor({ base, title, findFile, repairs, footnotes = new Map() }: ConversionOptions) {
    this.#footnotes = footnotes
    this.#title = title
    this.#base = base
    this.#findFile = findFile
    this.#repairs = repairs
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
    for (let index = 0; index < this.#mentioned.length; index += 1) nodes.push(...this.#footnote(index))
    const plain = { 'raised-lost': this.#raised, 'dress-lost': this.#dressed } as const
    for (const code of ['raised-lost', 'dress-lost'] as const)
      if (plain[code][0] !== undefined)
        this.notes.push(importNote(code, { count: plain[code].length, example: plain[code][0].slice(0, 40) }))
    if (this.#emphasisLost > 0) this.notes.push(importNote('emphasis-lost', { count: this.#emphasisLost }))
    this.notes.push(...tellPassedOver(lines))
    return levelHeadings(nodes)
  }

  #footnote(index: number): RootContent[] {
    const note = this.#mentioned[index]
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
      case 'pre': {
        const code = codeIn(first.element)
        if (code !== undefined) this.texts.push(code.value)
        if (code !== undefined) return [{ type: 'code', ...code }]
        return rawText(first.element)
          .split(/\n\s*\n/)
          .filter((text) => text.trim() !== '')
          .map((text) =>
            isInColumns(text) ? this.#code(text) : this.#plain(text.split('\n').map(collapse).reduce(joinLines)),
          )
      }
      case 'media':
        this.notes.push(importNote('media-lost', { element: first.element.tagName, src: mediaSource(first.element) }))
        return []
      case 'text': {
        const children = this.#phrasing(lines)
        if (children.length === 0) return []
        this.texts.push(lines.map(({ text }) => text).reduce(joinLines))
        return [paragraph(children)]
      }
    }
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
    const children = this.#phrasing(lines.map((line) => ({ ...line, leaves: line.leaves.map(withoutBold) })))
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
    return this.#phrasing(this.#cellLines(cell))
  }

  /** The lines of a cell, those of lists and quotations in it one by one: Markdown has only text in a cell. */
  #cellLines(element: Element): HtmlLine[] {
    return readHtmlLines({ ...element, tagName: 'div' }).flatMap((line) => {
      if (line.kind === 'media') this.#group([line])
      return line.leaves.length > 0 || line.kind === 'media' ? [line] : this.#cellLines(line.element)
    })
  }

  #phrasing(lines: readonly HtmlLine[]): PhrasingContent[] {
    const nodes: PhrasingContent[] = []
    for (const [index, line] of lines.entries()) {
      const before = lines[index - 1]
      if (before !== undefined && joinLines(before.text, line.text).length > before.text.length + line.text.length)
        nodes.push({ type: 'text', value: ' ' })
      for (const leaf of mergeLeaves(line.leaves)) nodes.push(...this.#leaf(leaf, nodes))
    }
    const possible = keepPossibleMarks(trimEnds(nodes))
    this.#emphasisLost += possible.lost
    return possible.nodes
  }

  #leaf(leaf: Leaf, before: readonly PhrasingContent[]): PhrasingContent[] {
    if (leaf.kind === 'image') return this.#image(leaf.element, leaf.marks.link)
    const note = leaf.marks.link === undefined ? undefined : this.#footnotes.get(leaf.marks.link)
    if (note !== undefined) return [this.#mention(note)]
    if (leaf.marks.code === true) return this.#marked(leaf.value, leaf.marks)
    const value = this.#repairs.mend(leaf.value, before.map((node) => wordsOf(node)).join(''))
    return this.#marked(value, leaf.marks)
  }

  #mention(note: Element): PhrasingContent {
    if (!this.#mentioned.includes(note)) this.#mentioned.push(note)
    const identifier = String(this.#mentioned.indexOf(note) + 1)
    return { type: 'footnoteReference', identifier, label: identifier }
  }

  #marked(value: string, marks: Marks): PhrasingContent[] {
    const inner = value.trim()
    if (inner === '') return [{ type: 'text', value }]
    const [lead, trail] = [/^\s*/.exec(value)?.[0] ?? '', /\s*$/.exec(value)?.[0] ?? '']
    let node: PhrasingContent = { type: marks.code === true ? 'inlineCode' : 'text', value: inner }
    if (marks.raised === true) this.#raised.push(inner)
    if (marks.dressed === true) this.#dressed.push(inner)
    if (marks.struck === true) node = { type: 'delete', children: [node] }
    if (marks.emphasis === true) node = { type: 'emphasis', children: [node] }
    if (marks.strong === true) node = { type: 'strong', children: [node] }
    if (marks.link !== undefined) node = this.#link(marks.link, inner, node)
    const text = (spaces: string): PhrasingContent[] => (spaces === '' ? [] : [{ type: 'text', value: ' ' }])
    return [...text(lead), ...inLanguage(node, marks.language, this.#title), ...text(trail)]
  }

  #link(element: Element, text: string, node: PhrasingContent): PhrasingContent {
    const href = (attribute(element, 'href') ?? '').trim()
    const local = attachment.test(withoutQuery(href)) ? this.#findFile(href) : undefined
    if (local !== undefined) {
      if (!this.downloads.some(({ path }) => path === local.path)) this.downloads.push({ ...local, title: text })
      return node
    }
    const url = targetOf(href, this.#base)
    if (url === undefined) {
      if (href !== '' && href !== '#') this.notes.push(importNote('link-lost', { text, href }))
      return node
    }
    return node.type === 'link' ? node : { type: 'link', url: url.href, children: [node] }
  }

  #image(element: Element, link: Element | undefined): PhrasingContent[] {
    const source = findPicture(element, this.#findFile)
    if (source.kind === 'lost') this.notes.push(importNote('image-lost', { src: source.src, why: source.why }))
    if (source.kind !== 'file') return []
    const { src, file } = source
    const href = attribute(link, 'href')?.trim() ?? ''
    if (!/^(?:#.*|javascript:.*)?$/i.test(href) && !isPictureName(withoutQuery(href)))
      this.notes.push(importNote('picture-link-lost', { src: file.name, href }))
    if (!this.pictures.some(({ path }) => path === file.path)) this.pictures.push(file)
    const words = [attribute(element, 'alt'), attribute(element, 'title')].map((text) => collapse(text ?? ''))
    // A file's name, which many programs put there, describes nothing.
    const alt = words.find((text) => text !== '' && !/\.\w{3,4}$/.test(text) && text !== basename(withoutQuery(src)))
    if (alt === undefined) this.notes.push(importNote('image-alt', { file: file.name }))
    return [{ type: 'image', url: file.name, alt: this.#repairs.mend(alt ?? this.#title) }]
  }
}
