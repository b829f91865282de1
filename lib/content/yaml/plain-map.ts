import type { Entry, ListNode, MapNode, TextNode, YamlNode } from './tree.ts'

/** A field at the beginning of its line, with or without something after its colon. */
const field = /^([A-Za-z][A-Za-z0-9]{0,40}):(?: (?=\S)|$)/

/** Text without a sign that means anything to YAML, inside or outside brackets. */
const plainText =
  /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{Pd}\p{Pi}\p{Pf} .()/+;_，。、；！？《》「」（）%~=—·]*[\p{L}\p{N}.()/+;_，。、；！？《》「」（）%—·])?$/u
/** The same where it stands on a line of its own. */
const lineText =
  /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{Pd}\p{Pi}\p{Pf} .()/+;_,'!?&@$€£，。、；！？：《》「」（）%~=—·…]*[\p{L}\p{N}.()/+;_!?，。、；！？》「」（）%—·…\p{Pf}])?$/u
const clockTime = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}(?::\d{2})?$/
const path = /^(?:https?:\/)?\/[\w./-]*$/
const quotedText = /^(?:"[^"\\\t]*"|'[^'\t]*')$/
const nullWord = /^(?:null|Null|NULL)$/

const letter = /[A-Za-z]/
const dashes = ['- ', '  - ']

type ToOffset = (offset: number) => number

/** What was read, and where the line after it begins. */
interface Read<Node> {
  readonly node: Node
  readonly next: number
}

/** A header of plain lines. What is not plain is `undefined`. */
class PlainLines {
  readonly #source: string
  readonly #toOffset: ToOffset

  constructor(source: string, toOffset: ToOffset) {
    this.#source = source
    this.#toOffset = toOffset
  }

  /** The map whose first field begins at `start`, and whose other lines begin with `indent`. */
  readMap(start: number, indent: string, isOutermost = false): Read<MapNode> | undefined {
    const entries: Entry[] = []
    const keys = new Set<string>()
    for (let at = start; ; ) {
      const end = this.#lineEnd(at)
      const line = this.#source.slice(at, end)
      const match = field.exec(line)
      const key = match?.[1]
      if (match === null || key === undefined || keys.has(key)) return undefined
      const value = this.#readValue(line.slice(match[0].length), at + match[0].length, isOutermost)
      if (value === undefined) return undefined
      keys.add(key)
      entries.push({ key, keySpan: this.#span(at, at + key.length), value: value.node })
      const next = isOutermost ? this.#afterComments(value.next) : value.next
      if (next >= this.#source.length || !this.#source.startsWith(indent, next))
        return { node: { kind: 'map', entries, ...this.#span(start, value.next) }, next }
      at = next + indent.length
    }
  }

  /** The text, or the list in brackets, in the rest of a line; of an outermost field the lines below it, too. */
  #readValue(text: string, at: number, isOutermost: boolean): Read<YamlNode> | undefined {
    const next = Math.min(at + text.length + 1, this.#source.length)
    if (text === '') return isOutermost ? this.#readBlock(next) : undefined
    const node = text.startsWith('[') ? this.#readBrackets(text, at) : this.#readText(text, at)
    return node && { node, next }
  }

  #readBlock(start: number): Read<YamlNode> | undefined {
    const dash = dashes.find((mark) => this.#source.startsWith(mark, start))
    if (dash !== undefined) return this.#readList(start, dash)
    const isMap = this.#source.startsWith('  ', start) && letter.test(this.#source.charAt(start + 2))
    return isMap ? this.readMap(start + 2, '  ') : undefined
  }

  /** A list whose items begin with `dash`: texts, or maps of texts. */
  #readList(start: number, dash: string): Read<ListNode> | undefined {
    const items: YamlNode[] = []
    let next = start
    while (next < this.#source.length && this.#source.startsWith(dash, next)) {
      const item = this.#readItem(next + dash.length, dash)
      if (item === undefined) return undefined
      items.push(item.node)
      next = item.next
    }
    return { node: { kind: 'list', items, ...this.#span(start + dash.length - 2, next) }, next }
  }

  #readItem(at: number, dash: string): Read<YamlNode> | undefined {
    const end = this.#lineEnd(at)
    const text = this.#source.slice(at, end)
    if (field.test(text)) return this.readMap(at, ' '.repeat(dash.length))
    // What stands before a full-width colon may be meant as the name of a field.
    const node = text.includes('：') ? undefined : this.#readText(text, at)
    return node && { node, next: Math.min(end + 1, this.#source.length) }
  }

  #readBrackets(text: string, start: number): ListNode | undefined {
    if (!text.endsWith(']') || text.length < 3) return undefined
    const items: TextNode[] = []
    let at = start + 1
    for (const part of text.slice(1, -1).split(',')) {
      const node = this.#readText(part.trim(), at + part.length - part.trimStart().length, plainText)
      if (node === undefined) return undefined
      items.push(node)
      at += part.length + 1
    }
    return { kind: 'list', items, ...this.#span(start, start + text.length) }
  }

  #readText(text: string, start: number, pattern = lineText): TextNode | undefined {
    const span = this.#span(start, start + text.length)
    if (quotedText.test(text)) return { kind: 'text', value: text.slice(1, -1), ...span }
    const plain = (pattern.test(text) || clockTime.test(text) || path.test(text)) && !nullWord.test(text)
    return plain ? { kind: 'text', value: text, ...span } : undefined
  }

  /** Where the first line from `start` on begins that is no comment. */
  #afterComments(start: number): number {
    let next = start
    while (this.#source.startsWith('#', next)) next = this.#lineEnd(next) + 1
    return next
  }

  #lineEnd(at: number): number {
    const newline = this.#source.indexOf('\n', at)
    return newline === -1 ? this.#source.length : newline
  }

  #span(start: number, end: number) {
    return { start: this.#toOffset(start), end: this.#toOffset(end) }
  }
}

/**
 * A map of lines `field: text` and `field: [text, text]`, and of lists and maps of such lines below a field, with nothing in it that needs
 * to know YAML, as most headers are; `undefined` for everything else. The same answer as the parser of all YAML gives, twenty times as fast.
 */
export function readPlainMap(source: string, toOffset: ToOffset): MapNode | undefined {
  return source.startsWith('\n') ? new PlainLines(source, toOffset).readMap(1, '', true)?.node : undefined
}
