import type { z } from 'zod'
import type { Problem } from '../problem.ts'
import { problem } from '../problem.ts'
import type { HeaderNode } from '../yaml/read.ts'
import type { MapNode, YamlNode } from '../yaml/tree.ts'
import { issueProblems } from './issues.ts'
import { type FieldPath, filledItems, placeOfNode } from './locate.ts'

/** Fields that may stand there with nothing after the colon, as a template leaves them; nothing is then said of them. */
const mayBeEmpty = new Set([
  ...['source', 'summary', 'category', 'tags', 'number', 'dateline', 'image', 'downloads', 'contacts', 'changes'],
  ...['aliases', 'canonical', 'caption', 'credit', 'role', 'phone', 'email', 'url', 'reason', 'updated'],
  ...['footer', 'social', 'verification', 'boilerplate', 'approvedBy', 'telephone', 'supportedBy', 'icp', 'address'],
  ...['publicSecurity', 'description', 'google', 'bing', 'baidu', 'sogou', '360'],
])

interface EmptyField {
  readonly path: FieldPath
  readonly node: { readonly start: number; readonly end: number }
}

/** The node as plain strings, arrays and objects; fields with nothing in them go to `empty`. */
function plainValue(node: YamlNode, path: FieldPath, empty: EmptyField[]): unknown {
  if (node.kind === 'text') return node.value
  if (node.kind === 'list') return filledItems(node).map((item, index) => plainValue(item, [...path, index], empty))
  return node.kind === 'map' ? plainMap(node, path, empty) : undefined
}

function plainMap(map: MapNode, path: FieldPath, empty: EmptyField[]): Record<string, unknown> {
  const pairs: [string, unknown][] = []
  for (const { key, keySpan, value } of map.entries) {
    if (value.kind === 'empty') empty.push({ path: [...path, key], node: keySpan })
    else pairs.push([key, plainValue(value, [...path, key], empty)])
  }
  // `fromEntries` defines properties: a field named __proto__ becomes an own one and is refused like any unknown field.
  return Object.fromEntries(pairs)
}

function emptyProblem(header: HeaderNode, { path, node }: EmptyField): Problem[] {
  const field = String(path.at(-1) ?? '')
  if (mayBeEmpty.has(field)) return []
  const code = field === 'alt' ? 'header/alt-missing' : 'header/empty-field'
  return [problem(code, placeOfNode(header, node), { field })]
}

export interface FieldsRead<Fields> {
  /** Absent when the schema refuses anything. */
  readonly fields?: Fields
  readonly problems: readonly Problem[]
}

/** Checks what YAML read against a schema; each complaint becomes a problem at its field or value. */
export function readFields<Schema extends z.ZodType>(header: HeaderNode, schema: Schema): FieldsRead<z.output<Schema>> {
  const empty: EmptyField[] = []
  const parsed = schema.safeParse(plainMap(header.root, [], empty))
  const problems = empty.flatMap((field) => emptyProblem(header, field))
  if (parsed.success) return { fields: parsed.data, problems }
  const told = new Set(
    empty.filter(({ path }) => !mayBeEmpty.has(String(path.at(-1)))).map(({ path }) => path.join('.')),
  )
  const refused = issueProblems({ header, schema, told }, parsed.error.issues)
  // What YAML could not read it may have put in the wrong place; that line has been told.
  return { problems: [...problems, ...refused].filter(({ line }) => !header.unreadable.has(line)) }
}
