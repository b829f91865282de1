import type { Place } from '../problem.ts'
import { byteOrderMark } from '../yaml/places.ts'
import type { HeaderNode } from '../yaml/read.ts'
import type { Entry, ListNode, YamlNode } from '../yaml/tree.ts'

export type FieldPath = readonly (string | number)[]

/** Items of a list that have something in them; paths count these. */
export const filledItems = (list: ListNode) => list.items.filter(({ kind }) => kind !== 'empty')

interface Located {
  /** The value at the path; absent when the header has none. */
  readonly node?: YamlNode
  /** The last field on the way that is there. */
  readonly entry?: Entry
  /** The last node on the way that is there. */
  readonly nearest: YamlNode
}

/** Walks from the outermost fields along `path`. */
export function locate(header: HeaderNode, path: FieldPath): Located {
  let node: YamlNode = header.root
  let entry: Entry | undefined
  for (const step of path) {
    let next: YamlNode | undefined
    if (node.kind === 'map') {
      const found: Entry | undefined = node.entries.find(({ key }) => key === String(step))
      entry = found ?? entry
      next = found?.value
    } else if (node.kind === 'list') next = filledItems(node)[Number(step)]
    if (next === undefined) return { nearest: node, ...(entry === undefined ? {} : { entry }) }
    node = next
  }
  return { node, nearest: node, ...(entry === undefined ? {} : { entry }) }
}

/** The text at the path, as YAML read it; `undefined` when there is none. */
export function textAt(header: HeaderNode, path: FieldPath): string | undefined {
  const { node } = locate(header, path)
  return node?.kind === 'text' ? node.value : undefined
}

/** The place of a node, its first line underlined. */
export const placeOfNode = (header: HeaderNode, { start, end }: { readonly start: number; readonly end: number }) =>
  header.places.at(start, Math.max(end, start + 1))

/** The place of the value at the path; of the nearest field around it, or of the file's first line, when it is missing. */
export function placeOfPath(header: HeaderNode, path: FieldPath): Place {
  const { node, entry, nearest } = locate(header, path)
  // A block of lines is named by its field, which stands above it.
  const block = (node?.kind === 'map' || node?.kind === 'list') && !/[[{]/.test(header.text[node.start] ?? '')
  if (block && entry?.value === node) return placeOfNode(header, entry.keySpan)
  if (node !== undefined && node.kind !== 'empty') return placeOfNode(header, node)
  // A part that is missing in an item of a list is told at that item.
  if (node === undefined && nearest.kind === 'map' && nearest !== header.root && entry?.value !== nearest)
    return placeOfNode(header, nearest.entries[0]?.keySpan ?? nearest)
  if (entry !== undefined) return placeOfNode(header, entry.keySpan)
  const start = header.text.startsWith(byteOrderMark) ? 1 : 0
  return header.places.at(start, header.text.length)
}

/** Like `placeOfPath`, for a path as one word: `changes.0.date`. */
export const placeOfField = (header: HeaderNode, field: string) => placeOfPath(header, field.split('.'))
