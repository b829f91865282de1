import { z } from 'zod'
import { releaseHeaderSchema } from '#lib/content/schema.ts'
import { renderNewRelease } from '../verbs/new.ts'

/** The JSON Schema (draft 7, the one that editors understand) of a release's header. */
function buildHeaderSchema(): object {
  const schema = z.toJSONSchema(releaseHeaderSchema, { io: 'input', target: 'draft-7' })
  return { ...schema, title: 'Header of a release' }
}

interface Snippet {
  readonly prefix: readonly string[]
  readonly scope: 'markdown'
  readonly description: string
  readonly body: readonly string[]
}

/** What an editor types for a field: its name, then places to fill in. */
interface FieldSchema {
  readonly type?: string | undefined
  readonly enum?: readonly unknown[] | undefined
  readonly description?: string | undefined
  readonly properties?: Readonly<Record<string, FieldSchema>> | undefined
  readonly items?: FieldSchema | undefined
  readonly anyOf?: readonly FieldSchema[] | undefined
}

const fieldSchema: z.ZodType<FieldSchema> = z.object({
  type: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  description: z.string().optional(),
  properties: z
    .record(
      z.string(),
      z.lazy(() => fieldSchema),
    )
    .optional(),
  items: z.lazy(() => fieldSchema).optional(),
  anyOf: z.array(z.lazy(() => fieldSchema)).optional(),
})

const choices = (values: readonly unknown[], place: number) => `\${${place}|${values.join(',')}|}`

/** A field's lines; places are numbered in their order. */
function renderField(name: string, schema: FieldSchema): string[] {
  let places = 0
  const placeFor = ({ enum: values }: FieldSchema, text: string) => {
    places += 1
    return values === undefined ? `\${${places}:${text}}` : choices(values, places)
  }
  const parts = (properties: Readonly<Record<string, FieldSchema>>) =>
    Object.entries(properties).map(([part, of]) => `${part}: ${placeFor(of, part)}`)
  if (schema.properties !== undefined) return [`${name}:`, ...parts(schema.properties).map((line) => `  ${line}`)]
  if (schema.items?.properties !== undefined)
    return [`${name}:`, ...parts(schema.items.properties).map((line, at) => `${at === 0 ? '  - ' : '    '}${line}`)]
  if (schema.items !== undefined) return [`${name}: [${placeFor(schema.items, name)}]`]
  const text = /[dD]ate|expires|Until/.test(name) ? '2026-11-21 09:30:00' : name
  return [`${name}: ${placeFor(schema, text)}`]
}

/** The snippets of VS Code for the header: each field by its name. */
function buildSnippets(): Readonly<Record<string, Snippet>> {
  const { properties = {} } = fieldSchema.parse(buildHeaderSchema())
  const fields = Object.entries(properties).map(([name, schema]) => {
    const description = schema.description ?? 'A field of the header; see content/README.md'
    const body = renderField(name, schema)
    return [`Header: ${name}`, { prefix: [name], scope: 'markdown' as const, description, body }] as const
  })
  return Object.fromEntries(fields)
}

const date = '2026-11-21 09:30:00'

/** Every file for editors' tools that is made from the code, by its path in the repository. */
export function buildEditorFiles(): ReadonlyMap<string, string> {
  const json = (value: object) => `${JSON.stringify(value, undefined, 2)}\n`
  return new Map([
    ['.vscode/release-header.schema.json', json(buildHeaderSchema())],
    ['.vscode/release-header.code-snippets', json(buildSnippets())],
    ['docs/templates/en.md', renderNewRelease({ title: 'The headline', locale: 'en', category: undefined }, date)],
    ['docs/templates/zh.md', renderNewRelease({ title: '标题', locale: 'zh', category: undefined }, date)],
  ])
}
