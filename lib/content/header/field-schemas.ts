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
export function buildHeaderSchema(): object {
  const schema = z.toJSONSchema(releaseHeaderSchema, { io: 'input', target: 'draft-7' })
  return { ...schema, title: 'Header of a release' }
}

/** The fields of a release's header, in the order in which they are documented. */
export function readFieldSchemas(): readonly (readonly [name: string, schema: FieldSchema, required: boolean])[] {
  const { properties = {}, required = [] } = fieldSchema.parse(buildHeaderSchema())
  return Object.entries(properties).map(([name, schema]) => [name, schema, required.includes(name)])
}
