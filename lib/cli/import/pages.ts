import { existsSync, statSync } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, extname, isAbsolute, join, resolve } from 'node:path'
import { errorCode } from '#lib/errors.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { proposeSlug } from '../slug.ts'
import { decodeLegacyText } from './decode.ts'
import { isHtml, readHtml } from './html/read-html.ts'
import type { FindFile, ImportedRelease, PageFile } from './imported.ts'
import { importNote } from './notes.ts'
import { readPlainText } from './page/plain-text.ts'

const pageNames = /\.(?:html?|xhtml|shtml|aspx?|jsp|php|txt|text)$/i
const otherFormats = /\.(?:docx?|pdf|xlsx?|pptx?|rtf|zip|rar|mht|mhtml|xml|md|markdown|jpe?g|png|gif|webp|bmp)$/i

/** Why a path gave no release. */
export type Refusal = 'missing' | 'format' | 'empty' | 'no-pages' | 'large'

export type ReadPage =
  | { readonly path: string; readonly release: ImportedRelease }
  | { readonly path: string; readonly refused: Refusal }

const largestPage = 20_000_000

/** The pages that a path names: itself, or all pages below a folder, in the order of their names. Folders of saved pages (`…_files`) are theirs. */
export async function listPages(path: string): Promise<{ readonly path: string; readonly refused?: Refusal }[]> {
  const facts = await stat(path).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return undefined
    throw error
  })
  if (facts === undefined) return [{ path, refused: 'missing' }]
  if (!facts.isDirectory()) return [facts.size > largestPage ? { path, refused: 'large' } : { path }]
  const entries = await readdir(path, { withFileTypes: true })
  const inside: { readonly path: string; readonly refused?: Refusal }[] = []
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const child = join(path, entry.name)
    if (entry.isDirectory() && !/(?:_files|\.files|_文件)$/.test(entry.name) && !entry.name.startsWith('.')) {
      inside.push(...(await listPages(child)).filter(({ refused }) => refused !== 'no-pages'))
    } else if (entry.isFile() && pageNames.test(entry.name)) inside.push({ path: child })
  }
  return inside.length === 0 ? [{ path, refused: 'no-pages' }] : inside
}

function assetName(path: string, taken: ReadonlySet<string>): string {
  const extension = extname(path).toLowerCase()
  const stem = proposeSlug(basename(path, extname(path))) ?? 'file'
  for (let number = 1; ; number += 1) {
    const name = `${stem}${number === 1 ? '' : `-${number}`}${extension}`
    if (!taken.has(name)) return name
  }
}

// A page of a mirrored site refers to its files from the site's root, which is one of the folders above it.
function candidates(reference: string, folder: string): string[] {
  const path = reference.replace(/[?#].*$/s, '').replaceAll('\\', '/')
  if (path === '' || /^(?:data|javascript|mailto|file):/i.test(path)) return []
  const local = path.replace(/^(?:https?:)?\/\/[^/]+/i, '').replace(/^\/+/, '')
  const spellings = [...new Set([local, decodePath(local)])].filter((name) => !isAbsolute(name) && name !== '')
  const folders = [folder, dirname(folder), dirname(dirname(folder)), dirname(dirname(dirname(folder)))]
  return spellings.flatMap((name) => folders.map((above) => resolve(above, name)))
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch (error) {
    if (error instanceof URIError) return path
    throw error
  }
}

/** Finds files beside the page at `page`, and names each for the release's folder. */
function createFileFinder(page: string): FindFile {
  const found = new Map<string, PageFile>()
  return (reference) => {
    const path = candidates(reference, dirname(page)).find((name) => existsSync(name) && statSync(name).isFile())
    if (path === undefined) return undefined
    const known = found.get(path)
    if (known !== undefined) return known
    const file = { path, name: assetName(path, new Set([...found.values()].map(({ name }) => name))) }
    found.set(path, file)
    return file
  }
}

// Documents of office programs under a name that says otherwise: PDF, ZIP (docx), OLE (doc), RTF.
const binaryStarts = ['%PDF-', 'PK\x03\x04', '\xd0\xcf\x11\xe0', '{\\rtf'].map((start) => Buffer.from(start, 'latin1'))
const isBinary = (bytes: Buffer) => binaryStarts.some((start) => bytes.subarray(0, start.length).equals(start))

/** Reads one legacy page of any encoding and form. */
export async function readPage(path: string, language: Locale | undefined): Promise<ReadPage> {
  if (otherFormats.test(path)) return { path, refused: 'format' }
  const bytes = await readFile(path)
  const { text, encoding, damaged } = decodeLegacyText(bytes)
  if (isBinary(bytes)) return { path, refused: 'format' }
  const release = isHtml(text) ? readHtml(text, createFileFinder(path), language) : readPlainText(text, language)
  if (release === undefined) return { path, refused: 'empty' }
  const questions = damaged === 0 ? [] : [importNote('damaged-text', { count: damaged, encoding })]
  const notes = encoding === 'utf-8' ? [] : [importNote('encoding', { encoding: encoding.toUpperCase() })]
  return {
    path,
    release: { ...release, questions: [...release.questions, ...questions], notes: [...release.notes, ...notes] },
  }
}
