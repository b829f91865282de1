import { z } from 'zod'
import type { Edit, Problem } from '../problem.ts'
import { problem } from '../problem.ts'
import { excerpt, quote } from '../yaml/quoting.ts'
import type { HeaderNode } from '../yaml/read.ts'
import type { YamlNode } from '../yaml/tree.ts'
import { suggestField } from './fields.ts'
import { type FieldPath, locate, placeOfNode, placeOfPath } from './locate.ts'
import { nearest } from './spelling.ts'
import { ValueFault } from './value-fault.ts'

/** What the words about an issue need besides the issue. */
export interface IssueContext {
  readonly header: HeaderNode
  readonly schema: unknown
  /** Paths, joined by dots, that have been told as left empty; they are not missing as well. */
  readonly told: ReadonlySet<string>
}

type Issue = z.core.$ZodIssue

const pathOf = (issue: Issue): FieldPath => issue.path.map((step) => (typeof step === 'number' ? step : String(step)))
const fieldOf = (path: FieldPath) => String(path.findLast((step) => typeof step === 'string') ?? '')

/** The schema of the fields at `path`, without what makes it optional or a choice. */
function schemaAt(schema: unknown, path: FieldPath): unknown {
  if (schema instanceof z.ZodExactOptional || schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return schemaAt(schema.unwrap(), path)
  if (schema instanceof z.ZodUnion)
    return schemaAt(
      schema.options.find((option: unknown) => option instanceof z.ZodObject),
      path,
    )
  const [step, ...rest] = path
  if (step === undefined) return schema
  if (schema instanceof z.ZodObject) return schemaAt(schema.shape[String(step)], rest)
  if (schema instanceof z.ZodArray) return schemaAt(schema.element, rest)
  return schema instanceof z.ZodRecord ? schemaAt(schema.valueType, rest) : undefined
}

/** Names of the fields that may stand at `path`. */
function fieldsAt(schema: unknown, path: FieldPath): string[] {
  const found = schemaAt(schema, path)
  return found instanceof z.ZodObject ? Object.keys(found.shape) : []
}

const replacing = ({ start, end }: { readonly start: number; readonly end: number }, text: string): Edit[] => [
  { start, end, text },
]

function unknownFields(context: IssueContext, path: FieldPath, keys: readonly string[]): Problem[] {
  const { header, schema } = context
  const known = fieldsAt(schema, path)
  const { node } = locate(header, path)
  const present = node?.kind === 'map' ? node.entries.map(({ key }) => key) : []
  // A thousand unknown fields are one mistake; the others are told when these are mended.
  return keys.slice(0, 100).map((field) => {
    const entry = node?.kind === 'map' ? node.entries.find(({ key }) => key === field) : undefined
    const meant = suggestField(field, known) ?? ''
    const place = entry === undefined ? placeOfPath(header, path) : placeOfNode(header, entry.keySpan)
    const values = {
      field: excerpt(field),
      meant,
      known: known.join(', '),
      there: present.includes(meant) ? 'yes' : '',
    }
    const fix =
      meant === '' || present.includes(meant) || entry === undefined ? undefined : replacing(entry.keySpan, meant)
    return problem('header/unknown-field', place, values, fix)
  })
}

/** Whether a missing field is there under a wrong name, which has been told. */
function isMisspelt(context: IssueContext, path: FieldPath): boolean {
  const around = locate(context.header, path.slice(0, -1)).node
  const known = fieldsAt(context.schema, path.slice(0, -1))
  if (around?.kind !== 'map') return false
  return around.entries.some(({ key }) => !known.includes(key) && suggestField(key, known) === String(path.at(-1)))
}

function missingField(context: IssueContext, path: FieldPath): Problem[] {
  const { header, told } = context
  if (told.has(path.join('.')) || header.unreadable.size > 0 || isMisspelt(context, path)) return []
  const field = fieldOf(path)
  const values = { field, parent: fieldOf(path.slice(0, -1)) }
  return [problem(field === 'alt' ? 'header/alt-missing' : 'header/missing-field', placeOfPath(header, path), values)]
}

const kindOf = (node: YamlNode | undefined) => (node?.kind === 'list' || node?.kind === 'map' ? node.kind : 'text')

function listText(value: string): string {
  const items = value
    .replace(/^[［【[(（]|[］】\])）]$/gu, '')
    .split(/[,，、;；]/u)
    .map((item) => item.trim())
    .filter((item) => item !== '')
  return `[${items.map((item) => (/^[\p{L}\p{N}/][^,[\]{}#:"']*$/u.test(item) ? item : quote(item))).join(', ')}]`
}

/** A list, a map or words where something else should be. */
function wrongKind(context: IssueContext, path: FieldPath, expected: string): Problem[] {
  const { header, schema } = context
  const { node } = locate(header, path)
  if (node === undefined || node.kind === 'empty') return missingField(context, path)
  const place = placeOfPath(header, path)
  const field = fieldOf(path)
  const source = header.text.slice(node.start, node.end).trimEnd()
  const span = { start: node.start, end: node.start + source.length }
  const values = { field, kind: kindOf(node), value: excerpt(source) }
  if (expected === 'string') {
    const oneLine = !source.includes('\n')
    const line = oneLine ? quote(source) : ''
    return [problem('header/not-text', place, { ...values, line }, oneLine ? replacing(span, line) : undefined)]
  }
  const parts = fieldsAt(schema, expected === 'array' ? [...path, 0] : path).join(', ')
  if (expected !== 'array') return [problem('header/not-parts', place, { ...values, parts })]
  const list = node.kind === 'text' && parts === '' ? listText(node.value) : ''
  return [
    problem(
      'header/not-list',
      place,
      { ...values, parts, line: list },
      list === '' ? undefined : replacing(span, list),
    ),
  ]
}

const yes = /^(?:true|yes|y|on|1|是|真)$/iu
const no = /^(?:false|no|n|off|0|否|假)$/iu

function wrongChoice(context: IssueContext, path: FieldPath, choices: readonly string[]): Problem[] {
  const { header } = context
  const { node } = locate(header, path)
  if (node === undefined || node.kind === 'empty') return missingField(context, path)
  if (node.kind !== 'text') return wrongKind(context, path, 'string')
  const place = placeOfNode(header, node)
  const values = { field: fieldOf(path), value: excerpt(node.value) }
  if (choices.includes('true')) {
    const meant = yes.test(node.value.trim()) ? 'true' : no.test(node.value.trim()) ? 'false' : ''
    return [
      problem('header/not-boolean', place, { ...values, meant }, meant === '' ? undefined : replacing(node, meant)),
    ]
  }
  const meant = nearest(node.value, choices) ?? ''
  const all = choices.map((choice) => `\`${choice}\``).join(', ')
  return [
    problem(
      'header/unknown-value',
      place,
      { ...values, meant, choices: all },
      meant === '' ? undefined : replacing(node, meant),
    ),
  ]
}

function faultOf(params: unknown): ValueFault | undefined {
  if (typeof params !== 'object' || params === null || !('fault' in params)) return undefined
  return params.fault instanceof ValueFault ? params.fault : undefined
}

function refusedValue(context: IssueContext, path: FieldPath, params: unknown): Problem[] {
  const fault = faultOf(params)
  if (fault === undefined) throw new Error(`A schema refused ${path.join('.')} without saying why`)
  const { header } = context
  const { node } = locate(header, path)
  const fix = fault.replacement === undefined || node === undefined ? undefined : replacing(node, fault.replacement)
  return [problem(fault.code, placeOfPath(header, path), { field: fieldOf(path), ...fault.values }, fix)]
}

/** Of the choices of a union, the issues of the one that the editor's notation chose. */
function unionProblems(context: IssueContext, path: FieldPath, branches: readonly (readonly Issue[])[]): Problem[] {
  const chosen = branches.find(
    (issues) => !issues.some((issue) => issue.code === 'invalid_type' && issue.path.length === 0),
  )
  if (chosen === undefined) return wrongKind(context, path, 'string')
  return issueProblems(
    context,
    chosen.map((issue) => ({ ...issue, path: [...path, ...issue.path] })),
  )
}

function issueProblem(context: IssueContext, issue: Issue): Problem[] {
  const path = pathOf(issue)
  switch (issue.code) {
    case 'unrecognized_keys':
      return unknownFields(context, path, issue.keys)
    case 'invalid_type':
      return wrongKind(context, path, issue.expected)
    case 'invalid_value':
      return wrongChoice(context, path, issue.values.map(String))
    case 'too_big': {
      const { node } = locate(context.header, path)
      const length = node?.kind === 'text' ? node.value.trim().length : 0
      const values = { field: fieldOf(path), length, limit: Number(issue.maximum) }
      return [problem('header/text-too-long', placeOfPath(context.header, path), values)]
    }
    case 'too_small':
      return [problem('header/empty-field', placeOfPath(context.header, path), { field: fieldOf(path) })]
    case 'invalid_union':
      return unionProblems(context, path, issue.errors)
    case 'custom':
      return refusedValue(context, path, issue.params)
    default:
      throw new Error(`No words for the schema's complaint ${issue.code}`)
  }
}

/** The problems behind a schema's complaints. */
export function issueProblems(context: IssueContext, issues: readonly Issue[]): Problem[] {
  return issues.flatMap((issue) => issueProblem(context, issue))
}
