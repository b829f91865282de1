import { execFile } from 'node:child_process'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { UsageError } from '../command.ts'

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

async function moveByGit(contentDir: string, from: string, to: string): Promise<void> {
  try {
    await run('git', ['-C', contentDir, 'mv', '--', from, to])
  } catch (error) {
    if (!(error instanceof Error) || !('stderr' in error)) throw error
    const said = String(error.stderr).trim()
    throw new UsageError({
      en: `git did not move the folder, and nothing was changed. It says: ${said}`,
      zh: `git 没有移动文件夹，未作任何改动。它的提示是：${said}`,
    })
  }
}

/**
 * Moves a folder below `contentDir`: by git where git keeps it, so that its history goes along. Throws `UsageError` in the words
 * of git when it refuses.
 */
export async function moveFolder(contentDir: string, from: string, to: string): Promise<void> {
  if (await isTracked(contentDir, from)) {
    await moveByGit(contentDir, from, to)
    return
  }
  await rename(join(contentDir, from), join(contentDir, to))
}
