import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** One file of what a browser editor saves at once. */
export interface SavedFile {
  readonly operation: 'create' | 'update' | 'move' | 'delete'
  readonly path: string
  readonly bytes: Buffer
  /** Where it was before. */
  readonly from?: string
}

export interface Commit {
  readonly files: readonly SavedFile[]
}

/** A branch of a repository that is a folder on disk. */
export interface Branch {
  /** What was saved, in order. */
  readonly commits: readonly Commit[]
  readonly head: string
  list(): Promise<{ readonly path: string; readonly sha: string; readonly size: number }[]>
  read(path: string): Promise<Buffer>
  /** The name of each saved file's new content, by its path. */
  commit(files: readonly SavedFile[]): Promise<ReadonlyMap<string, string>>
}

const blobName = (bytes: Buffer) => createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')

export const savedAt = '2026-11-21T00:00:00Z'

export function openBranch(folder: string): Branch {
  const commits: Commit[] = []
  const nameOf = (count: number) => String(count).padStart(40, 'a')
  return {
    commits,
    get head() {
      return nameOf(commits.length)
    },
    async list() {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true })
      const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
      return await Promise.all(
        paths.map(async (path) => {
          const bytes = await readFile(path)
          return { path: path.slice(folder.length + 1), sha: blobName(bytes), size: bytes.length }
        }),
      )
    },
    read: (path) => readFile(join(folder, path)),
    async commit(files) {
      for (const { operation, path, bytes, from } of files) {
        if (operation === 'delete') await rm(join(folder, path))
        else {
          await mkdir(dirname(join(folder, path)), { recursive: true })
          await writeFile(join(folder, path), bytes)
          if (from !== undefined && from !== path) await rm(join(folder, from))
        }
      }
      commits.push({ files })
      return new Map(files.map(({ path, bytes }) => [path, blobName(bytes)]))
    },
  }
}
