import { constants } from 'node:fs'
import { copyFile, rm, writeFile } from 'node:fs/promises'
import { errorCode } from '#lib/errors.ts'

/** Makes a file, whole or not at all. Rejects with `EEXIST` for one that is there, and with errors that name `path`. */
async function make(path: string, fill: () => Promise<void>): Promise<void> {
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

/** Writes a new file; see `make`. */
export const writeNewFile = (path: string, content: string | Buffer) =>
  make(path, () => writeFile(path, content, { flag: 'wx' }))

/** Copies a file to a new one; see `make`. */
export const copyNewFile = (from: string, path: string) =>
  make(path, () => copyFile(from, path, constants.COPYFILE_EXCL))
