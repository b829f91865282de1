import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { removeDatabaseFile } from '#lib/content/derived/derived-index.ts'
import { errorCode, errorMessage } from '#lib/errors.ts'
import { openSearchIndex, type SearchIndex } from './search-index.ts'

/**
 * An index and the file it lies in. A file that is of no use is followed by one of another name, never by one of its own:
 * SQLite removes what it keeps beside a file by name, so that a process that closes the old one would tear the new one.
 */
export interface IndexFile {
  readonly index: SearchIndex
  readonly file: string
  /** 0 for the first, one more for each that took the place of another. */
  readonly generation: number
  /** Whether it is still there, the same, and none has followed it. Throws when the folder cannot be read. */
  isCurrent(): boolean
}

const nameOf = (generation: number) => (generation === 0 ? 'search.sqlite' : `search-${generation}.sqlite`)

/** The generations whose files are in `dataDir`, the latest first. */
function generationsIn(dataDir: string): number[] {
  return readdirSync(dataDir)
    .flatMap((name) => {
      const found = /^search(?:-([1-9]\d{0,8}))?\.sqlite$/.exec(name)
      return found === null ? [] : [Number(found[1] ?? 0)]
    })
    .sort((a, b) => b - a)
}

/** Tells one file from another that has its name. */
function identityOf(file: string): string | undefined {
  const facts = statSync(file, { bigint: true, throwIfNoEntry: false })
  return facts === undefined ? undefined : `${facts.dev}:${facts.ino}`
}

/** Whether an error says that the index is damaged, or has lost what was in it, so that only a new one helps. */
export function isDamage(error: unknown): boolean {
  const code = errorCode(error) ?? ''
  if (code === 'SQLITE_ERROR') return errorMessage(error).startsWith('no such table')
  return /^SQLITE_(?:CORRUPT|NOTADB|IOERR_(?:READ|SHORT_READ|CORRUPTFS|DATA))/.test(code)
}

/** Whether an error is the index's or its disk's; a question that is written wrongly is not. */
export function isIndexFault(error: unknown): boolean {
  const code = errorCode(error) ?? ''
  return isDamage(error) || (code.startsWith('SQLITE_') && code !== 'SQLITE_ERROR')
}

/** Where to begin, and whom to tell. */
export interface IndexFileOptions {
  /** The earliest generation that is of use. */
  readonly least: number
  /** Called with a file that is damaged, which a new one then follows. */
  readonly onDamage: (file: string, error: unknown) => void
}

/** Opens a generation or, where that one is damaged, the next. */
function openOrFollow(dataDir: string, wanted: number, onDamage: IndexFileOptions['onDamage']) {
  const fileOf = (generation: number) => join(dataDir, nameOf(generation))
  const open = (generation: number) => ({ index: openSearchIndex(fileOf(generation)), generation })
  try {
    return open(wanted)
  } catch (error) {
    if (!isDamage(error)) throw error
    onDamage(fileOf(wanted), error)
    return open(wanted + 1)
  }
}

/**
 * Opens the latest index in `dataDir`, making it when there is none or its form is another, and removes earlier ones. Throws what
 * SQLite and the disk throw.
 */
export function openIndexFile(dataDir: string, { least, onDamage }: IndexFileOptions): IndexFile {
  const found = generationsIn(dataDir)
  const { index, generation } = openOrFollow(dataDir, Math.max(found[0] ?? 0, least), onDamage)
  const file = join(dataDir, nameOf(generation))
  for (const earlier of found) if (earlier < generation) removeDatabaseFile(join(dataDir, nameOf(earlier)))
  const identity = identityOf(file)
  return {
    index,
    file,
    generation,
    isCurrent: () => identityOf(file) === identity && generationsIn(dataDir)[0] === generation,
  }
}
