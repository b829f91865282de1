import { constants } from 'node:fs'
import { copyFile, rm, writeFile } from 'node:fs/promises'
import { errorCode } from '#lib/errors.ts'

/**
 * Makes a file, whole or not at all: `fill` makes what is at `path`, and nothing is left of it when that fails. Rejects with
 * `EEXIST` for one that is there, and with errors that name `path`.
 */
export async function makeNewFile(path: string, fill: () => Promise<void>): Promise<void> {
  try {
    await fill()
  } catch (error) {
    if (errorCode(error) === 'EEXIST') throw error
    // A disk that is full leaves an empty file behind.
    await rm(path, { force: true })
    // What fails while it writes says nothing of the file.
    throw error instanceof Error ? Object.assign(error, { path }) : error
  }
}

/** Writes a new file; see `makeNewFile`. */
export const writeNewFile = (path: string, content: string | Buffer) =>
  makeNewFile(path, () => writeFile(path, content, { flag: 'wx' }))

/** Copies a file to a new one; see `makeNewFile`. */
export const copyNewFile = (from: string, path: string) =>
  makeNewFile(path, () => copyFile(from, path, constants.COPYFILE_EXCL))
