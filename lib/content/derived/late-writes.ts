import { setImmediate as turn } from 'node:timers/promises'
import { packFolder } from '../kept/folder-json.ts'
import type { Look } from '../watch/reader.ts'
import { sourceKey } from './bodies.ts'
import type { DerivedIndex, KeptFolder, KeptText } from './derived-index.ts'

/** How many texts or rows are written at a time. */
const atOnce = 64

/** Bytes of texts and how many rows may wait; what is more is written at once. */
const usualRoom = { bytes: 32_000_000, rows: 4000 }

const sizeOf = ({ bytes, detail }: KeptText) => bytes.length + 2 * detail.length

const firstOf = <T>(items: Iterable<T>): T[] => {
  const found: T[] = []
  for (const item of items) {
    found.push(item)
    if (found.length === atOnce) break
  }
  return found
}

/** What is to be written to the index when no reader waits, and is to be had from here until then. */
export class LateWrites implements Pick<DerivedIndex, 'folders' | 'detail' | 'source' | 'keep' | 'put'> {
  readonly #index: DerivedIndex
  readonly #room: typeof usualRoom
  readonly #texts = new Map<string, KeptText>()
  readonly #rows = new Map<string, KeptFolder>()
  readonly #toForget = new Set<string>()
  #bytes = 0

  constructor(index: DerivedIndex, room = usualRoom) {
    this.#index = index
    this.#room = room
  }

  folders(first: string, last: string, rules: string): ReturnType<DerivedIndex['folders']> {
    return this.#index.folders(first, last, rules)
  }

  detail(key: string): string | undefined {
    return this.#texts.get(key)?.detail ?? this.#index.detail(key)
  }

  source(key: string): Uint8Array | undefined {
    return this.#texts.get(key)?.bytes ?? this.#index.source(key)
  }

  /** False when there is no room and the index could not take them either. */
  keep(texts: Iterable<KeptText>): boolean {
    const more = [...texts]
    const bytes = more.reduce((sum, text) => sum + sizeOf(text), 0)
    if (this.#bytes + bytes > this.#room.bytes) return this.#index.keep(more)
    for (const text of more) {
      this.#drop(text.key)
      this.#texts.set(text.key, text)
    }
    this.#bytes += bytes
    return true
  }

  put(folders: readonly KeptFolder[]): void {
    for (const { path } of folders) this.#settle(path)
    const hasRoom = this.#rows.size + folders.length <= this.#room.rows
    if (!hasRoom) this.#index.put(folders)
    for (const folder of folders) {
      if (hasRoom) this.#rows.set(folder.path, folder)
      this.#toForget.delete(folder.path)
    }
  }

  /** What was read at `path` under `rules`, the texts of which are kept already. */
  putRead(path: string, { parsed, fingerprint }: Look & { readonly kind: 'release' | 'page' }, rules: string): void {
    const sources = ('pages' in parsed ? parsed.pages : parsed.releases).map(sourceKey)
    this.put([{ path, rules, fingerprint, json: packFolder(parsed, true), sources }])
  }

  forget(path: string): void {
    this.#settle(path)
    this.#toForget.add(path)
  }

  /** Writes all of it, or as much as the index takes now. */
  write(): void {
    while (this.#writeSome());
  }

  /** The same a little at a time, until `isClosed`. */
  async writeInTurns(isClosed: () => boolean): Promise<void> {
    while (!isClosed() && this.#writeSome()) await turn()
  }

  /** Forgets all folders but those at `paths`. */
  forgetOthers(paths: Iterable<string>): void {
    const known = new Set(paths)
    this.#index.forget(this.#index.paths().filter((path) => !known.has(path)))
  }

  /** Writes what waits, and closes the index. */
  close(): void {
    this.write()
    this.#index.close()
  }

  /** Writes a part of it; false when nothing is left, or the index cannot take it now. */
  #writeSome(): boolean {
    const texts = firstOf(this.#texts.values())
    if (texts.length > 0) {
      if (!this.#index.keep(texts)) return false
      for (const { key } of texts) this.#drop(key)
      return true
    }
    const rows = firstOf(this.#rows.values())
    if (rows.length > 0) this.#index.put(rows)
    for (const { path } of rows) this.#rows.delete(path)
    if (rows.length > 0) return true
    if (this.#toForget.size > 0) this.#index.forget([...this.#toForget])
    this.#toForget.clear()
    return false
  }

  /** Writes what waits of a folder: only then the index knows which texts of it are of no use any more. */
  #settle(path: string): void {
    if (this.#rows.has(path)) this.write()
  }

  #drop(key: string): void {
    const text = this.#texts.get(key)
    if (text === undefined) return
    this.#texts.delete(key)
    this.#bytes -= sizeOf(text)
  }
}
