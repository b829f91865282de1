import { randomBytes } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { errorCode, errorMessage, ifThere, StoreError } from '#lib/errors.ts'
import { parseJson } from '#lib/json.ts'
import type { VisitHit } from './store/store.ts'

const spooledHit = z.strictObject({
  event: z.string().regex(/^[0-9a-f]{32}$/),
  slug: z.string().min(1),
  day: z.string().regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/),
  fingerprint: z.string().regex(/^[0-9a-f]{32}$/),
  at: z.number().int(),
  windowSeconds: z.number().int().nonnegative(),
})

type GiveHits = (hits: readonly VisitHit[]) => Promise<void>

/** How many hits were given to the store, and how many lines were torn. */
export interface Replayed {
  readonly hits: number
  readonly torn: number
}

/** Hits that wait on the disk of this machine for their store. Several processes may share one folder. */
export interface Spool {
  /** Resolves when the hit is on the disk. Rejects with `StoreError` when the spool is full or its disk refuses. */
  append(hit: VisitHit): Promise<void>
  /**
   * Gives every waiting hit to `store`, oldest file first, and forgets those it took. Rejects with what `store` rejects
   * with; then nothing is forgotten.
   */
  replay(store: GiveHits): Promise<Replayed>
  /** Hits that wait. A file is read again only after it has grown: who asks for health asks often. */
  size(): Promise<number>
  close(): Promise<void>
}

export interface SpoolOptions {
  readonly folder: string
  /** Most bytes of all waiting files. */
  readonly mostBytes?: number
  /** At this size a new file is begun. */
  readonly segmentBytes?: number
}

const activeName = 'hits.jsonl'
const isSpoolFile = (name: string) => /^hits.*\.jsonl$/.test(name)

interface Waiting {
  readonly line: string
  resolve(): void
  reject(error: unknown): void
}

/** Opens the spool of a folder; nothing is created before the first hit. */
export function openSpool(options: SpoolOptions): Spool {
  const { folder, mostBytes = 64 * 1024 * 1024, segmentBytes = 8 * 1024 * 1024 } = options
  const active = join(folder, activeName)
  let waiting: Waiting[] = []
  let writing: Promise<void> | undefined
  let file: FileHandle | undefined

  const write = async (text: string) => {
    if ((await bytesOf(folder)) + text.length > mostBytes) throw fullSpool(folder, mostBytes)
    for (;;) {
      file ??= await openForAppend(folder, active)
      await file.appendFile(text)
      await file.datasync()
      // Whoever replays moves the file away first: what was written behind the move is written again, to the new file.
      if (await isSameFile(file, active)) break
      await file.close()
      file = undefined
    }
    if ((await file.stat()).size < segmentBytes) return
    await moveAway(folder, activeName, segmentName())
    await file.close()
    file = undefined
  }

  const flush = async () => {
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      try {
        // A line that a killed process left torn must not swallow the next: each write begins on a line of its own.
        await write(`\n${batch.map(({ line }) => line).join('\n')}\n`)
        for (const { resolve } of batch) resolve()
      } catch (error) {
        const fault = error instanceof StoreError ? error : brokenSpool(folder, error)
        for (const { reject } of batch) reject(fault)
      }
    }
    writing = undefined
  }

  return {
    append: (hit) =>
      new Promise((resolve, reject) => {
        waiting.push({ line: JSON.stringify(hit), resolve, reject })
        writing ??= flush()
      }),
    replay: (store) => replaySpool(folder, store),
    size: createCounter(folder),
    async close() {
      await writing
      await file?.close()
      file = undefined
    },
  }
}

const segmentName = () => `hits-${String(Date.now()).padStart(15, '0')}-${randomBytes(4).toString('hex')}.jsonl`

async function replaySpool(folder: string, store: GiveHits): Promise<Replayed> {
  let hits = 0
  let torn = 0
  for (const name of await spoolFiles(folder)) {
    const claimed = name === activeName ? segmentName() : name
    await moveAway(folder, name, claimed)
    const read = await readSpoolFile(folder, claimed)
    await store(read.hits)
    await remove(folder, claimed)
    hits += read.hits.length
    torn += read.torn
  }
  return { hits, torn }
}

/** The result of work on the spool's files; a fault of the disk becomes one an operator can mend. */
async function onDisk<T>(folder: string, work: Promise<T>): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    // Only this is an empty spool: where the folder is a file, nothing can ever wait.
    if (errorCode(error) === 'ENOENT') return undefined
    throw errorCode(error) === undefined || error instanceof StoreError ? error : brokenSpool(folder, error)
  }
}

async function spoolFiles(folder: string): Promise<string[]> {
  // Segments sort by age; the active file, the newest, comes last.
  const names = ((await onDisk(folder, readdir(folder))) ?? []).filter(isSpoolFile)
  return [...names.filter((name) => name !== activeName).sort(), ...names.filter((name) => name === activeName)]
}

async function bytesOf(folder: string): Promise<number> {
  const names = await spoolFiles(folder)
  const sizes = await Promise.all(names.map(async (name) => (await onDisk(folder, stat(join(folder, name))))?.size))
  return sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0)
}

async function openForAppend(folder: string, path: string): Promise<FileHandle> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = await open(path, 'a', 0o600)
  const directory = await open(folder, 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
  return file
}

async function isSameFile(file: FileHandle, path: string): Promise<boolean> {
  const [mine, there] = await Promise.all([file.stat(), ifThere(stat(path))])
  return mine.ino === there?.ino && mine.dev === there.dev
}

// Whoever comes second finds the file gone: another process of this machine moved, replayed or removed it.
async function moveAway(folder: string, name: string, to: string): Promise<void> {
  if (name !== to) await onDisk(folder, rename(join(folder, name), join(folder, to)))
}

async function remove(folder: string, name: string): Promise<void> {
  await onDisk(folder, rm(join(folder, name), { force: true }))
}

/** Each line of a hit that is whole, with its event id. */
const wholeLine = /^\{.*"event":"([0-9a-f]{32})".*\}$/gm

/** Counts the hits of all files, each once: one that was being written while its file was moved stands in two. */
function createCounter(folder: string): () => Promise<number> {
  let known = new Map<string, readonly string[]>()
  const eventsOf = async (name: string): Promise<readonly [file: string, events: readonly string[]] | undefined> => {
    const path = join(folder, name)
    const found = await onDisk(folder, stat(path))
    if (found === undefined) return undefined
    // Files only grow, and keep their number when they are moved.
    const file = `${found.dev} ${found.ino} ${found.size}`
    const before = known.get(file)
    if (before !== undefined) return [file, before]
    const text = await onDisk(folder, readFile(path, 'utf8'))
    return text === undefined ? undefined : [file, [...text.matchAll(wholeLine)].map(([, event = '']) => event)]
  }
  return async () => {
    for (;;) {
      const names = await spoolFiles(folder)
      const files = (await Promise.all(names.map(eventsOf))).filter((file) => file !== undefined)
      // Hits of a file that was moved away meanwhile wait under another name.
      if (files.length < names.length) continue
      known = new Map(files)
      return new Set(files.flatMap(([, events]) => events)).size
    }
  }
}

interface SpoolFile {
  readonly hits: VisitHit[]
  readonly torn: number
}

async function readSpoolFile(folder: string, name: string): Promise<SpoolFile> {
  const text = await onDisk(folder, readFile(join(folder, name), 'utf8'))
  const lines = (text ?? '').split('\n').filter((line) => line !== '')
  const hits = lines.flatMap((line) => spooledHit.safeParse(parseJson(line)).data ?? [])
  return { hits, torn: lines.length - hits.length }
}

/** Whether an error is of the spool and not of the store. */
export function isSpoolFault(error: StoreError): boolean {
  return error.code.startsWith('visits/spool')
}

function fullSpool(folder: string, mostBytes: number): StoreError {
  return new StoreError(
    'visits/spool-full',
    `The spool ${folder} holds ${Math.round(mostBytes / 1024 / 1024)} MB; visits are refused.`,
    'Bring the visit store back; the waiting hits are then counted and the spool empties itself.',
  )
}

function brokenSpool(folder: string, cause: unknown): StoreError {
  return new StoreError(
    'visits/spool',
    `The spool ${folder} cannot be written to: ${errorMessage(cause)}.`,
    'Give the account of the site the right to write there, or free space on its disk.',
    { cause },
  )
}
