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

/** What a header says in the fields in which it makes no mistake. */
export interface SupposedFields<Fields> {
  readonly fields: Fields
  /** Names of the outermost fields that a mistake is in: of them nothing is known. */
  readonly doubtful: readonly string[]
}

/**
 * The fields that the schema accepts, for a header of which it refuses others. `instead` gives a value for an outermost field
 * that cannot be done without, and for an item of a list of which the others are to count; `undefined` leaves the field out.
 */
export function supposeFields<Schema extends z.ZodType>(
  header: HeaderNode,
  schema: Schema,
  instead: (field: string, item?: number) => string | undefined,
): SupposedFields<z.output<Schema>> {
  const given = plainMap(header.root, [], [])
  const parsed = schema.safeParse(given)
  if (parsed.success) return { fields: parsed.data, doubtful: [] }
  const fields = new Map(Object.entries(given))
  const doubtful = new Set<string>()
  for (const { path, ...issue } of parsed.error.issues) {
    const [first, item] = path
    if (first === undefined && issue.code === 'unrecognized_keys') for (const key of issue.keys) fields.delete(key)
    if (first === undefined) continue
    const field = String(first)
    const list = fields.get(field)
    const other = typeof item === 'number' ? instead(field, item) : undefined
    if (other !== undefined && Array.isArray(list)) {
      fields.set(field, list.with(Number(item), other))
      continue
    }
    doubtful.add(field)
    const value = instead(field)
    if (value === undefined) fields.delete(field)
    else fields.set(field, value)
  }
  return { fields: schema.parse(Object.fromEntries(fields)), doubtful: [...doubtful] }
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
