import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { pictureTypes } from '#lib/content/files/picture-types.ts'
import { ifThere } from '#lib/errors.ts'
import { Entry } from '../cache/entry.ts'
import { type Headers, immutable, revalidated } from '../headers.ts'
import type { Page } from '../page.ts'
import { type PageAssets, scriptPath } from '../pages/finish-html.ts'
import { renderSpeculationRules, speculationRulesPath, speculationRulesType } from '../pages/speculation-rules.ts'
import { hashBody } from '../validators.ts'

const types: Readonly<Record<string, string>> = {
  ...pictureTypes,
  '.css': 'text/css; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}

/** The best that brotli can do; for what is compressed once and sent for years. */
const bestQuality = 11

/** Files that are the same for every release: the brand, our own script, and what the build hashed. */
export interface StaticFiles {
  readonly pageAssets: PageAssets
  /** The file at `path` of a request, or `undefined` when there is none. */
  find(path: string): Entry | undefined
  /** The same as it is on disk now, for development. */
  read(path: string): Promise<Page | undefined>
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = (await ifThere(readdir(folder, { recursive: true, withFileTypes: true }))) ?? []
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

function addressOf(file: string, folder: string, prefix: string): string {
  const parts = file.slice(folder.length + 1).split(/[/\\]/)
  return [prefix, ...parts.map((part) => encodeURIComponent(part))].join('/')
}

function headersOf(type: string, cacheControl: string): Headers {
  const shared = type.startsWith('image/') ? { 'cross-origin-resource-policy': 'cross-origin' } : {}
  return { 'content-type': type, 'cache-control': cacheControl, ...shared }
}

interface StaticFile {
  readonly file: string
  readonly headers: Headers
}

/** Of the build only style sheets and what they name are served: pages carry no script of the framework. */
async function listServed(root: string): Promise<Map<string, StaticFile>> {
  const served = new Map<string, StaticFile>()
  const add = async (folder: string, prefix: string, cacheControl: string) => {
    for (const file of await listFiles(folder)) {
      const type = types[extname(file)]
      if (type === undefined || (prefix !== '' && extname(file) === '.js')) continue
      served.set(addressOf(file, folder, prefix), { file, headers: headersOf(type, cacheControl) })
    }
  }
  await add(join(root, 'public'), '', revalidated)
  await add(join(root, '.next', 'static'), '/_next/static', immutable)
  return served
}

const readPage = async ({ file, headers }: StaticFile): Promise<Page> => ({
  status: 200,
  headers,
  body: await readFile(file),
})

/**
 * All style sheets of the build as one: first the one that puts the cascade layers in order, after which no order matters.
 * That order is said once, where each module says it again.
 */
function joinStyleSheets(sheets: readonly string[]): Buffer {
  const isFirst = (sheet: string) => /^\s*@layer [\w-]+,/.test(sheet)
  const joined = [...sheets.filter(isFirst), ...sheets.filter((sheet) => !isFirst(sheet))].join('\n')
  const named = [...joined.matchAll(/@layer ([\w, -]+)[;{]/g)].flatMap(([, names = '']) => names.trim().split(/ *, */))
  const order = named.length === 0 ? '' : `@layer ${[...new Set(named)].join()};`
  return Buffer.from(order + joined.replace(/@layer [\w, -]+;\s*/g, ''))
}

/** `address` with the content's hash in the name. */
function hashedAddress(address: string, body: Buffer): string {
  const extension = extname(address)
  return `${address.slice(0, -extension.length)}-${hashBody(body).slice(0, 12)}${extension}`
}

/** The folder of the build's style sheets, so that what they name relative to themselves is found from the joined one. */
const sheetFolder = '/_next/static/chunks'

/** The script of pages; the built program has it without its comments and long names, which is two fifths less to send. */
const pageScript = new URL('../../../public/enhance.js', import.meta.url)

async function addPageAssets(pages: Map<string, Page>): Promise<PageAssets> {
  const sheets = [...pages].filter(([address]) => address.startsWith(`${sheetFolder}/`) && address.endsWith('.css'))
  const put = (address: string, type: string, body: Buffer) => {
    const hashed = hashedAddress(address, body)
    pages.set(hashed, { status: 200, headers: headersOf(type, immutable), body })
    return hashed
  }
  const joined = joinStyleSheets(sheets.map(([, { body }]) => body.toString('utf8')))
  return {
    styleSheet: put(`${sheetFolder}/site.css`, 'text/css; charset=utf-8', joined),
    script: put(scriptPath, 'text/javascript; charset=utf-8', await readFile(pageScript)),
  }
}

/**
 * Reads `public/` and the hashed files of the build once; only what was listed then is ever served, from memory. All style
 * sheets and our script are there under names that hold their content's hash, compressed as pages name them; other files are
 * compressed when they are first asked for.
 */
export async function openStaticFiles(root: string, commonHeaders: Headers): Promise<StaticFiles> {
  const served = await listServed(root)
  const pages = new Map<string, Page>()
  await Promise.all([...served].map(async ([address, file]) => pages.set(address, await readPage(file))))
  const pageAssets = await addPageAssets(pages)
  pages.set(speculationRulesPath, {
    status: 200,
    headers: headersOf(speculationRulesType, 'public, max-age=86400'),
    body: Buffer.from(renderSpeculationRules()),
  })
  const entries = new Map([...pages].map(([address, page]) => [address, new Entry(page, { commonHeaders })]))
  const ofPages = Object.values(pageAssets).flatMap((address) => entries.get(address) ?? [])
  await Promise.all(
    ofPages.flatMap((entry) =>
      (['br', 'gzip'] as const).map((encoding) => entry.prepare(entry.encodingFor(encoding), bestQuality)),
    ),
  )
  return {
    pageAssets,
    find: (path) => entries.get(path),
    async read(path) {
      const found = served.get(path)
      return found === undefined ? undefined : await readPage(found)
    },
  }
}
