import { join } from 'node:path'
import { type Disk, localDisk } from '../files/disk.ts'
import { type ReleaseFolder, readFolder } from '../source.ts'
import { type Fingerprint, readFingerprint } from './fingerprint.ts'

/** Milliseconds for which nobody may have touched a folder before it is believed. */
const rest = 80

/** Milliseconds after which a folder counts as long at rest. */
const longRest = 10_000

/** What came of reading a folder. */
export type Settled =
  /** Its fingerprint is `known`. */
  | { readonly kind: 'same' }
  | { readonly kind: 'gone' }
  /** Somebody is writing. */
  | { readonly kind: 'unsettled' }
  | { readonly kind: 'settled'; readonly folder: ReleaseFolder; readonly fingerprint: string }

export interface SettledOptions {
  /** Below `contentDir`, with `/`. */
  readonly path: string
  /** The fingerprint and the files of an earlier reading. */
  readonly known?: string | undefined
  readonly assets?: ReleaseFolder['assets'] | undefined
  readonly disk?: Disk
}

/** Touched a moment ago. A clock of the disk that is ahead of ours does not make a folder fresh for ever. */
const isFresh = ({ touched }: Fingerprint) => Math.abs(Date.now() - touched) < rest

/** What a folder holds when nobody is changing it. */
export async function readSettled(contentDir: string, options: SettledOptions): Promise<Settled> {
  const { path, known, assets, disk = localDisk } = options
  const place = join(contentDir, path)
  const before = await readFingerprint(place, disk)
  if (before === undefined) return { kind: 'gone' }
  if (before.text === known) return { kind: 'same' }
  if (isFresh(before)) return { kind: 'unsettled' }
  const folder = await readFolder(contentDir, path, assets === undefined ? undefined : { assets }, disk)
  if (folder === undefined) return { kind: 'unsettled' }
  // One that has long been at rest is taken at its word, which saves half of a first reading: an event would bring us back.
  const disturbed =
    Date.now() - before.touched <= longRest && (await readFingerprint(place, disk))?.text !== before.text
  return disturbed ? { kind: 'unsettled' } : { kind: 'settled', folder, fingerprint: before.text }
}
