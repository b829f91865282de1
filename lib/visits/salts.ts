import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode, StoreError } from '#lib/errors.ts'
import type { LocalDay } from '#lib/time-zone.ts'
import type { VisitStore } from './store/store.ts'

/** The salts under which readers' fingerprints are made, one a local day. */
export interface Salts {
  /** The salt of a day: the store's, or while the store is down this machine's own. Never rejects because of the store. */
  of(day: LocalDay): Promise<Buffer>
  /** Proposes the salts made while the store was down to the store. Rejects with `StoreError` while it is down. */
  settle(): Promise<void>
}

interface Kept {
  salt: Buffer
  /** Whether the store has it. */
  shared: boolean
}

/** How many days' salts a process remembers: yesterday's late hits, today, and tomorrow's in advance. */
const mostDays = 3

/**
 * `folder` is where a salt waits for its store, so that all processes of this machine, and the next one after a crash, make
 * the same fingerprints; `patience` is how long the store is waited for, ms.
 */
export function openSalts(store: VisitStore, folder: string, now: () => number, patience = 250): Salts {
  const kept = new Map<LocalDay, Kept>()
  const asked = new Map<LocalDay, Promise<Buffer>>()

  const keep = (day: LocalDay, salt: Buffer, shared: boolean) => {
    kept.set(day, { salt, shared })
    for (const oldest of [...kept.keys()].sort().slice(0, -mostDays)) kept.delete(oldest)
    return salt
  }
  const ask = async (day: LocalDay): Promise<Buffer> => {
    try {
      return keep(day, await within(patience, store.salt(day, now())), true)
    } catch (error) {
      if (!(error instanceof StoreError)) throw error
      return keep(day, await localSalt(folder, day), false)
    } finally {
      asked.delete(day)
    }
  }

  return {
    async of(day) {
      const found = kept.get(day)
      if (found !== undefined) return found.salt
      const answer = asked.get(day) ?? ask(day)
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
  }
}

const fileOf = (folder: string, day: LocalDay) => join(folder, `salt-${day}`)

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

async function localSalt(folder: string, day: LocalDay): Promise<Buffer> {
  const salt = randomBytes(32)
  const path = fileOf(folder, day)
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const file = await open(path, 'wx', 0o600)
    try {
      await file.writeFile(salt)
      await file.sync()
    } finally {
      await file.close()
    }
    return salt
  } catch (error) {
    // A full or read-only disk: the salt lives in this process alone, and the spool will say what is wrong.
    if (errorCode(error) !== 'EEXIST') return salt
    const found = await readFile(path)
    return found.length === salt.length ? found : salt
  }
}
