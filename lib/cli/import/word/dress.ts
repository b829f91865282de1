import { type ImportNote, importNote } from '../notes.ts'
import { collapse } from '../page/text.ts'
import { addProperty, isSetOff, type Look, type Styles } from './styles.ts'
import { type Tag, walk } from './walk.ts'

/** What a paragraph was before a tracked change, and what Word 2007 shows in place of a text box. */
const isAside = (name: string) => name === 'mc:Fallback' || name.endsWith('PrChange')

interface Run {
  words: string
  style: string | undefined
  readonly look: Look
}

interface Paragraph {
  words: string
  style: string | undefined
  readonly look: Look
  /** Words of the runs that are set from right to left. */
  turned: string
  endsDressed: boolean
}

const emptyRun = (): Run => ({ words: '', style: undefined, look: {} })
const emptyParagraph = (): Paragraph => ({ words: '', style: undefined, look: {}, turned: '', endsDressed: false })

/** Reads how the words of a document look, by their own properties and by their styles. */
class DressReading {
  readonly dressed: string[] = []
  readonly aligned: string[] = []
  readonly tabbed: string[] = []
  readonly turned: string[] = []
  readonly remarks: ImportNote[] = []
  hidden = 0
  readonly #styles: Styles
  readonly #depths = { aside: 0, tables: 0, links: 0 }
  #paragraph = emptyParagraph()
  #run: Run | undefined
  #link: { readonly remark: string; words: string } | undefined
  #isText = false

  constructor(styles: Styles) {
    this.#styles = styles
  }

  open(tag: Tag): void {
    const { name, attributes } = tag
    if (isAside(name)) this.#depths.aside += 1
    if (this.#depths.aside > 0) return
    if (name === 'w:p') this.#paragraph = emptyParagraph()
    else if (name === 'w:pStyle') this.#paragraph.style = attributes['w:val']
    else if (name === 'w:r') this.#run = emptyRun()
    else if (name === 'w:rStyle' && this.#run !== undefined) this.#run.style = attributes['w:val']
    else if (name === 'w:t') this.#isText = true
    else if (name === 'w:tab' && this.#run !== undefined) this.#take('\t')
    else if (name === 'w:tbl') this.#depths.tables += 1
    else if (name === 'w:hyperlink') {
      this.#depths.links += 1
      this.#link = { remark: collapse(attributes['w:tooltip'] ?? ''), words: '' }
    } else if (name === 'wp:docPr' && /^(?:1|true)$/.test(attributes['hidden'] ?? '')) this.hidden += 1
    else if (this.#run !== undefined) addProperty(this.#run.look, tag)
    else if (name === 'w:jc' || name === 'w:bidi') addProperty(this.#paragraph.look, tag)
  }

  text(piece: string): void {
    if (this.#isText && this.#depths.aside === 0) this.#take(piece)
  }

  #take(piece: string): void {
    this.#paragraph.words += piece
    if (this.#run !== undefined) this.#run.words += piece
    if (this.#link !== undefined) this.#link.words += piece
  }

  close(name: string): void {
    if (isAside(name)) this.#depths.aside -= 1
    else if (this.#depths.aside > 0) return
    else if (name === 'w:t') this.#isText = false
    else if (name === 'w:r') this.#endRun()
    else if (name === 'w:p') this.#endParagraph()
    else if (name === 'w:tbl') this.#depths.tables -= 1
    else if (name === 'w:hyperlink') this.#endLink()
  }

  #endRun(): void {
    const run = this.#run
    this.#run = undefined
    if (run === undefined || run.words.trim() === '') return
    const paragraph = this.#paragraph
    const character = run.style === undefined ? {} : this.#styles.look(run.style)
    const { isAligned: _, isTurned: __, ...above } = this.#styles.look(paragraph.style)
    const look = { ...above, ...character, ...run.look }
    if (look.isHidden === true) this.hidden += 1
    if (look.isTurned === true) paragraph.turned += run.words
    const isOwn =
      this.#depths.links === 0 && !this.#styles.isLink(run.style) && !this.#styles.isHeading(paragraph.style)
    const isDressed = isOwn && isSetOff(look)
    // Word parts one stretch of words into several runs.
    if (isDressed && paragraph.endsDressed) this.dressed.push(`${this.dressed.pop() ?? ''}${run.words}`)
    else if (isDressed) this.dressed.push(run.words)
    paragraph.endsDressed = isDressed
  }

  #endParagraph(): void {
    const { words, style, turned } = this.#paragraph
    const look = { ...this.#styles.look(style), ...this.#paragraph.look }
    const text = collapse(words.replace(/\s+/g, ' '))
    if (text === '') return
    const isFree = !this.#styles.isHeading(style) && this.#depths.tables === 0
    if (look.isAligned === true && isFree) this.aligned.push(text)
    if (isFree && /\S[^\S\n]*\t\s*\S/.test(words)) this.tabbed.push(text)
    const rightToLeft = look.isTurned === true ? text : collapse(turned)
    if (/\p{L}/u.test(rightToLeft)) this.turned.push(rightToLeft)
  }

  #endLink(): void {
    this.#depths.links -= 1
    const { remark = '', words = '' } = this.#link ?? {}
    this.#link = undefined
    if (remark !== '' && collapse(words) !== '' && !words.includes(remark))
      this.remarks.push(importNote('remark-lost', { text: collapse(words).slice(0, 60), remark }))
  }
}

/** What the looks of a document say. */
export interface DressFacts {
  /** Runs of words, and pictures, that Word does not show. */
  readonly hidden: number
  readonly notes: readonly ImportNote[]
}

/**
 * Words that the document underlines, colours or highlights, paragraphs that it centres, sets to the right, from right to left or
 * into columns, and remarks on links. Links look so by themselves, the columns of tables keep their side, and headings look as
 * the site has them.
 */
export function readDress(parts: readonly string[], styles: Styles): DressFacts {
  const reading = new DressReading(styles)
  for (const xml of parts)
    walk(
      xml,
      (tag) => reading.open(tag),
      (name) => reading.close(name),
      (piece) => reading.text(piece),
    )
  const told = { 'dress-lost': reading.dressed, 'aligned-lost': reading.aligned, 'tabs-lost': reading.tabbed } as const
  const counted = (['dress-lost', 'aligned-lost', 'tabs-lost'] as const).flatMap((code) => {
    const [first] = told[code]
    if (first === undefined) return []
    return [importNote(code, { count: told[code].length, example: collapse(first).slice(0, 40) })]
  })
  const turned = reading.turned.map((text) => importNote('direction-lost', { text: text.slice(0, 60) }))
  return { hidden: reading.hidden, notes: [...counted, ...turned, ...reading.remarks] }
}
