import { type ErrorCode, isAlias, isMap, isNode, isScalar, isSeq, parseDocument, type Scalar } from 'yaml'
import { readPlainMap } from './plain-map.ts'

interface Span {
  /** Offsets into the whole file. */
  readonly start: number
  readonly end: number
}

export interface TextNode extends Span {
  readonly kind: 'text'
  readonly value: string
}
/** Nothing after the colon, or YAML's `null`. */
export interface EmptyNode extends Span {
  readonly kind: 'empty'
}
export interface ListNode extends Span {
  readonly kind: 'list'
  readonly items: readonly YamlNode[]
}
export interface Entry {
  readonly key: string
  readonly keySpan: Span
  readonly value: YamlNode
}
export interface MapNode extends Span {
  readonly kind: 'map'
  /** Each key once: of a repeated one the first. */
  readonly entries: readonly Entry[]
}
export type YamlNode = TextNode | EmptyNode | ListNode | MapNode

/** What stands in the way of reading; `code` is the parser's or one of our refusals. */
export interface TreeFault extends Span {
  readonly code: ErrorCode | 'duplicate' | 'reference' | 'hidden-character' | 'not-a-map'
  /** The repeated key. */
  readonly key?: string
  /** Where the key stands first. */
  readonly first?: Span
}

export interface YamlTree {
  readonly root: MapNode
  readonly faults: readonly TreeFault[]
}

interface Reading {
  readonly source: string
  readonly toOffset: (offset: number) => number
  readonly faults: TreeFault[]
}

function spanOf(node: unknown, reading: Reading): Span {
  const [start, end] = (isNode(node) ? node.range : undefined) ?? [0, 0]
  return { start: reading.toOffset(start), end: reading.toOffset(end) }
}

/** Anchors, aliases and tags save a programmer's typing; in a header they are accidents, and a way to exhaust memory. */
function refuseReferences(node: unknown, reading: Reading): boolean {
  const anchored = (isScalar(node) || isMap(node) || isSeq(node)) && node.anchor !== undefined
  const refused = isAlias(node) || anchored || (isNode(node) && node.tag !== undefined)
  if (refused) reading.faults.push({ code: 'reference', ...spanOf(node, reading) })
  return refused
}

/** Controls but tab and line ends, and halves of characters: no address, feed or sitemap can hold them. */
const hidden = /(?![\t\n\r])\p{Cc}|\p{Cs}/u

/** Notes an escape in double quotation marks that stands for such a character. One that is in the file itself is told elsewhere. */
function noteHidden(node: Scalar, value: string, reading: Reading): void {
  const isEscaped = node.type === 'QUOTE_DOUBLE' && hidden.test(value)
  if (isEscaped && !hidden.test(reading.source.slice(node.range?.[0], node.range?.[1])))
    reading.faults.push({ code: 'hidden-character', ...spanOf(node, reading) })
}

function readMap(
  items: readonly { readonly key: unknown; readonly value: unknown }[],
  span: Span,
  reading: Reading,
): MapNode {
  const entries = new Map<string, Entry>()
  for (const { key, value } of items) {
    if (!isScalar(key)) continue
    const keySpan = spanOf(key, reading)
    const name = String(key.value ?? '')
    const first = entries.get(name)
    const node = readNode(value, keySpan.end, reading)
    if (first === undefined) entries.set(name, { key: name, keySpan, value: node })
    else reading.faults.push({ code: 'duplicate', key: name, first: first.keySpan, ...keySpan })
  }
  return { kind: 'map', entries: [...entries.values()], ...span }
}

function readNode(node: unknown, emptyAt: number, reading: Reading): YamlNode {
  if (node === null || node === undefined) return { kind: 'empty', start: emptyAt, end: emptyAt }
  const span = spanOf(node, reading)
  if (refuseReferences(node, reading)) return { kind: 'empty', ...span }
  if (isMap(node)) return readMap(node.items, span, reading)
  if (isSeq(node)) {
    return { kind: 'list', items: node.items.map((item) => readNode(item, span.start, reading)), ...span }
  }
  if (!isScalar(node)) return { kind: 'empty', ...span }
  const value = String(node.value ?? '')
  noteHidden(node, value, reading)
  const isNull = node.type === 'PLAIN' && /^(?:|~|null|Null|NULL)$/.test(value)
  return isNull ? { kind: 'empty', start: emptyAt, end: emptyAt } : { kind: 'text', value, ...span }
}

/**
 * Reads YAML 1.2 with every scalar a string (failsafe schema, section 10.1). Never throws and never builds an object with
 * keys of the file. `toOffset` turns an offset in `source` into one in the file.
 */
export function parseYamlTree(source: string, toOffset: (offset: number) => number): YamlTree {
  const plain = readPlainMap(source, toOffset)
  if (plain !== undefined) return { root: plain, faults: [] }
  return parseAnyYamlTree(source, toOffset)
}

/** `parseYamlTree` by the parser of all YAML alone: what its short way must agree with. */
export function parseAnyYamlTree(source: string, toOffset: (offset: number) => number): YamlTree {
  const document = parseDocument(source, {
    schema: 'failsafe',
    version: '1.2',
    merge: false,
    stringKeys: true,
    // Its own check compares each key with all others; ours knows both places.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  })
  const faults = document.errors.map(
    ({ code, pos }): TreeFault => ({ code, start: toOffset(pos[0]), end: toOffset(pos[1]) }),
  )
  const reading: Reading = { source, toOffset, faults }
  const { contents } = document
  const root = readNode(contents, toOffset(0), reading)
  if (root.kind === 'map') return { root, faults }
  const { start, end } = root
  if (root.kind !== 'empty' && faults.length === 0) faults.push({ code: 'not-a-map', start, end })
  return { root: { kind: 'map', entries: [], start, end }, faults }
}
