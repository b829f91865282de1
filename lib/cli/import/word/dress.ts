import { isBright } from '../html/looks/dress.ts'
import { type ImportNote, importNote } from '../notes.ts'
import { collapse } from '../page/text.ts'
import { type Tag, walk } from './walk.ts'

/** Whether a property of a run sets it off from the words beside it. Office Open XML, ISO/IEC 29500-1 §17.3.2. */
function setsOff(name: string, value: string): boolean {
  if (name === 'w:u' || name === 'w:highlight') return value !== 'none'
  return name === 'w:color' && isBright(`#${value}`)
}

/** What a paragraph was before a tracked change, and what Word 2007 shows in place of a text box. */
const isAside = (name: string) => name === 'mc:Fallback' || name.endsWith('PrChange')

class DressReading {
  readonly dressed: string[] = []
  readonly aligned: string[] = []
  readonly #depths = { aside: 0, tables: 0, links: 0 }
  #paragraph = { words: '', isAligned: false, isHeading: false, endsDressed: false }
  #run: { words: string; isDressed: boolean } | undefined
  #isText = false

  open({ name, attributes }: Tag): void {
    if (isAside(name)) this.#depths.aside += 1
    if (this.#depths.aside > 0) return
    const value = attributes['w:val'] ?? ''
    if (name === 'w:p') this.#paragraph = { words: '', isAligned: false, isHeading: false, endsDressed: false }
    else if (name === 'w:pStyle') this.#paragraph.isHeading = /heading|title|标题/i.test(value)
    else if (name === 'w:jc') this.#paragraph.isAligned = /^(?:center|right|end)$/.test(value)
    else if (name === 'w:r') this.#run = { words: '', isDressed: false }
    else if (name === 'w:t') this.#isText = true
    else if (name === 'w:tbl') this.#depths.tables += 1
    else if (name === 'w:hyperlink') this.#depths.links += 1
    else if (this.#run !== undefined && setsOff(name, value)) this.#run.isDressed = true
  }

  text(piece: string): void {
    if (!this.#isText || this.#depths.aside > 0) return
    this.#paragraph.words += piece
    if (this.#run !== undefined) this.#run.words += piece
  }

  close(name: string): void {
    if (isAside(name)) this.#depths.aside -= 1
    else if (this.#depths.aside > 0) return
    else if (name === 'w:t') this.#isText = false
    else if (name === 'w:r') this.#endRun()
    else if (name === 'w:p') this.#endParagraph()
    else if (name === 'w:tbl') this.#depths.tables -= 1
    else if (name === 'w:hyperlink') this.#depths.links -= 1
  }

  #endRun(): void {
    const run = this.#run
    this.#run = undefined
    if (run === undefined || run.words.trim() === '') return
    const isDressed = run.isDressed && this.#depths.links === 0
    // Word parts one stretch of words into several runs.
    if (isDressed && this.#paragraph.endsDressed) this.dressed.push(`${this.dressed.pop() ?? ''}${run.words}`)
    else if (isDressed) this.dressed.push(run.words)
    this.#paragraph.endsDressed = isDressed
  }

  #endParagraph(): void {
    const { words, isAligned, isHeading } = this.#paragraph
    if (isAligned && !isHeading && this.#depths.tables === 0 && collapse(words) !== '')
      this.aligned.push(collapse(words))
  }
}

/**
 * Words that the document underlines, colours or highlights, and paragraphs that it centres or sets to the right. Links look so
 * by themselves, the columns of tables keep their side, and headings look as the site has them.
 */
export function tellDress(documentXml: string): ImportNote[] {
  const reading = new DressReading()
  walk(
    documentXml,
    (tag) => reading.open(tag),
    (name) => reading.close(name),
    (piece) => reading.text(piece),
  )
  const told = { 'dress-lost': reading.dressed, 'aligned-lost': reading.aligned } as const
  return (['dress-lost', 'aligned-lost'] as const).flatMap((code) => {
    const [first] = told[code]
    if (first === undefined) return []
    return [importNote(code, { count: told[code].length, example: collapse(first).slice(0, 40) })]
  })
}
