import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { errorCode } from '#lib/errors.ts'
import { type Headers, immutable, revalidated } from '../headers.ts'
import type { Page } from '../page.ts'

const types: Readonly<Record<string, string>> = {
  '.avif': 'image/avif',
  '.css': 'text/css; charset=utf-8',
  '.gif': 'image/gif',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

interface StaticFile {
  readonly file: string
  readonly headers: Headers
}

/** Files that are the same for every release: the brand, our own script, and what the build hashed. */
export interface StaticFiles {
  /** The file at `path` of a request, or `undefined` when there is none. */
  answer(path: string): Promise<Page | undefined>
}

async function listFiles(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return []
    throw error
  }
}

function addressOf(file: string, folder: string, prefix: string): string {
  const parts = file.slice(folder.length + 1).split(/[/\\]/)
  return [prefix, ...parts.map((part) => encodeURIComponent(part))].join('/')
}

/**
 * Lists `public/` and the hashed files of the build once; only a listed file is ever read. Of the build only style sheets and
 * what they name are served: pages carry no script of the framework.
 */
export async function openStaticFiles(root: string): Promise<StaticFiles> {
  const files = new Map<string, StaticFile>()
  const add = async (folder: string, prefix: string, cacheControl: string) => {
    for (const file of await listFiles(folder)) {
      const type = types[extname(file)]
      if (type === undefined || (prefix !== '' && extname(file) === '.js')) continue
      const shared = type.startsWith('image/') ? { 'cross-origin-resource-policy': 'cross-origin' } : {}
      const headers = { 'content-type': type, 'cache-control': cacheControl, ...shared }
      files.set(addressOf(file, folder, prefix), { file, headers })
    }
  }
  await add(join(root, 'public'), '', revalidated)
  await add(join(root, '.next', 'static'), '/_next/static', immutable)
  return {
    async answer(path) {
      const found = files.get(path)
      if (found === undefined) return undefined
      return { status: 200, headers: found.headers, body: await readFile(found.file) }
    },
  }
}
