import type { Part, PartAttribute } from './html-parts.ts'

/** A start tag with quoted attributes, an end tag, or a comment of few words: all that React and our own Markdown write. */
const plainTag =
  /<(?:!--[^<>-]*-->|\/[A-Za-z][A-Za-z0-9]*>|([A-Za-z][A-Za-z0-9]*)((?: [A-Za-z_:][\w:.-]*="[^"]*")*) ?(\/?)>)/y
const plainAttribute = / ([A-Za-z_:][\w:.-]*)="([^"]*)"/g
const markersToEnd = /(?:<!--[^<>-]*-->)*<\/div>/y
const doctype = '<!DOCTYPE html>'

/** Elements whose content is text up to their end tag (HTML §13.2.5). */
const textElements: ReadonlySet<string> = new Set(['script', 'style', 'textarea', 'title', 'noscript'])
/** What would begin a state in which their end tag does not end them, and end tags of like names. */
const notPlainText = /<!--|<\/?(?:script|style|textarea|title|noscript)/i

/** Elements that are read by rules of their own, which no page of ours has. */
const strangeElements: ReadonlySet<string> = new Set(
  'iframe noembed noframes plaintext xmp math select template frameset'.split(' '),
)
/** What a drawing holds when there is no doubt where it ends. */
const drawn: ReadonlySet<string> = new Set('g path rect circle line polyline polygon title'.split(' '))

/** Attributes by which is decided what goes, and so many characters of an address: no reference to a character may spell them. */
const deciding: ReadonlySet<string> = new Set(['rel', 'type', 'as', 'id'])
const decidingLength = 16

const isPlainValue = (name: string, value: string) =>
  !value.includes('&') || (!deciding.has(name) && !value.slice(0, decidingLength).includes('&'))

/** The attributes of the start tag of an element, whose `text` begins at `start`; `undefined` when one may mean something else than it says. */
function plainAttributes(element: string, text: string, start: number): PartAttribute[] | undefined {
  const isAsset = element === 'script' || element === 'link'
  const attributes: PartAttribute[] = []
  for (const { 1: written = '', 2: value = '', index } of text.matchAll(plainAttribute)) {
    const name = written.toLowerCase()
    if ((isAsset || name === 'id') && !isPlainValue(name, value)) return undefined
    attributes.push({ name, value, start: start + index + 1 })
  }
  return attributes
}

/** The place after the end tag of an element whose content is text, which begins at `from`; `undefined` at a doubt. */
function endOfText(html: string, name: string, from: number): number | undefined {
  const end = html.indexOf(`</${name}>`, from)
  const text = html.slice(from, end)
  // That of a drawing is not text alone.
  if (end === -1 || notPlainText.test(text) || (name === 'title' && text.includes('<'))) return undefined
  return end + name.length + '</>'.length
}

/** The place after a container, whose start tag ends at `from`; `undefined` when it holds more than markers. */
function endOfContainer(html: string, from: number): number | undefined {
  markersToEnd.lastIndex = from
  return markersToEnd.test(html) ? markersToEnd.lastIndex : undefined
}

/** Reads one page from its beginning to its end. */
class PlainReader {
  readonly parts: Part[] = []
  readonly #html: string
  #at = doctype.length
  #isDrawing = false

  constructor(html: string) {
    this.#html = html
  }

  /** Reads all parts; false at the first doubt. */
  read(): boolean {
    for (let at = this.#next(); at !== -1; at = this.#next()) {
      plainTag.lastIndex = at
      const found = plainTag.exec(this.#html)
      if (found === null) return false
      this.#at = at + found[0].length
      if (found[1] === undefined) this.#readOther(found[0], at)
      else if (!this.#readElement(found[1], found[2] ?? '', at)) return false
    }
    return true
  }

  #next(): number {
    return this.#html.indexOf('<', this.#at)
  }

  #readOther(text: string, start: number): void {
    if (text === '</svg>') this.#isDrawing = false
    if (!text.startsWith('<!')) return
    this.parts.push({ name: '#comment', attributes: [], start, end: this.#at, isHtml: true, isContainer: false })
  }

  #readElement(written: string, inside: string, start: number): boolean {
    const name = written.toLowerCase()
    const attributes = plainAttributes(name, inside, start + 1 + written.length)
    if (attributes === undefined) return false
    if (this.#isDrawing ? !drawn.has(name) : strangeElements.has(name)) return false
    const isOpen = this.#html[this.#at - 2] !== '/'
    const isHtml = !(this.#isDrawing || name === 'svg')
    if (name === 'svg') this.#isDrawing = isOpen
    const isContainer = name === 'div' && attributes.length === 1 && attributes[0]?.name === 'hidden'
    let end = this.#at
    if (isContainer || textElements.has(name)) {
      const whole = isContainer ? endOfContainer(this.#html, this.#at) : endOfText(this.#html, name, this.#at)
      if (whole === undefined || !isOpen) return false
      this.#at = whole
      if (isContainer || name === 'script') end = whole
    }
    this.parts.push({ name, attributes: isHtml ? attributes : [], start, end, isHtml, isContainer })
    return true
  }
}

/**
 * The parts of a page, as `parseParts` gives them in twenty times the time, when the page is spelt as React and our Markdown spell;
 * `undefined` at the first doubt.
 */
export function parsePlainParts(html: string): Part[] | undefined {
  if (!html.startsWith(doctype) || html.includes('\0')) return undefined
  const reader = new PlainReader(html)
  return reader.read() ? reader.parts : undefined
}
