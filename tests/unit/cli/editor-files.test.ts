import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { buildEditorFiles } from '#lib/cli/editor/editor-files.ts'
import { splitFile } from '#lib/content/front-matter.ts'
import { buildYamlHeaderSchema } from '#lib/content/header/field-schemas.ts'
import { checkBody } from '#lib/content/markdown.ts'
import { parseHeader } from '#lib/content/schema.ts'
import { releaseText } from '#tests/support/content/content-folder.ts'
import { checkFixture, fixtures } from '#tests/support/content/headers.ts'
import { site } from '#tests/support/content/releases.ts'
import { openDesk } from '#tests/support/editors-desk.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')

test.each([...buildEditorFiles()])('%s is what the code says; `npm run editor-files` writes it anew', (path, text) => {
  expect(read(path)).toBe(text)
})

interface Snippet {
  readonly prefix: readonly string[]
  readonly body: readonly string[]
}
const snippetsOf = (path: string) => Object.entries(JSON.parse(read(path)) as Record<string, Snippet>)

/** What an editor gets who presses Tab at each place of the snippet: the first choice, or the text that stands there. */
const filled = ({ body }: Snippet) => body.join('\n').replace(/\$\{\d+(?::([^}]*)|\|([^,|]*)[^}]*\|)\}/g, '$1$2')

test.each(snippetsOf('.vscode/release-header.code-snippets'))(
  'the snippet "%s" completes a field of the header',
  (name, snippet) => {
    const field = name.replace('Header: ', '')
    expect(snippet.prefix).toEqual([field])
    const others = ['title: A title', 'date: 2015-12-16'].filter((line) => !line.startsWith(`${field}:`))
    const text = ['---', ...others, filled(snippet), '---', '', 'Text.', ''].join('\n')
    const split = splitFile('news/2026/a/en.md', Buffer.from(text))
    expect(split.problems).toEqual([])
    const codes = parseHeader(split, site()).problems.map(({ code }) => code)
    expect(codes).not.toContain('header/unknown-field')
  },
)

test.each(snippetsOf('.vscode/text.code-snippets'))(
  'the snippet "%s" is Markdown that the site understands',
  (_name, snippet) => {
    const assets = new Map(
      ['opening.jpg', 'programme.pdf'].map((name) => [name, { name, size: 1, modified: 1, width: 800, height: 600 }]),
    )
    const body = `The text.\n\n${filled(snippet)}\n`
    const start = { line: 1, offset: 0 }
    expect(checkBody(body, { file: 'news/2026/a/en.md', slug: 'a', locale: 'en', assets, bodyStart: start })).toEqual(
      [],
    )
  },
)

interface Matcher {
  readonly severity: string
  readonly pattern: readonly { readonly regexp: string }[]
}

test.each(['en', 'zh'] as const)(
  'the task that checks finds place, severity, code and words of each problem (%s)',
  async (language) => {
    const { news } = await openDesk({
      'news/2015/a/en.md': releaseText('Q3: up'),
      'news/2015/b/en.md': '---\ntitle: B\n---\n\nThe text.\n',
      'news/2015/c/en.md': releaseText('C', '', '• A point.'),
    })
    const lines = (await news(['check'], { language })).out.split('\n')
    const tasks = JSON.parse(read('.vscode/tasks.json')) as { tasks: { problemMatcher: readonly Matcher[] }[] }
    const found = (tasks.tasks[0]?.problemMatcher ?? []).flatMap(({ severity, pattern }) => {
      const [first, blank, words] = pattern.map(({ regexp }) => new RegExp(regexp))
      return lines.flatMap((line, at) => {
        const match = first?.exec(line)
        if (!match || blank?.test(lines[at + 1] ?? 'x') !== true) return []
        return [[severity, ...match.slice(1, 5), words?.exec(lines[at + 2] ?? '')?.[1]]]
      })
    })
    expect(found.map((parts) => parts.slice(0, 5))).toEqual([
      ['error', 'content/news/2015/a/en.md', '2', '8', 'header/colon-in-value'],
      ['error', 'content/news/2015/b/en.md', '1', '1', 'header/missing-field'],
      ['warning', 'content/news/2015/c/en.md', '6', '1', 'body/bullet-character'],
    ])
    expect(found.every((parts) => parts[5] !== undefined && parts[5] !== '')).toBe(true)
  },
)

/** What VS Code makes of a file's header before it holds it to the schema: YAML 1.2. */
const headerOf = (name: string) =>
  parse(/^\uFEFF?\s*---\r?\n(.*?)\n---/s.exec(readFileSync(join(fixtures, 'header', `${name}.md`), 'utf8'))?.[1] ?? '')
const names = readdirSync(join(fixtures, 'header'))
  .filter((name) => name.endsWith('.md'))
  .map((name) => name.slice(0, -'.md'.length))
const holdsToSchema = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(
  buildYamlHeaderSchema(),
)

test.each(names.filter((name) => checkFixture(name).header !== undefined))(
  'VS Code has nothing to say of the header %s, which the site accepts',
  (name) => {
    holdsToSchema(headerOf(name))
    expect(holdsToSchema.errors ?? []).toEqual([])
  },
)

test('VS Code and the site take figures for words where words stand', () => {
  const lines = ['title: 2026', 'date: 2026-11-21', 'number: 118', 'tags: [5G, 2030]', 'dateline: 1']
  holdsToSchema(parse(lines.join('\n')))
  expect(holdsToSchema.errors ?? []).toEqual([])
  const split = splitFile('news/2026/a/en.md', Buffer.from(['---', ...lines, '---', '', 'Text.', ''].join('\n')))
  expect(parseHeader(split, site()).problems).toEqual([])
})

test.each([
  ['alt-missing', '/image', 'alt'],
  ['date-chinese', '/date', ''],
  ['date-in-words', '/date', ''],
  ['date-slashes', '/date', ''],
  ['downloads-not-a-list', '/downloads', ''],
  ['draft-no', '/draft', ''],
  ['empty-title', '/title', ''],
  ['image-not-parts', '/image', ''],
  ['missing-fields', '', 'date'],
  ['number-with-comma', '/legacyVisits', ''],
  ['tags-not-a-list', '/tags', ''],
  ['title-too-long', '/title', ''],
  ['unknown-field', '', 'catgory'],
  ['unknown-kind', '/changes/0/kind', ''],
])('VS Code marks in the header %s the field that the site complains of', (name, path, field) => {
  expect(checkFixture(name).header).toBeUndefined()
  holdsToSchema(headerOf(name))
  const marked = (holdsToSchema.errors ?? []).filter(({ instancePath }) => instancePath === path)
  expect(marked).not.toEqual([])
  expect(JSON.stringify(marked.map(({ params }) => params))).toContain(field)
})

/** What Front Matter CMS 10.10 declares in its own settings schema (`contributes.configuration` of its package.json). */
const panelField: z.ZodType = z.strictObject({
  title: z.string(),
  name: z.string(),
  type: z.enum(['string', 'number', 'boolean', 'choice', 'list', 'fields']),
  description: z.string().optional(),
  required: z.boolean().optional(),
  single: z.boolean().optional(),
  choices: z.array(z.string()).optional(),
  fields: z.array(z.lazy(() => panelField)).optional(),
})
const extensionSettings = z.strictObject({
  'frontMatter.content.pageFolders': z.array(
    z.strictObject({ title: z.string(), path: z.string().startsWith('[[workspace]]/'), disableCreation: z.boolean() }),
  ),
  'frontMatter.content.supportedFileTypes': z.array(z.string()),
  'frontMatter.content.draftField': z.strictObject({ name: z.string(), type: z.enum(['boolean', 'choice']) }),
  'frontMatter.content.autoUpdateDate': z.boolean(),
  'frontMatter.taxonomy.contentTypes': z.tuple([
    // A file that names no type is checked against `default`.
    z.strictObject({ name: z.literal('default'), clearEmpty: z.boolean(), fields: z.array(panelField) }),
  ]),
  'frontMatter.taxonomy.indentArrays': z.boolean(),
  'frontMatter.taxonomy.seoTitleField': z.string(),
  'frontMatter.taxonomy.seoTitleLength': z.number(),
  'frontMatter.taxonomy.seoDescriptionField': z.string(),
  'frontMatter.taxonomy.seoDescriptionLength': z.number(),
  'frontMatter.taxonomy.seoSlugLength': z.number(),
  'frontMatter.taxonomy.seoContentLengh': z.number(),
  'frontMatter.templates.enabled': z.boolean(),
  'frontMatter.validation.enabled': z.literal(true),
})

test('the extension that VS Code recommends gets settings of the form that it declares', () => {
  expect(JSON.parse(read('.vscode/extensions.json'))).toEqual({ recommendations: ['eliostruyf.vscode-front-matter'] })
  const settings = JSON.parse(read('.vscode/settings.json')) as Record<string, unknown>
  const own = Object.fromEntries(Object.entries(settings).filter(([name]) => name.startsWith('frontMatter.')))
  const { 'frontMatter.taxonomy.contentTypes': types } = extensionSettings.parse(own)
  const fields = types[0].fields as { name: string; type: string; required?: true; fields?: { name: string }[] }[]
  expect(fields.filter(({ required }) => required === true).map(({ name }) => name)).toEqual(['title', 'date'])
  expect(fields.find(({ name }) => name === 'image')?.fields?.map(({ name }) => name)).toEqual([
    'src',
    'alt',
    'caption',
    'credit',
  ])
  // Lists of objects and fields of two forms would be marked as wrong where they are right.
  expect(fields.map(({ name }) => name)).not.toEqual(expect.arrayContaining(['source']))
  expect(fields.map(({ name }) => name)).not.toEqual(expect.arrayContaining(['changes']))
})
