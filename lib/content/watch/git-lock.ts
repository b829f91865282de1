import { readFile, realpath, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { isMissing } from '../files/disk.ts'

async function ifThere<T>(look: () => Promise<T>): Promise<T | undefined> {
  try {
    return await look()
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/** The repository's own folder: `.git`, or where a `.git` file of a work tree or submodule points. */
async function findGitDir(folder: string): Promise<string | undefined> {
  for (let place = folder; ; place = dirname(place)) {
    const git = join(place, '.git')
    const stats = await ifThere(() => stat(git))
    if (stats?.isDirectory()) return git
    const target = stats?.isFile() ? /^gitdir: (.+)$/m.exec(await readFile(git, 'utf8'))?.[1] : undefined
    if (target !== undefined) return resolve(place, target.trim())
    if (dirname(place) === place) return undefined
  }
}

/** `held`: git is changing the files. `stale`: a lock so old that the git that made it must have died. */
export type GitLock = 'free' | 'held' | 'stale'

/**
 * Whether git is writing the work tree that holds `folder`: it keeps `index.lock` from before the first file until after the
 * last. A lock older than `limit` milliseconds is stale. `free` outside a repository.
 */
export async function readGitLock(folder: string, limit: number): Promise<GitLock> {
  const real = await ifThere(() => realpath(folder))
  const gitDir = real === undefined ? undefined : await findGitDir(real)
  if (gitDir === undefined) return 'free'
  const lock = await ifThere(() => stat(join(gitDir, 'index.lock')))
  if (lock === undefined) return 'free'
  return Date.now() - lock.ctimeMs > limit ? 'stale' : 'held'
}
