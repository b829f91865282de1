import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const editor = ['-c', 'user.name=Editor', '-c', 'user.email=editor@example.com', '-c', 'gc.auto=0']

/** Runs git in `folder` as an editor, without the settings of this machine; resolves with what it says. */
export async function git(folder: string, ...words: readonly string[]): Promise<string> {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' }
  const { stdout } = await promisify(execFile)('git', [...editor, ...words], { cwd: folder, env })
  return stdout
}

/** Makes `folder` a repository with all its files, and `desk` a clone in which an editor works. */
export async function openRepository(folder: string, desk: string): Promise<void> {
  await git(folder, 'init', '-q', '-b', 'main')
  await git(folder, 'add', '.')
  await git(folder, 'commit', '-q', '-m', 'Content')
  await git(folder, 'clone', '-q', '.', desk)
}

/** Commits everything at the editor's desk. */
export async function commitAll(desk: string): Promise<void> {
  await git(desk, 'add', '.')
  await git(desk, 'commit', '-q', '-m', 'Change')
}

/** Brings the running site's folder to what was committed at the desk. */
export async function pull(folder: string, desk: string): Promise<void> {
  await git(folder, 'pull', '-q', '--ff-only', desk, 'main')
}
