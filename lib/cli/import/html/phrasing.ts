import { basename } from 'node:path/posix'
import type { PhrasingContent } from 'mdast'
import { toString as wordsOf } from 'mdast-util-to-string'
import { isPictureName } from '#lib/content/files/picture-types.ts'
import type { FindFile, ImportedRelease, PageFile } from '../imported.ts'
import { type ImportNote, importNote } from '../notes.ts'
import type { Repairs } from '../page/repairs.ts'
import { collapse, joinLines } from '../page/text.ts'
import { attribute, type Element, targetOf } from './elements.ts'
import type { Footnotes } from './footnotes.ts'
import type { HtmlLine, Leaf, Marks } from './lines.ts'
import { findPicture, withoutQuery } from './picture-source.ts'
import { inLanguage, keepPossibleMarks, mergeLeaves, trimEnds } from './tidy.ts'

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

/** Turns the words, links and pictures of lines into Markdown nodes, and keeps what they need and what they lose. */
export class Phrasing {
  /** Losses in the order of the page. */
  readonly notes: ImportNote[] = []
  readonly pictures: PageFile[] = []
  readonly downloads: ImportedRelease['downloads'][number][] = []
  /** The footnotes in the order in which the text first mentions them. */
  readonly mentioned: Element[] = []
  readonly #raised: string[] = []
  readonly #dressed: string[] = []
  #emphasisLost = 0
  readonly #base: URL | undefined
  readonly #title: string
  readonly #findFile: FindFile
  readonly #repairs: Repairs
  readonly #footnotes: Footnotes

  constructor({ base, title, findFile, repairs, footnotes = new Map() }: ConversionOptions) {
    this.#footnotes = footnotes
    this.#title = title
    this.#base = base
    this.#findFile = findFile
    this.#repairs = repairs
  }

  phrasing(lines: readonly HtmlLine[]): PhrasingContent[] {
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
    if (!this.mentioned.includes(note)) this.mentioned.push(note)
    const identifier = String(this.mentioned.indexOf(note) + 1)
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

  /** What became plain words in many places, a kind an entry. */
  counted(): ImportNote[] {
    const plain = { 'raised-lost': this.#raised, 'dress-lost': this.#dressed } as const
    const marks = (['raised-lost', 'dress-lost'] as const).flatMap((code) => {
      const [first] = plain[code]
      return first === undefined ? [] : [importNote(code, { count: plain[code].length, example: first.slice(0, 40) })]
    })
    if (this.#emphasisLost === 0) return marks
    return [...marks, importNote('emphasis-lost', { count: this.#emphasisLost })]
  }
}
