import { statfsSync } from 'node:fs'

/** With less room than this, in bytes, the next commits may fail, or some of them: too little to call a store up. */
const leastRoom = 262_144

type ReadRoom = (folder: string) => { readonly bavail: number; readonly bsize: number; readonly blocks: number }

/**
 * Throws an error with the code `ENOSPC` when the disk of `folder` has no room left for commits. Asked before a store is said to be
 * up: to take a lock on a file succeeds on a full disk too. What the system does not know, as of some network disks, is no fault.
 */
export function checkRoom(folder: string, readRoom: ReadRoom = statfsSync): void {
  const { bavail, bsize, blocks } = readRoom(folder)
  const left = bavail * bsize
  if (blocks === 0 || left >= leastRoom) return
  throw Object.assign(new Error(`${left} bytes are left in ${folder}`), { code: 'ENOSPC' })
}
