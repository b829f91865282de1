import { z } from 'zod'
import { releaseHeaderSchema } from '../schema.ts'

/** What the JSON Schema of the header says of one field; for tools in which editors fill it in. */
export interface FieldSchema {
  readonly type?: string | undefined
  /** `moment`: a point in time; `file`: a file in the release's folder; `picture`: one that can be shown. */
  readonly 'x-kind'?: 'moment' | 'file' | 'picture' | undefined
  readonly format?: string | undefined
  readonly enum?: readonly unknown[] | undefined
  readonly maxLength?: number | undefined
  readonly pattern?: string | undefined
  readonly description?: string | undefined
  readonly required?: readonly string[] | undefined
  readonly properties?: Readonly<Record<string, FieldSchema>> | undefined
  readonly items?: FieldSchema | undefined
  readonly anyOf?: readonly FieldSchema[] | undefined
}

const fieldSchema: z.ZodType<FieldSchema> = z.object({
  type: z.string().optional(),
  'x-kind': z.enum(['moment', 'file', 'picture']).optional(),
  format: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  maxLength: z.number().optional(),
  pattern: z.string().optional(),
  description: z.string().optional(),
  required: z.array(z.string()).optional(),
  properties: z
    .record(
      z.string(),
      z.lazy(() => fieldSchema),
    )
    .optional(),
  items: z.lazy(() => fieldSchema).optional(),
  anyOf: z.array(z.lazy(() => fieldSchema)).optional(),
})

/** The JSON Schema (draft 7, the one that editors' tools understand) of a release's header. */
function buildHeaderSchema(): object {
  const schema = z.toJSONSchema(releaseHeaderSchema, { io: 'input', target: 'draft-7' })
  return { ...schema, title: 'Header of a release' }
}

const dateForm = 'Write the date as 2026-11-21, 2026-11-21 09:30 or 2026-11-21 09:30:00. 日期写成“年-月-日 时:分:秒”。'

/**
 * The same for programs that read YAML by themselves: to them a title such as 2026 is a number, here every word is text. Says
 * what a date has to look like where they would show the pattern.
 */
export function buildYamlHeaderSchema(): object {
  const widen = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(widen)
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value).map(([key, inner]) => [key, widen(inner)] as const)
    const words = new Map<string, unknown>(entries)
    if (words.get('x-kind') === 'moment') words.set('patternErrorMessage', dateForm)
    else if (words.get('type') === 'string' && !['enum', 'format', 'x-kind'].some((key) => words.has(key)))
      words.set('type', ['string', 'number'])
    return Object.fromEntries(words)
  }
  return z.record(z.string(), z.unknown()).parse(widen(buildHeaderSchema()))
}

/** The fields of a release's header, in the order in which they are documented. */
export function readFieldSchemas(): readonly (readonly [name: string, schema: FieldSchema, required: boolean])[] {
  const { properties = {}, required = [] } = fieldSchema.parse(buildHeaderSchema())
  return Object.entries(properties).map(([name, schema]) => [name, schema, required.includes(name)])
}
