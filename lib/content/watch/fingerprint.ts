import { createHash } from 'node:crypto'
import type { BigIntStats } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { isMissing } from '../files/disk.ts'

/** What tells whether a folder was touched: changes when any file in it is made, written, renamed or removed. */
export interface Fingerprint {
  readonly text: string
  /** When the youngest part of it was touched, milliseconds since the epoch by the disk's clock. */
  readonly touched: number
}

const factsOf = (name: string, { ino, size, ctimeNs }: BigIntStats) => `${name}/${ino}/${size}/${ctimeNs}`

async function lookAt(path: string): Promise<BigIntStats | undefined> {
  try {
    return await lstat(path, { bigint: true })
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

async function namesIn(path: string): Promise<string[]> {
  try {
    return (await readdir(path)).sort()
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

/** The fingerprint of the folder (or stray file) at `path`; `undefined` when nothing is there. Reads no file. */
export async function readFingerprint(path: string): Promise<Fingerprint | undefined> {
  const self = await lookAt(path)
  if (self === undefined) return undefined
  const hash = createHash('sha1').update(factsOf('', self))
  let touched = self.ctimeMs
  for (const name of self.isDirectory() ? await namesIn(path) : []) {
    const stats = await lookAt(join(path, name))
    if (stats === undefined) continue
    hash.update(`\n${factsOf(name, stats)}`)
    if (stats.ctimeMs > touched) touched = stats.ctimeMs
  }
  return { text: hash.digest('base64'), touched: Number(touched) }
}
