import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { errorCode, StoreError } from '#lib/errors.ts'

const content = z.record(z.string(), z.string())

/** Where this machine notes which stores it has counted in. */
function knownStoresFile(dataDir: string): string {
  return join(dataDir, 'visits-known.json')
}

function readKnown(dataDir: string): Record<string, string> {
  const file = knownStoresFile(dataDir)
  try {
    return content.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return {}
    throw new StoreError(
      'visits/known-unreadable',
      `${file} cannot be read, so nobody can tell whether the visit store is the right one.`,
      'Restore the file, or delete it when you are sure that the store is complete.',
      { cause: error },
    )
  }
}

/** The id that the store at `address` had when this machine last counted in it; `undefined` before the first time. */
export function knownStoreId(dataDir: string, address: string): string | undefined {
  return readKnown(dataDir)[address]
}

/**
 * Notes `id` at the first meeting with the store at `address`; throws `StoreError` when another id was met before. An
 * emptied or exchanged store is thus told from a new one, and never silently counted in from zero.
 */
export function meetStore(dataDir: string, address: string, id: string): void {
  const known = readKnown(dataDir)
  if (known[address] === id) return
  if (known[address] !== undefined) throw emptiedStore(dataDir, address)
  mkdirSync(dataDir, { recursive: true })
  const draft = `${knownStoresFile(dataDir)}.${randomBytes(6).toString('hex')}`
  writeFileSync(draft, `${JSON.stringify({ ...known, [address]: id }, undefined, 2)}\n`)
  renameSync(draft, knownStoresFile(dataDir))
}

/** The error of a store that has lost what it held. */
export function emptiedStore(dataDir: string, address: string): StoreError {
  return new StoreError(
    'visits/emptied',
    `The visit store ${address} has lost its counts or is another one than before; nothing is counted in it.`,
    `Restore it from a backup. To begin at zero on purpose, delete ${knownStoresFile(dataDir)} and restart; hits in the spool are kept either way.`,
  )
}
