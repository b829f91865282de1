import { existsSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'

/** The path of `folder` from the root of the git repository that it is in, with `/`, empty for the root itself; `undefined` outside one. */
export function pathInRepository(folder: string): string | undefined {
  for (let root = folder; ; root = dirname(root)) {
    // A file, not a folder, in a worktree or submodule.
    if (existsSync(join(root, '.git'))) return relative(root, folder).split(sep).join('/')
    if (root === dirname(root)) return undefined
  }
}
