import { type FieldSchema, readFieldSchemas } from '#lib/content/header/field-schemas.ts'

/** A field of a content type, as the extension's setting `frontMatter.taxonomy.contentTypes` describes it. */
interface PanelField {
  readonly title: string
  readonly name: string
  readonly type: 'string' | 'number' | 'boolean' | 'choice' | 'list' | 'fields'
  readonly description?: string
  readonly required?: true
  readonly choices?: readonly string[]
  readonly single?: true
  readonly fields?: readonly PanelField[]
}

function typeOf(schema: FieldSchema): Pick<PanelField, 'type' | 'choices' | 'single' | 'fields'> | undefined {
  if (schema.type === 'boolean') return { type: 'boolean' }
  if (schema.type === 'integer') return { type: 'number' }
  if (schema.properties !== undefined) {
    const fields = Object.entries(schema.properties).flatMap(
      ([name, part]) => panelField(name, part, schema.required?.includes(name) === true) ?? [],
    )
    return { type: 'fields', fields }
  }
  if (schema.items !== undefined) return schema.items.type === 'string' ? { type: 'list' } : undefined
  if (schema.enum !== undefined) return { type: 'choice', choices: schema.enum.map(String) }
  // The extension's date field writes the clock of UTC, so times are texts here; a text may have a single line.
  if (schema.type === 'string') return { type: 'string', ...((schema.maxLength ?? 0) > 300 ? {} : { single: true }) }
  return undefined
}

/** The field in the extension's terms; `undefined` for what it cannot describe: lists of objects, and one of two forms. */
function panelField(name: string, schema: FieldSchema, required: boolean): PanelField | undefined {
  const type = typeOf(schema)
  if (type === undefined) return undefined
  const { description } = schema
  return {
    title: name,
    name,
    ...type,
    ...(description === undefined ? {} : { description }),
    ...(required ? { required: true } : {}),
  }
}

/**
 * Settings of the extension Front Matter CMS (`eliostruyf.vscode-front-matter` 10.10 or newer, which checks headers against
 * its content type). Everything that would write by itself is off.
 */
export function buildFrontMatterSettings(): Readonly<Record<string, unknown>> {
  const fields = readFieldSchemas().flatMap(([name, schema, required]) => panelField(name, schema, required) ?? [])
  return {
    'frontMatter.content.pageFolders': [
      { title: 'Releases', path: '[[workspace]]/content/news', disableCreation: true },
    ],
    'frontMatter.content.supportedFileTypes': ['md'],
    'frontMatter.content.draftField': { name: 'draft', type: 'boolean' },
    'frontMatter.content.autoUpdateDate': false,
    'frontMatter.taxonomy.contentTypes': [{ name: 'default', clearEmpty: true, fields }],
    'frontMatter.taxonomy.indentArrays': true,
    'frontMatter.taxonomy.seoTitleField': 'title',
    'frontMatter.taxonomy.seoTitleLength': 200,
    'frontMatter.taxonomy.seoDescriptionField': 'summary',
    'frontMatter.taxonomy.seoDescriptionLength': 300,
    'frontMatter.taxonomy.seoSlugLength': -1,
    'frontMatter.taxonomy.seoContentLengh': -1,
    'frontMatter.templates.enabled': false,
    'frontMatter.validation.enabled': true,
  }
}
