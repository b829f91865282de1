import { hash } from 'node:crypto'
import { lstatSync, type Stats } from 'node:fs'
import { ifThere } from '#lib/errors.ts'
import { type Disk, isDenied, localDisk } from '../files/disk.ts'

/** What tells whether a folder was touched: changes when any file in it is made, written, renamed or removed. */
export interface Fingerprint {
  readonly text: string
  /** When the youngest part of it was touched, milliseconds since the epoch by the disk's clock. */
  readonly touched: number
}

/** When the youngest part of a folder with this fingerprint was touched, in ms since the epoch. */
export const touchedIn = (fingerprint: string) => Number(fingerprint.slice(fingerprint.lastIndexOf('\t') + 1))

// As a number the time of a change keeps a quarter of a microsecond, finer than any clock of a disk ticks.
const factsOf = (name: string, { ino, size, ctimeMs }: Facts) => `${name}/${ino}/${size}/${ctimeMs}`

type Facts = Pick<Stats, 'ino' | 'size' | 'ctimeMs' | 'isDirectory'>

/** Of what the site may not look at: it is there, and nothing more is known. */
const denied: Facts = { ino: 0, size: 0, ctimeMs: 0, isDirectory: () => false }

async function lookAt(path: string, disk: Disk): Promise<Facts | undefined> {
  try {
    return await ifThere(disk.lstat(path))
  } catch (error) {
    if (isDenied(error)) return denied
    throw error
  }
}

async function namesIn(path: string, disk: Disk): Promise<string[]> {
  try {
    const entries = (await ifThere(disk.readdir(path, { withFileTypes: true }))) ?? []
    return entries.map(({ name }) => name).sort()
  } catch (error) {
    if (isDenied(error)) return []
    throw error
  }
}

/** The names in a folder that was known by `known` and has the facts `self`: a folder whose own facts are the same has the same names. */
function knownNames(known: string | undefined, self: string): string[] | undefined {
  const [facts, names] = known?.split('\t') ?? []
  if (facts !== self || names === undefined) return undefined
  return names === '' ? [] : names.split('/')
}

/** The fingerprint of what has the facts `self` and holds `names`, each with its facts unless it vanished meanwhile. */
function fingerprintOf(self: Facts, names: readonly string[], files: readonly (Facts | undefined)[]): Fingerprint {
  const facts: string[] = []
  let touched = self.ctimeMs
  for (const [place, file] of files.entries()) {
    if (file === undefined) continue
    facts.push(factsOf(names[place] ?? '', file))
    if (file.ctimeMs > touched) touched = file.ctimeMs
  }
  const digest = hash('sha1', facts.join('\n'), 'base64')
  return { text: `${factsOf('', self)}\t${names.join('/')}\t${digest}\t${touched}`, touched }
}

/**
 * The fingerprint of the folder (or stray file) at `path`; `undefined` when nothing is there. Reads no file. `known`, the
 * text of an earlier one, saves listing a folder in which no name came or went.
 */
export async function readFingerprint(
  path: string,
  { disk = localDisk, known }: { readonly disk?: Disk; readonly known?: string | undefined } = {},
): Promise<Fingerprint | undefined> {
  const self = await lookAt(path, disk)
  if (self === undefined) return undefined
  const own = factsOf('', self)
  const names = self.isDirectory() ? (knownNames(known, own) ?? (await namesIn(path, disk))) : []
  const files: (Facts | undefined)[] = []
  for (const name of names) files.push(await lookAt(`${path}/${name}`, disk))
  return fingerprintOf(self, names, files)
}

function lookNow(path: string): Facts | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false })
  } catch (error) {
    if (isDenied(error)) return denied
    throw error
  }
}

/**
 * Whether what is at `path` still has the fingerprint `known`, asked of the local disk by calls that block: without promises,
 * 260,000 questions take half of the time.
 */
export function hasFingerprint(path: string, known: string): boolean {
  const self = lookNow(path)
  const names = self === undefined ? undefined : knownNames(known, factsOf('', self))
  if (self === undefined || names === undefined) return false
  const files = names.map((name) => lookNow(`${path}/${name}`))
  return fingerprintOf(self, names, files).text === known
}
