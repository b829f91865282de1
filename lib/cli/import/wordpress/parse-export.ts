import { SaxesParser } from 'saxes'
import { PageRefused } from '../refusals.ts'

/** A category or tag as an item of the export names it. */
export interface Term {
  /** `category`, `post_tag`, or what a plug-in made. */
  readonly domain: string
  /** The part of its address. */
  readonly nicename: string
  readonly name: string
}

/** One `item` of a WordPress export (WXR 1.0 to 1.2): a post, a page, an attachment and much else. */
export interface ExportItem {
  /** Texts of its own elements by their names, `wp:post_date`; the first of each. */
  readonly texts: ReadonlyMap<string, string>
  readonly terms: readonly Term[]
  /** `wp:postmeta`: key → value. */
  readonly meta: ReadonlyMap<string, string>
  readonly comments: number
}

/** WXR has five; more is a trick. */
const deepest = 40

interface OpenItem {
  readonly texts: Map<string, string>
  readonly terms: Term[]
  readonly meta: Map<string, string>
  comments: number
}

class ExportReading {
  readonly items: ExportItem[] = []
  isExport = false
  #path: string[] = []
  #item: OpenItem | undefined
  #term: Omit<Term, 'name'> = { domain: '', nicename: '' }
  #metaKey = ''
  #text = ''

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.#path.push(name)
    if (this.#path.length > deepest) throw new PageRefused('deep')
    this.#text = ''
    if (name === 'wp:wxr_version') this.isExport = true
    if (this.#path.join('/') === 'rss/channel/item') {
      this.#item = { texts: new Map(), terms: [], meta: new Map(), comments: 0 }
    }
    if (name === 'category') this.#term = { domain: attributes['domain'] ?? '', nicename: attributes['nicename'] ?? '' }
  }

  text(text: string): void {
    if (this.#item !== undefined || this.#path.length <= 3) this.#text += text
  }

  close(name: string): void {
    const item = this.#item
    const parent = this.#path.at(-2)
    this.#path.pop()
    if (item === undefined) return
    if (name === 'item' && parent === 'channel') {
      this.items.push(item)
      this.#item = undefined
    } else if (parent === 'item') this.#closeField(item, name)
    else if (parent === 'wp:postmeta' && name === 'wp:meta_key') this.#metaKey = this.#text
    else if (parent === 'wp:postmeta' && name === 'wp:meta_value') item.meta.set(this.#metaKey, this.#text)
  }

  #closeField(item: OpenItem, name: string): void {
    if (name === 'category') item.terms.push({ ...this.#term, name: this.#text.trim() })
    else if (name === 'wp:comment') item.comments += 1
    else if (!item.texts.has(name)) item.texts.set(name, this.#text)
  }
}

/**
 * Reads the items of a WordPress export. Throws `PageRefused`: for a document type declaration, in which entities could grow
 * without end, for broken XML, and for XML that is no WordPress export.
 */
export function parseExport(text: string): ExportItem[] {
  const reading = new ExportReading()
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false })
  parser.on('doctype', () => {
    throw new PageRefused('doctype')
  })
  parser.on('opentag', ({ name, attributes }) => reading.open(name, attributes))
  parser.on('closetag', ({ name }) => reading.close(name))
  parser.on('text', (part) => reading.text(part))
  parser.on('cdata', (part) => reading.text(part))
  parser.on('error', () => {
    throw new PageRefused('broken-xml')
  })
  // Control characters slip into exports from pasted text; XML 1.0 §2.2 forbids them.
  parser.write(text.replace(/^\uFEFF/, '').replace(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu, '')).close()
  if (!reading.isExport) throw new PageRefused('not-wordpress')
  return reading.items
}
