import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BodyOptions, inspectBody, renderBody } from '#lib/content/markdown.ts'
import { type ParsedFolder, parseFolder } from '#lib/content/parse.ts'
import type { Asset, ReleaseFolder } from '#lib/content/source.ts'
import { fixtures, headerSite } from './headers.ts'

const asset = (name: string, facts: Partial<Asset> = {}): [string, Asset] => [
  name,
  { name, size: 1000, modified: 1_000, ...facts },
]

/** What lies beside the text in the tests of bodies: fit pictures and unfit ones, and an attachment. */
export const assets: ReadonlyMap<string, Asset> = new Map([
  asset('opening.jpg', { size: 400_000, width: 1600, height: 1000 }),
  asset('开幕.jpg', { size: 300_000, width: 800, height: 600 }),
  asset('hall.jpg', { size: 14_200_000, width: 9000, height: 7000 }),
  asset('gate.jpg'),
  asset('plan.svg'),
  asset('programme.pdf', { size: 84_000 }),
])

/** The options of a body that is a whole file, with nothing beside it. */
export const aloneBody: BodyOptions = {
  file: 'a/en.md',
  slug: 'a',
  locale: 'en',
  assets: new Map(),
  bodyStart: { line: 1, offset: 0 },
}

/** The options of a body that is the whole of `news/2026/casting-line/en.md`. */
function bodyOptions(options: Partial<BodyOptions> = {}): BodyOptions {
  const start = { line: 1, offset: 0 }
  return {
    file: 'news/2026/casting-line/en.md',
    slug: 'casting-line',
    locale: 'en',
    assets,
    bodyStart: start,
    ...options,
  }
}

export const render = (body: string, options: Partial<BodyOptions> = {}) => renderBody(body, bodyOptions(options))
export const html = (body: string, options: Partial<BodyOptions> = {}) => render(body, options).html.trim()
export const inspect = (body: string, options: Partial<BodyOptions> = {}) => inspectBody(body, bodyOptions(options))

/** A release's folder with one text, in memory. */
export function folderWith(
  text: string | Uint8Array,
  fields: Partial<ReleaseFolder> = {},
  name = 'en.md',
): ReleaseFolder {
  const path = fields.path ?? 'news/2026/casting-line'
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  return {
    path,
    year: '2026',
    slug: 'casting-line',
    documents: new Map([[name, { bytes, file: `${path}/${name}` }]]),
    assets,
    problems: [],
    ...fields,
  }
}

/** A file of `tests/fixtures/content/body` as the one text of a folder; that files lie there unused is not of interest. */
export function parseFixture(name: string): { readonly text: string; readonly parsed: ParsedFolder } {
  const text = readFileSync(join(fixtures, 'body', `${name}.md`), 'utf8')
  return { text, parsed: parseText(text, name.includes('chinese') ? 'zh.md' : 'en.md') }
}

export function parseText(text: string, name = 'en.md'): ParsedFolder {
  const parsed = parseFolder(folderWith(text, {}, name), headerSite)
  return { ...parsed, problems: parsed.problems.filter(({ code }) => code !== 'file/unused') }
}
