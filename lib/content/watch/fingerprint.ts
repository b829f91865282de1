import { createHash } from 'node:crypto'
import type { Stats } from 'node:fs'
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
  const facts: string[] = []
  let touched = self.ctimeMs
  for (const name of names) {
    const stats = await lookAt(`${path}/${name}`, disk)
    if (stats === undefined) continue
    facts.push(factsOf(name, stats))
    if (stats.ctimeMs > touched) touched = stats.ctimeMs
  }
  const hash = createHash('sha1').update(facts.join('\n')).digest('base64')
  return { text: `${own}\t${names.join('/')}\t${hash}\t${touched}`, touched }
}
