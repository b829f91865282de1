import { randomBytes } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { errorCode, StoreError } from '#lib/errors.ts'
import type { VisitHit } from './store/store.ts'

const spooledHit = z.strictObject({
  event: z.string().regex(/^[0-9a-f]{32}$/),
  slug: z.string().min(1),
  day: z.string().regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/),
  fingerprint: z.string().regex(/^[0-9a-f]{32}$/),
  at: z.number().int(),
  windowSeconds: z.number().int().nonnegative(),
})

/** Hits that wait on the disk of this machine for their store. Several processes may share one folder. */
export interface Spool {
  /** Resolves when the hit is on the disk. Rejects with `StoreError` when the spool is full or its disk refuses. */
  append(hit: VisitHit): Promise<void>
  /**
   * Gives every waiting hit to `store`, oldest file first, and forgets those it took. Rejects with what `store` rejects
   * with; then nothing is forgotten. Returns how many hits were given and how many lines were torn.
   */
  replay(store: (hits: readonly VisitHit[]) => Promise<void>): Promise<{ readonly hits: number; readonly torn: number }>
  /** Hits that wait, as far as this process knows without reading files again. */
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
    await moveIfThere(active, join(folder, segmentName()))
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
    async replay(store) {
      let hits = 0
      let torn = 0
      for (const name of await spoolFiles(folder)) {
        const claimed = join(folder, name === activeName ? segmentName() : name)
        if (!(await moveIfThere(join(folder, name), claimed))) continue
        const read = await readSpoolFile(claimed)
        await store(read.hits)
        await rm(claimed, { force: true })
        hits += read.hits.length
        torn += read.torn
      }
      return { hits, torn }
    },
    async size() {
      let size = 0
      for (const name of await spoolFiles(folder)) size += (await readSpoolFile(join(folder, name))).hits.length
      return size
    },
    async close() {
      await writing
      await file?.close()
      file = undefined
    },
  }
}

const segmentName = () => `hits-${String(Date.now()).padStart(15, '0')}-${randomBytes(4).toString('hex')}.jsonl`

async function spoolFiles(folder: string): Promise<string[]> {
  try {
    // Segments sort by age; the active file, the newest, comes last.
    const names = (await readdir(folder)).filter(isSpoolFile)
    return [...names.filter((name) => name !== activeName).sort(), ...names.filter((name) => name === activeName)]
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return []
    throw error
  }
}

async function bytesOf(folder: string): Promise<number> {
  let bytes = 0
  for (const name of await spoolFiles(folder)) {
    try {
      bytes += (await stat(join(folder, name))).size
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error
    }
  }
  return bytes
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
  try {
    const [mine, there] = await Promise.all([file.stat(), stat(path)])
    return mine.ino === there.ino && mine.dev === there.dev
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false
    throw error
  }
}

async function moveIfThere(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to)
    return true
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false
    throw error
  }
}

async function readSpoolFile(path: string): Promise<{ readonly hits: VisitHit[]; readonly torn: number }> {
  const hits: VisitHit[] = []
  let torn = 0
  let text = ''
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    // Another process of this machine has replayed and removed it.
    if (errorCode(error) !== 'ENOENT') throw error
  }
  for (const line of text.split('\n')) {
    if (line === '') continue
    const hit = parseLine(line)
    if (hit === undefined) torn += 1
    else hits.push(hit)
  }
  return { hits, torn }
}

function parseLine(line: string): VisitHit | undefined {
  try {
    const parsed = spooledHit.safeParse(JSON.parse(line))
    return parsed.success ? parsed.data : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
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
    `The spool ${folder} cannot be written to: ${cause instanceof Error ? cause.message : String(cause)}.`,
    'Give the account of the site the right to write there, or free space on its disk.',
    { cause },
  )
}
