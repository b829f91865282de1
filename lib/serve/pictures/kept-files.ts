import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { errorMessage, ifThere } from '#lib/errors.ts'
import type { Log } from '#lib/log.ts'
import { replaceFile } from '#lib/replace-file.ts'
import { Turnstile } from '../turnstile.ts'

export interface KeptFilesOptions {
  /** Made when it is not there. Whatever lies in it may be deleted at any moment. */
  readonly folder: string
  /** Bytes that the files may have together. */
  readonly limit: number
  readonly log: Pick<Log, 'warn'>
}

/** How many files are made at the same time; each costs a core. */
const mostMakers = 2
/** Of the limit, what is left after old files were removed. */
const afterSweep = 0.8

/** Files that are costly to make and always come out the same, made once and kept in a folder of bounded size. */
export class KeptFiles {
  readonly #options: KeptFilesOptions
  readonly #flights = new Map<string, Promise<Buffer>>()
  readonly #makers = new Turnstile(mostMakers)
  /** Bytes in the folder as far as this process knows; `undefined` before it has looked. */
  #bytes: number | undefined

  constructor(options: KeptFilesOptions) {
    this.#options = options
  }

  /**
   * The file `name`, by `make` when it is not kept, once however many ask. Rejects when `make` does; a folder that cannot be
   * used is told in the log.
   */
  async get(name: string, make: () => Promise<Buffer>): Promise<Buffer> {
    const flying = this.#flights.get(name)
    if (flying !== undefined) return await flying
    const flight = this.#readOrMake(name, make)
    this.#flights.set(name, flight)
    try {
      return await flight
    } finally {
      this.#flights.delete(name)
    }
  }

  async #readOrMake(name: string, make: () => Promise<Buffer>): Promise<Buffer> {
    const kept = await this.#warned(ifThere(readFile(join(this.#options.folder, name))))
    if (kept !== undefined) return kept
    const made = await this.#makers.pass(make)
    await this.#warned(this.#keep(name, made))
    return made
  }

  /** What a folder that cannot be used costs is time, not the picture. */
  async #warned<T>(using: Promise<T>): Promise<T | undefined> {
    try {
      return await using
    } catch (error) {
      this.#options.log.warn('pictures.not-kept', { folder: this.#options.folder, reason: errorMessage(error) })
      return undefined
    }
  }

  /** Whole or not at all: another process may read the folder at this moment. */
  async #keep(name: string, bytes: Buffer): Promise<void> {
    const { folder, limit } = this.#options
    await mkdir(folder, { recursive: true })
    await replaceFile(join(folder, name), bytes)
    this.#bytes = this.#bytes === undefined ? limit : this.#bytes + bytes.length
    if (this.#bytes >= limit) this.#bytes = await this.#sweep()
  }

  /** Removes the oldest files when there are too many; returns the bytes that are left. */
  async #sweep(): Promise<number> {
    const { folder, limit } = this.#options
    const files: { readonly path: string; readonly size: number; readonly madeAt: number }[] = []
    for (const name of await readdir(folder)) {
      const path = join(folder, name)
      const facts = await ifThere(stat(path))
      if (facts?.isFile() === true) files.push({ path, size: facts.size, madeAt: facts.mtimeMs })
    }
    let bytes = files.reduce((sum, { size }) => sum + size, 0)
    if (bytes <= limit) return bytes
    for (const { path, size } of files.sort((a, b) => a.madeAt - b.madeAt)) {
      if (bytes <= limit * afterSweep) break
      await rm(path, { force: true })
      bytes -= size
    }
    return bytes
  }
}
