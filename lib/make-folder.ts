import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { errorCode } from '#lib/errors.ts'

/**
 * Makes a folder and those above it; one that is there will do. Throws what the system says when that cannot be. Node's own
 * `recursive` goes round for ever where a folder that is there takes no other, as in `/proc`.
 */
export function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return
  const above = dirname(path)
  if (above !== path && statSync(above, { throwIfNoEntry: false }) === undefined) makeFolder(above)
  try {
    mkdirSync(path)
  } catch (error) {
    // Another process of the site may have made it meanwhile.
    if (errorCode(error) !== 'EEXIST' || !statSync(path).isDirectory()) throw error
  }
}
