import { readFile, realpath, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { ifThere } from '#lib/errors.ts'
import type { Log } from '#lib/log.ts'

/** The repository's own folder: `.git`, or where a `.git` file of a work tree or submodule points. */
async function findGitDir(folder: string): Promise<string | undefined> {
  for (let place = folder; ; place = dirname(place)) {
    const git = join(place, '.git')
    const stats = await ifThere(stat(git))
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
async function readGitLock(folder: string, limit: number): Promise<GitLock> {
  const real = await ifThere(realpath(folder))
  const gitDir = real === undefined ? undefined : await findGitDir(real)
  if (gitDir === undefined) return 'free'
  const lock = await ifThere(stat(join(gitDir, 'index.lock')))
  if (lock === undefined) return 'free'
  return Date.now() - lock.ctimeMs > limit ? 'stale' : 'held'
}

/** Milliseconds between looks at git's lock. */
const betweenLooks = 20

export interface GitWaitOptions {
  /** Absolute. */
  readonly contentDir: string
  /** Milliseconds after which a lock is stale. */
  readonly limit: number
  readonly log: Log
  readonly isClosed: () => boolean
}

/** Waits while git writes the files. */
export class GitWait {
  readonly #options: GitWaitOptions
  #told = false

  constructor(options: GitWaitOptions) {
    this.#options = options
  }

  isHeld(): Promise<boolean> {
    return this.#read().then((lock) => lock === 'held')
  }

  /**
   * True when a lock was left behind: then git died, and what is missing may be missing by that. Calls `meanwhile` again and
   * again while git writes.
   */
  async untilFree(meanwhile: () => void): Promise<boolean> {
    let lock = await this.#read()
    while (lock === 'held' && !this.#options.isClosed()) {
      meanwhile()
      await pause(betweenLooks)
      lock = await this.#read()
    }
    if (lock === 'stale' && !this.#told) {
      const cure =
        'When no git runs there, remove .git/index.lock. Until then releases are added and changed, but none is taken away.'
      this.#options.log.warn('content.git-lock-left', { cure })
    }
    this.#told = lock === 'stale'
    return this.#told
  }

  #read(): Promise<GitLock> {
    return readGitLock(this.#options.contentDir, this.#options.limit)
  }
}
