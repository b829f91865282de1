import { type Disk, localDisk } from '../files/disk.ts'
import { type ReleaseFolder, readFolder } from '../source.ts'
import { type Fingerprint, readFingerprint } from './fingerprint.ts'

/** Milliseconds for which nobody may have touched a folder before it is believed. */
export const usualRest = 80

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
  /** Another time than `usualRest`, for who asks for the fingerprint again before believing. */
  readonly rest?: number | undefined
}

/** Touched a moment ago. A clock of the disk that is ahead of ours does not make a folder fresh for ever. */
const isFresh = ({ touched }: Fingerprint, rest: number) => Math.abs(Date.now() - touched) < rest

/** Asks `disk` once for each name and each file's facts: the fingerprint and the reading want the same. */
function askOnce(disk: Disk): Disk {
  const facts = new Map<string, ReturnType<Disk['lstat']>>()
  const names = new Map<string, ReturnType<Disk['readdir']>>()
  const once = <T>(answers: Map<string, T>, path: string, ask: () => T): T => {
    const answer = answers.get(path) ?? ask()
    answers.set(path, answer)
    return answer
  }
  return {
    lstat: (path) => once(facts, path, () => disk.lstat(path)),
    readdir: (path, options) => once(names, path, () => disk.readdir(path, options)),
    realpath: (path) => disk.realpath(path),
    open: (path, flags) => disk.open(path, flags),
  }
}

/** What a folder holds when nobody is changing it. */
export async function readSettled(contentDir: string, options: SettledOptions): Promise<Settled> {
  const { path, known, assets, disk = localDisk, rest = usualRest } = options
  const place = `${contentDir}/${path}`
  const thrifty = askOnce(disk)
  const before = await readFingerprint(place, { disk: thrifty, known })
  if (before === undefined) return { kind: 'gone' }
  if (before.text === known) return { kind: 'same' }
  if (isFresh(before, rest)) return { kind: 'unsettled' }
  const folder = await readFolder(contentDir, path, assets === undefined ? undefined : { assets }, thrifty)
  if (folder === undefined) return { kind: 'unsettled' }
  // One that has long been at rest is taken at its word, which saves half of a first reading: an event would bring us back.
  const mayBeDisturbed = rest === usualRest && Date.now() - before.touched <= longRest
  const disturbed = mayBeDisturbed && (await readFingerprint(place, { disk }))?.text !== before.text
  return disturbed ? { kind: 'unsettled' } : { kind: 'settled', folder, fingerprint: before.text }
}
