import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { ifThere } from '#lib/errors.ts'
import { type DecodedText, decodeLegacyText } from './decode.ts'
import { createFileFinder, createSheetReader, createUploadFinder } from './files.ts'
import { isHtml, readHtml } from './html/read-html.ts'
import type { ImportedRelease, ReadingOptions } from './imported.ts'
import { type ImportNote, importNote } from './notes.ts'
import { readPlainText } from './page/plain-text.ts'
import { PageRefused, type Refusal } from './refusals.ts'
import { readWordPress } from './wordpress/read-wordpress.ts'

const pageNames = /\.(?:html?|xhtml|shtml|aspx?|jsp|php|txt|text|docx|mht(?:ml)?)$|\.wordpress\b.*\.xml$/i
const otherFormats = /\.(?:pdf|xlsx?|pptx?|rtf|zip|rar|md|markdown|jpe?g|png|gif|webp|bmp)$/i
const exports = /\.(?:docx|xml)$/i

/** What a file gave. An export of a whole site gives many, and `told` about what of it is no release. */
export type ReadPage =
  | { readonly path: string; readonly release: ImportedRelease }
  | { readonly path: string; readonly refused: Refusal }
  | { readonly path: string; readonly told: readonly ImportNote[] }

interface Listed {
  readonly path: string
  readonly refused?: Refusal
}

const largestPage = 20_000_000
const largestExport = 100_000_000

function listFile(path: string, size: number): Listed {
  if (exports.test(path)) return size > largestExport ? { path, refused: 'large-export' } : { path }
  return size > largestPage ? { path, refused: 'large' } : { path }
}

/** The pages that a path names: itself, or all pages below a folder, in the order of their names. Folders of saved pages (`…_files`) are theirs. */
export async function listPages(path: string): Promise<Listed[]> {
  const facts = await ifThere(stat(path))
  if (facts === undefined) return [{ path, refused: 'missing' }]
  if (facts.isFile()) return [listFile(path, facts.size)]
  // A pipe or device would never end.
  if (!facts.isDirectory()) return [{ path, refused: 'format' }]
  const entries = await readdir(path, { withFileTypes: true })
  const inside: Listed[] = []
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const child = join(path, entry.name)
    if (entry.isDirectory() && !/(?:_files|\.files|_文件)$/.test(entry.name) && !entry.name.startsWith('.')) {
      inside.push(...(await listPages(child)).filter(({ refused }) => refused !== 'no-pages'))
    } else if (entry.isFile() && pageNames.test(entry.name) && !entry.name.startsWith('~$')) {
      inside.push(listFile(child, (await stat(child)).size))
    }
  }
  return inside.length === 0 ? [{ path, refused: 'no-pages' }] : inside
}

// Documents of office programs, whatever their names say.
const starts = (bytes: Buffer, text: string) => bytes.subarray(0, text.length).equals(Buffer.from(text, 'latin1'))
const isPacked = (bytes: Buffer) => starts(bytes, 'PK\x03\x04')
const isOldOffice = (bytes: Buffer) => starts(bytes, '\xd0\xcf\x11\xe0')
// RFC 2557: the head of a message, with the parts of the page under it.
const isWebArchive = (path: string, bytes: Buffer) =>
  /\.mht(?:ml)?$/i.test(path) ||
  /^(?:[\w-]+:.*\r?\n|[ \t].*\r?\n)*?content-type:\s*multipart\/related/i.test(bytes.toString('latin1', 0, 4096))
const isOtherBinary = (bytes: Buffer) => starts(bytes, '%PDF-') || starts(bytes, '{\\rtf')

function withEncoding(release: ImportedRelease, { encoding, damaged }: DecodedText): ImportedRelease {
  const questions = damaged === 0 ? [] : [importNote('damaged-text', { count: damaged, encoding })]
  const notes = encoding === 'utf-8' ? [] : [importNote('encoding', { encoding: encoding.toUpperCase() })]
  return { ...release, questions: [...release.questions, ...questions], notes: [...release.notes, ...notes] }
}

async function readOne(path: string, options: ReadingOptions): Promise<ReadPage[]> {
  if (otherFormats.test(path)) return [{ path, refused: 'format' }]
  const bytes = await readFile(path)
  const isWord = /\.docx$/i.test(path)
  if (isOldOffice(bytes)) return [{ path, refused: 'old-word' }]
  if (isWord || isPacked(bytes)) {
    if (!isPacked(bytes)) return [{ path, refused: 'not-word' }]
    // Loaded only now: no other verb or format needs what reads Word documents.
    const { readWord } = await import('./word/read-word.ts')
    return [{ path, release: await readWord(bytes, options.language) }]
  }
  if (isOtherBinary(bytes)) return [{ path, refused: 'format' }]
  if (isWebArchive(path, bytes)) return [{ path, refused: 'web-archive' }]
  const decoded = decodeLegacyText(bytes)
  if (/\.xml$/i.test(path)) {
    const { releases, told } = readWordPress(decoded.text, createUploadFinder(path), options)
    return [
      ...releases.map((release) => ({ path, release: withEncoding(release, decoded) })),
      ...(told.length === 0 ? [] : [{ path, told }]),
    ]
  }
  const release = isHtml(decoded.text)
    ? readHtml(decoded.text, createFileFinder(path), { language: options.language, readSheet: createSheetReader(path) })
    : readPlainText(decoded.text, options.language)
  return [release === undefined ? { path, refused: 'empty' } : { path, release: withEncoding(release, decoded) }]
}

/** Reads one file of any encoding and form. */
export async function readPage(path: string, options: ReadingOptions): Promise<ReadPage[]> {
  try {
    return await readOne(path, options)
  } catch (error) {
    if (error instanceof PageRefused) return [{ path, refused: error.why }]
    throw error
  }
}
