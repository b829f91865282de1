import { constants, type Dirent, type Stats } from 'node:fs'
import * as nodeDisk from 'node:fs/promises'
import { join, sep } from 'node:path'
import { errorCode, isMissing } from '#lib/errors.ts'
import { type Problem, problem } from '../problem.ts'
import { maxFileBytes } from './decode.ts'

export interface OpenFile {
  stat(): Promise<Stats>
  readFile(): Promise<Uint8Array>
  read(buffer: Uint8Array, offset: number, length: number, position: number): Promise<{ readonly bytesRead: number }>
  close(): Promise<void>
}

/** The calls to the file system that reading needs. */
export interface Disk {
  readdir(path: string, options: { readonly withFileTypes: true }): Promise<Dirent[]>
  lstat(path: string): Promise<Stats>
  realpath(path: string): Promise<string>
  open(path: string, flags: number): Promise<OpenFile>
}

export const localDisk: Disk = nodeDisk

/** What came of looking at a file: its facts, nothing because it vanished meanwhile, or what is wrong with it. */
export type Found<T> = { readonly value: T } | { readonly gone: true } | { readonly problem: Problem }

export interface FileFacts {
  /** Where it really is, links resolved. */
  readonly path: string
  /** Bytes. */
  readonly size: number
  /** Milliseconds since the epoch. */
  readonly modified: number
}

const wholeFile = (file: string) => ({ file, line: 1, column: 1 })
const refused = (code: 'file/special' | 'file/link-outside' | 'file/link-nowhere', file: string) => ({
  problem: problem(code, wholeFile(file)),
})

export const isDenied = (error: unknown) => ['EACCES', 'EPERM'].includes(errorCode(error) ?? '')

/** Runs `look` at `file`; what vanished meanwhile is gone, what may not be read is a problem. Other faults are thrown. */
export async function guard<T>(file: string, look: () => Promise<T>): Promise<T | Found<never>> {
  try {
    return await look()
  } catch (error) {
    if (isMissing(error)) return { gone: true }
    const code = errorCode(error)
    if (code === undefined) throw error
    // A link took the place of the file after it was looked at.
    if (code === 'ELOOP') return refused('file/special', file)
    return { problem: problem('file/unreadable', wholeFile(file), { code }) }
  }
}

/** Where a link ends; `undefined` when that is nowhere. */
async function followLink(disk: Disk, path: string): Promise<string | undefined> {
  try {
    return await disk.realpath(path)
  } catch (error) {
    if (isMissing(error) || errorCode(error) === 'ELOOP') return undefined
    throw error
  }
}

async function findLinked(disk: Disk, root: string, file: string): Promise<Found<FileFacts>> {
  const path = await followLink(disk, join(root, file))
  if (path === undefined) return refused('file/link-nowhere', file)
  if (!path.startsWith((await disk.realpath(root)) + sep)) return refused('file/link-outside', file)
  const stats = await disk.lstat(path)
  if (!stats.isFile()) return refused('file/special', file)
  return { value: { path, size: stats.size, modified: stats.mtimeMs } }
}

/** The facts of a regular file `file` below the folder `root`. A link is followed only to a file inside `root`. */
export function findFile(disk: Disk, root: string, file: string): Promise<Found<FileFacts> | { folder: true }> {
  return guard<Found<FileFacts> | { folder: true }>(file, async () => {
    // What joins paths takes each apart, which costs more than asking the disk.
    const path = `${root}/${file}`
    const stats = await disk.lstat(path)
    if (stats.isFile()) return { value: { path, size: stats.size, modified: stats.mtimeMs } }
    if (stats.isDirectory()) return { folder: true }
    return stats.isSymbolicLink() ? findLinked(disk, root, file) : refused('file/special', file)
  })
}

/** The bytes of a Markdown file. A pipe or a link put in its place meanwhile is refused, never waited for. */
export function readDocument(disk: Disk, path: string, file: string): Promise<Found<Uint8Array>> {
  return guard<Found<Uint8Array>>(file, async () => {
    const handle = await disk.open(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW)
    try {
      const stats = await handle.stat()
      if (!stats.isFile()) return refused('file/special', file)
      if (stats.size > maxFileBytes) {
        const megabytes = (stats.size / 1_048_576).toFixed(1)
        return { problem: problem('file/too-large', wholeFile(file), { megabytes }) }
      }
      return { value: await handle.readFile() }
    } finally {
      await handle.close()
    }
  })
}
