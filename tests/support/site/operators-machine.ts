import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { sourcesDigest } from '../../../lib/cli/prepare/build.mjs'
import { freePort } from '../free-port.ts'
import { commitAll, git } from '../git.ts'
import { until } from '../until.ts'
import { programFiles } from './program-files.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const run = promisify(execFile)
const cloned = [...programFiles, 'content', 'next.config.ts', 'package-lock.json', '.gitignore']

/** A machine on which an operator has cloned the program. Its packages and pages are there already; to install and build takes minutes. */
export interface OperatorsMachine {
  /** The clone. */
  readonly folder: string
  readonly origin: string
  /**
   * Does what a document says, line by line: `npm start` goes on until a line says `# stop the site`, everything else must
   * succeed.
   */
  follow(lines: readonly string[]): Promise<void>
  /** Makes a version of the program with a file changed, where `git pull` finds it. */
  publishVersion(file: string, change: (text: string) => string): Promise<void>
  /** Stops what runs and removes everything. */
  clear(): Promise<void>
}

/** The lines of code below a heading of a document, whatever its level, up to the next heading. */
export function commandsBelow(document: string, heading: string): string[] {
  const [, section] = document.split(new RegExp(`^#+ ${heading}$`, 'm'))
  if (section === undefined) throw new Error(`The document has no heading “${heading}”.`)
  const [own = ''] = section.split(/^#/m)
  return [...own.matchAll(/^ {4}(.*)$/gm)].map(([, line = '']) => line)
}

/** Runs `npm start` until `stop`. */
async function startProgram(folder: string, origin: string, environment: NodeJS.ProcessEnv) {
  const child: ChildProcess = spawn('npm', ['start'], { cwd: folder, env: environment, stdio: 'pipe' })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => (said += text))
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const answers = async () => {
    if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}. It said:\n${said}`)
    const health = await fetch(`${origin}/api/health`).catch(() => undefined)
    return health?.status === 200 ? true : undefined
  }
  const stop = async () => {
    child.kill('SIGTERM')
    return await ended
  }
  await until('the site is ready', answers, 60_000).catch(async (error: unknown) => {
    await stop()
    throw error
  })
  return { stop }
}

/** Clones the program as it is in the working tree, from a repository that stands for the one of the developers. */
export async function openOperatorsMachine(): Promise<OperatorsMachine> {
  const home = await mkdtemp(join(tmpdir(), 'newsroom-'))
  const [developers, folder] = [join(home, 'developers'), join(home, 'newsroom')]
  await Promise.all(cloned.map((name) => cp(join(root, name), join(developers, name), { recursive: true })))
  await git(developers, 'init', '-q', '-b', 'main')
  await commitAll(developers)
  await git(home, 'clone', '-q', developers, folder)
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  const isKept = (path: string) => path !== join(root, '.next', 'cache')
  await cp(join(root, '.next'), join(folder, '.next'), { recursive: true, filter: isKept })
  // Whoever tests has built the pages, by whichever command.
  await writeFile(join(folder, '.next', 'sources-digest'), sourcesDigest(folder))
  const port = await freePort()
  const origin = `http://localhost:${port}`
  // As an operator has it: without NODE_ENV, which types of Next ask for.
  const environment = {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    NEWS_LANG: 'en',
    HOST: 'localhost',
    PORT: String(port),
  } as Record<string, string> as NodeJS.ProcessEnv
  let site: { stop(): Promise<number | null> } | undefined
  const stop = async () => {
    const status = await site?.stop()
    site = undefined
    return status
  }
  return {
    folder,
    origin,
    async follow(lines) {
      for (const line of lines) {
        if (line.startsWith('# stop the site')) {
          const status = await stop()
          if (status !== 0) throw new Error(`The site was stopped with ${status}.`)
        } else if (line === 'npm start') site = await startProgram(folder, origin, environment)
        else await run('sh', ['-ec', line], { cwd: folder, env: environment })
      }
    },
    async publishVersion(file, change) {
      const path = join(developers, file)
      const text = await readFile(path, 'utf8')
      const changed = change(text)
      if (changed === text) throw new Error(`${file} is the same in the new version.`)
      await writeFile(path, changed)
      await commitAll(developers)
    },
    async clear() {
      await stop()
      await rm(home, { recursive: true, force: true })
    },
  }
}
