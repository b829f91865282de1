import { randomBytes } from 'node:crypto'
import { link, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode, errorMessage, ifThere, StoreError } from '#lib/errors.ts'
import type { LocalDay } from '#lib/time-zone.ts'
import { retention, type VisitStore } from './store/store.ts'

/** The salts under which readers' fingerprints are made, one a local day. */
export interface Salts {
  /**
   * The salt of a day: the store's, or while the store is down this machine's own. Never rejects because of the store.
   * `patience` is how long a store that is silent is waited for, ms.
   */
  of(day: LocalDay, patience?: number): Promise<Buffer>
  /** Proposes the salts made while the store was down to the store. Rejects with `StoreError` while it is down. */
  settle(): Promise<void>
  /** Deletes the salts that this machine kept for itself more than 48 h ago. */
  prune(): Promise<void>
}

interface Kept {
  salt: Buffer
  /** Whether the store has it. */
  shared: boolean
}

/** How many days' salts a process remembers: yesterday's late hits, today, and tomorrow's in advance. */
const mostDays = 3
/** Bytes. */
const size = 32
/** ms; a reader waits. */
const shortPatience = 250

/**
 * `folder` is where a salt waits for its store, so that all processes of this machine, and the next one after a crash, make
 * the same fingerprints.
 */
export function openSalts(store: VisitStore, folder: string, now: () => number): Salts {
  const kept = new Map<LocalDay, Kept>()
  const asked = new Map<LocalDay, Promise<Buffer>>()

  const keep = (day: LocalDay, salt: Buffer, shared: boolean) => {
    kept.set(day, { salt, shared })
    for (const oldest of [...kept.keys()].sort().slice(0, -mostDays)) kept.delete(oldest)
    return salt
  }
  const ask = async (day: LocalDay, patience: number): Promise<Buffer> => {
    // Proposed before anything is known: a store that answers too late has then kept the salt that was used meanwhile.
    let proposed: Buffer = randomBytes(size)
    try {
      proposed = (await readLocalSalt(folder, day)) ?? proposed
      return keep(day, await within(patience, store.salt(day, now(), proposed)), true)
    } catch (error) {
      if (!(error instanceof StoreError)) throw error
      return keep(day, await keepLocally(folder, day, proposed), false)
    } finally {
      asked.delete(day)
    }
  }

  return {
    async of(day, patience = shortPatience) {
      const found = kept.get(day)
      if (found !== undefined) return found.salt
      const answer = asked.get(day) ?? ask(day, patience)
      asked.set(day, answer)
      return await answer
    },
    async settle() {
      for (const [day, { salt, shared }] of kept) {
        if (shared) continue
        keep(day, await store.salt(day, now(), salt), true)
        await rm(fileOf(folder, day), { force: true })
      }
    },
    prune: () => pruneLocalSalts(folder, now() - retention),
  }
}

const prefix = 'salt-'
const fileOf = (folder: string, day: LocalDay) => join(folder, `${prefix}${day}`)

async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new StoreError('visits/slow', 'The visit store did not answer in time.', 'Look at its load.')),
      milliseconds,
    )
  })
  // A late refusal after the time is over has been answered already.
  promise.catch(() => {})
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}

async function readLocalSalt(folder: string, day: LocalDay): Promise<Buffer | undefined> {
  try {
    const salt = await ifThere(readFile(fileOf(folder, day)))
    return salt?.length === size ? salt : undefined
  } catch (error) {
    throw unusable(folder, error)
  }
}

/** Keeps the salt on this machine's disk and returns it, or the one that another process kept there first. */
async function keepLocally(folder: string, day: LocalDay, salt: Buffer): Promise<Buffer> {
  // Written aside and linked into place: whoever finds the file finds it whole.
  const draft = join(folder, `${prefix}draft-${randomBytes(8).toString('hex')}`)
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writeFile(draft, salt, { mode: 0o600, flush: true })
    await linkUnlessThere(draft, fileOf(folder, day))
    return (await readLocalSalt(folder, day)) ?? salt
  } catch (error) {
    // Without a disk the salt lives in this process alone; the hit goes to the spool, which says what is wrong with it.
    if (errorCode(error) === undefined) throw error
    return salt
  }
}

/** Moves `draft` to `path` unless another process was first; the draft is gone either way. */
async function linkUnlessThere(draft: string, path: string): Promise<void> {
  try {
    await link(draft, path)
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
  } finally {
    await rm(draft, { force: true })
  }
}

async function pruneLocalSalts(folder: string, oldest: number): Promise<void> {
  try {
    for (const name of (await ifThere(readdir(folder))) ?? []) {
      if (!name.startsWith(prefix)) continue
      const found = await ifThere(stat(join(folder, name)))
      if (found !== undefined && found.mtimeMs < oldest) await rm(join(folder, name), { force: true })
    }
  } catch (error) {
    throw unusable(folder, error)
  }
}

const unusable = (folder: string, cause: unknown) =>
  new StoreError(
    'visits/spool',
    `The spool ${folder} cannot be read: ${errorMessage(cause)}.`,
    'Give the account of the site the right to read and write there.',
    { cause },
  )
