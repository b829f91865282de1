import { Document, isScalar, Scalar, visit } from 'yaml'
import { splitFile } from '../front-matter.ts'
import { applyEdits } from '../yaml/edits.ts'
import { lineBreakOf } from '../yaml/lines.ts'
import type { HeaderNode } from '../yaml/read.ts'
import type { Entry, YamlNode } from '../yaml/tree.ts'
import { findFences } from './fences.ts'
import { isKnownField } from './fields.ts'

/** What a header can hold. A part that is `undefined` is left out. */
export type HeaderValue =
  | string
  | number
  | boolean
  | readonly HeaderValue[]
  | { readonly [field: string]: HeaderValue | undefined }

/** New values of outermost fields; `undefined` takes a field away. */
export type HeaderEdits = Readonly<Record<string, HeaderValue | undefined>>

type Plain = string | Plain[] | { [field: string]: Plain }

const isList = (value: HeaderValue): value is readonly HeaderValue[] => Array.isArray(value)

function plainOf(value: HeaderValue): Plain {
  if (isList(value)) return value.map(plainOf)
  if (typeof value !== 'object') return String(value)
  return Object.fromEntries(
    Object.entries(value).flatMap(([field, part]) => (part === undefined ? [] : [[field, plainOf(part)]])),
  )
}

/** Whether YAML, or the reading that looks out for editors' slips, would take the bare text for something else. */
function needsQuotes(text: string): boolean {
  if (/^(?:|~|null)$/i.test(text)) return true
  const name = /^["']?([\p{L}\p{N}_-]+)[ \t\u3000]*[:：]/u.exec(text)?.[1]
  return name !== undefined && (text.includes('：') || isKnownField(name))
}

function renderYaml(value: HeaderValue, style: 'block' | 'flow', quoted = false): string {
  const document = new Document(plainOf(value), { schema: 'failsafe' })
  visit(document, {
    Scalar(key, node) {
      if (key !== 'key' && isScalar(node) && (quoted || needsQuotes(String(node.value))))
        node.type = Scalar.QUOTE_DOUBLE
    },
  })
  return document
    .toString({
      lineWidth: 0,
      blockQuote: false,
      doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
      collectionStyle: style,
      flowCollectionPadding: false,
    })
    .trimEnd()
}

const isNested = (value: HeaderValue) => typeof value === 'object' && Object.keys(plainOf(value)).length > 0

/** What stands after a field's colon. */
function renderValue(value: HeaderValue, newline: string, quoted = false): string {
  if (!isNested(value)) return ` ${renderYaml(value, 'flow', quoted)}`
  return renderYaml(value, 'block')
    .split('\n')
    .map((line) => `${newline}  ${line}`)
    .join('')
}

/** A header that has been read, and where lines can be added to it. */
interface OpenHeader {
  readonly text: string
  readonly node: HeaderNode
  /** Where the closing `---` begins. */
  readonly end: number
  readonly newline: string
}

function openHeader(text: string): OpenHeader {
  const { header, problems } = splitFile('', new TextEncoder().encode(text))
  const { header: fences } = findFences(text)
  if (header === undefined || fences === undefined || problems.some(({ severity }) => severity === 'error'))
    throw new Error('The header has errors; it can be edited when they are mended')
  if (text.startsWith('{', header.root.start)) throw new Error('A header in the notation of JSON cannot be edited')
  return { text, node: header, end: fences.end, newline: lineBreakOf(text) }
}

const isFlow = (node: YamlNode, text: string) => /[[{]/.test(text[node.start] ?? '')

/** Where a value's last character is; a block list or map has no end of its own. */
function endOfValue(node: YamlNode, text: string): number {
  if ((node.kind === 'list' || node.kind === 'map') && !isFlow(node, text)) {
    const last = node.kind === 'list' ? node.items.at(-1) : node.entries.at(-1)?.value
    if (last !== undefined) return endOfValue(last, text)
  }
  if (node.kind === 'empty') return Math.max(node.end, text.indexOf(':', node.start) + 1)
  return node.start + text.slice(node.start, node.end).trimEnd().length
}

function endOfLine(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset)
  if (newline === -1) return text.length
  return text[newline - 1] === '\r' ? newline - 1 : newline
}

const startOfLine = (text: string, offset: number) => text.lastIndexOf('\n', offset - 1) + 1
const findEntry = ({ node }: OpenHeader, field: string) => node.root.entries.find(({ key }) => key === field)

function replaceValue({ text, newline }: OpenHeader, { keySpan, value }: Entry, next: HeaderValue) {
  const colon = text.indexOf(':', keySpan.end) + 1
  // A remark after bare words would be taken for more of them.
  const after = text.slice(endOfValue(value, text), endOfLine(text, endOfValue(value, text)))
  const rendered = renderValue(next, newline, typeof next === 'string' && after.trim() !== '')
  const onOneLine = value.kind === 'text' || isFlow(value, text)
  if (value.kind === 'empty') return { start: colon, end: colon, text: rendered }
  if (onOneLine && !isNested(next)) return { start: value.start, end: endOfValue(value, text), text: rendered.slice(1) }
  return { start: colon, end: endOfLine(text, endOfValue(value, text)), text: rendered }
}

function removeEntry({ text }: OpenHeader, { keySpan, value }: Entry) {
  const end = endOfLine(text, endOfValue(value, text))
  return { start: startOfLine(text, keySpan.start), end: text.indexOf('\n', end) + 1, text: '' }
}

/**
 * The text of a content file with some fields of its header set or taken away. Every byte that does not belong to one of
 * these fields stays as it is. Throws when the header has errors.
 */
export function setHeaderFields(text: string, edits: HeaderEdits): string {
  const header = openHeader(text)
  const { end, newline } = header
  const changes = Object.entries(edits).flatMap(([field, value]) => {
    const entry = findEntry(header, field)
    if (value === undefined) return entry === undefined ? [] : [removeEntry(header, entry)]
    if (entry !== undefined) return [replaceValue(header, entry, value)]
    return [{ start: end, end, text: `${field}:${renderValue(value, newline)}${newline}` }]
  })
  const added = changes.filter(({ start }) => start === end).map((change) => change.text)
  const others = changes.filter(({ start }) => start !== end)
  return applyEdits(text, [...others, { start: end, end, text: added.join('') }]).text
}

/** The same with one more item at the end of a list, whose other items stay as they are. Throws when the header has errors. */
export function appendToHeaderList(text: string, field: string, item: HeaderValue): string {
  const header = openHeader(text)
  const list = findEntry(header, field)?.value
  if (list?.kind !== 'list' || list.items.length === 0) return setHeaderFields(text, { [field]: [item] })
  if (isFlow(list, text)) {
    const inside = text.slice(list.start + 1, list.end - 1).trimEnd()
    const at = list.start + 1 + inside.length
    const comma = inside.endsWith(',') ? ' ' : ', '
    return applyEdits(text, [{ start: at, end: at, text: comma + renderYaml(item, 'flow') }]).text
  }
  const at = endOfLine(text, endOfValue(list, text))
  const indent = ' '.repeat(list.start - startOfLine(text, list.start))
  const lines = renderYaml([item], 'block').split('\n')
  return applyEdits(text, [{ start: at, end: at, text: lines.map((line) => header.newline + indent + line).join('') }])
    .text
}
