import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

interface Slice {
  readonly start: number
  readonly length: number
}

/**
 * The bytes of every version that is or was online in this process, by digest, in one file that dies with the process.
 * The content folder cannot give them: its file may be broken, replaced or gone while the good version is still shown.
 */
export interface SourceSpool {
  /** Keeps these bytes; those of a digest that is there already are not written again. */
  put(versions: ReadonlyMap<string, Uint8Array>): Promise<void>
  /** `undefined` for a digest that was never put. */
  get(digest: string): Promise<Uint8Array | undefined>
  close(): Promise<void>
}

async function openNamelessFile(dir: string): Promise<FileHandle> {
  const folder = await mkdtemp(join(dir, 'newsroom-sources-'))
  try {
    return await open(join(folder, 'sources'), 'w+', 0o600)
  } finally {
    // The open file goes on without a name and leaves nothing behind, however the process ends.
    await rm(folder, { recursive: true, force: true })
  }
}

/** A spool in `dir`, which exists; by default the system's folder for temporary files. */
export async function openSourceSpool(dir: string = tmpdir()): Promise<SourceSpool> {
  const file = await openNamelessFile(dir)
  const slices = new Map<string, Slice>()
  let end = 0
  return {
    async put(versions) {
      const fresh = [...versions].filter(([digest]) => !slices.has(digest))
      let start = end
      const placed = fresh.map(([digest, bytes]) => {
        const slice = { start, length: bytes.length }
        start += bytes.length
        return [digest, slice] as const
      })
      const begin = end
      end = start
      await file.write(Buffer.concat(fresh.map(([, bytes]) => bytes)), 0, start - begin, begin)
      for (const [digest, slice] of placed) slices.set(digest, slice)
    },
    async get(digest) {
      const slice = slices.get(digest)
      if (slice === undefined) return undefined
      const bytes = Buffer.alloc(slice.length)
      await file.read(bytes, 0, slice.length, slice.start)
      return bytes
    },
    close: () => file.close(),
  }
}
