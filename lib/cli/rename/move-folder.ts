import { execFile } from 'node:child_process'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Whether git keeps files of `path` below `folder`; no when there is no git, or no repository. */
async function isTracked(folder: string, path: string): Promise<boolean> {
  try {
    const { stdout } = await run('git', ['-C', folder, 'ls-files', '--', path])
    return stdout !== ''
  } catch (error) {
    // Status 128, no repository, and ENOENT, no git: both mean that the folder is moved by hand.
    if (error instanceof Error && 'code' in error) return false
    throw error
  }
}

/** Moves a folder below `contentDir`: by git where git keeps it, so that its history goes along. */
export async function moveFolder(contentDir: string, from: string, to: string): Promise<'git' | 'disk'> {
  if (await isTracked(contentDir, from)) {
    await run('git', ['-C', contentDir, 'mv', '--', from, to])
    return 'git'
  }
  await rename(join(contentDir, from), join(contentDir, to))
  return 'disk'
}
