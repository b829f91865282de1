import { buildYamlHeaderSchema, type FieldSchema, readFieldSchemas } from '#lib/content/header/field-schemas.ts'
import { renderNewRelease } from '../verbs/new.ts'
import { buildFrontMatterSettings } from './front-matter-cms.ts'

interface Snippet {
  readonly prefix: readonly string[]
  readonly scope: 'markdown'
  readonly description: string
  readonly body: readonly string[]
}

const exampleDate = '2026-11-21 09:30:00'

const choices = (values: readonly unknown[], place: number) => `\${${place}|${values.join(',')}|}`

/** A field's lines; places are numbered in their order. */
function renderField(name: string, schema: FieldSchema): string[] {
  let places = 0
  const placeFor = ({ enum: values, 'x-kind': kind }: FieldSchema, name: string) => {
    places += 1
    return values === undefined ? `\${${places}:${kind === 'moment' ? exampleDate : name}}` : choices(values, places)
  }
  const parts = (properties: Readonly<Record<string, FieldSchema>>) =>
    Object.entries(properties).map(([part, of]) => `${part}: ${placeFor(of, part)}`)
  if (schema.properties !== undefined) return [`${name}:`, ...parts(schema.properties).map((line) => `  ${line}`)]
  if (schema.items?.properties !== undefined)
    return [`${name}:`, ...parts(schema.items.properties).map((line, at) => `${at === 0 ? '  - ' : '    '}${line}`)]
  if (schema.items !== undefined) return [`${name}: [${placeFor(schema.items, name)}]`]
  return [`${name}: ${placeFor(schema, name)}`]
}

/** The snippets of VS Code for the header: each field by its name. */
function buildSnippets(): Readonly<Record<string, Snippet>> {
  const fields = readFieldSchemas().map(([name, schema]) => {
    const description = schema.description ?? 'A field of the header; see content/README.md'
    const body = renderField(name, schema)
    return [`Header: ${name}`, { prefix: [name], scope: 'markdown' as const, description, body }] as const
  })
  return Object.fromEntries(fields)
}

const schemaPath = '.vscode/release-header.schema.json'

/** Settings of VS Code for everybody who opens the project. */
function buildSettings(): object {
  return {
    '[markdown]': {
      'editor.quickSuggestions': { other: 'on', comments: 'off', strings: 'off' },
      'editor.snippetSuggestions': 'top',
      'editor.wordWrap': 'on',
    },
    'files.encoding': 'utf8',
    'files.eol': '\n',
    // For servers of YAML that also read the headers of Markdown files.
    'yaml.schemas': { [schemaPath]: 'content/news/**/*.md' },
    ...buildFrontMatterSettings(),
  }
}

/** Every file for editors' tools that is made from the code, by its path in the repository. */
export function buildEditorFiles(): ReadonlyMap<string, string> {
  const json = (value: object) => `${JSON.stringify(value, undefined, 2)}\n`
  return new Map([
    [schemaPath, json(buildYamlHeaderSchema())],
    ['.vscode/settings.json', json(buildSettings())],
    ['.vscode/extensions.json', json({ recommendations: ['eliostruyf.vscode-front-matter'] })],
    ['.vscode/release-header.code-snippets', json(buildSnippets())],
    [
      'docs/templates/en.md',
      renderNewRelease({ title: 'The headline', locale: 'en', category: undefined }, exampleDate),
    ],
    ['docs/templates/zh.md', renderNewRelease({ title: '标题', locale: 'zh', category: undefined }, exampleDate)],
  ])
}
