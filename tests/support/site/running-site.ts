import { type ChildProcess, spawn } from 'node:child_process'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../free-port.ts'
import { until } from '../until.ts'

const root = join(import.meta.dirname, '..', '..', '..')

export interface SiteOptions {
  /** The folder of the program; this repository when absent. */
  readonly project?: string
  /** Folder that is copied; the repository's own content when absent. */
  readonly content?: string
  /** Called with the copy, and with where the data folder will be, before the site starts. */
  readonly prepare?: (contentDir: string, dataDir: string) => Promise<void>
  readonly environment?: Readonly<Record<string, string>>
  /** Called with the origin when the process runs, at each start; the site is not ready before this is over. */
  readonly whileStarting?: (origin: string) => Promise<void>
  /** As `npm run dev` starts it. */
  readonly development?: boolean
  /** What time it is for the site, in ms since the epoch: the clock stands still until `setClock`. The real time when absent. */
  readonly now?: number
}

/** The production server in a process of its own, over a copy of the content and an empty data folder. */
export interface RunningSite {
  /** `http://127.0.0.1:PORT`; also its `SITE_URL`. */
  readonly origin: string
  readonly port: number
  readonly contentDir: string
  readonly dataDir: string
  /** The id of the process; with several, of the one that supervises. */
  pid(): number
  /** What the process has printed so far. */
  logs(): string
  /** Says what time it is for a site that was started with `now`; resolves when the site knows. */
  setClock(now: number): Promise<void>
  /** Asks the process to end as an operator would, and starts it again with the same folders and port, and with other settings if given. */
  restart(environment?: Readonly<Record<string, string>>): Promise<void>
  /** Ends the process and keeps its folders; `restart` starts it again. Resolves with its exit status, `null` after SIGKILL. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>
  /** Ends the process and removes its folders. Resolves with the process's exit status. */
  stop(): Promise<number | null>
}

interface Running {
  readonly child: ChildProcess
  readonly exited: Promise<number | null>
}

async function begin(
  environment: Readonly<Record<string, string>>,
  origin: string,
  print: (text: string) => void,
  { project = root, development = false, whileStarting }: SiteOptions,
): Promise<Running> {
  const clock = environment['CLOCK_FILE'] === undefined ? [] : ['--import', './tests/support/site/set-clock.mjs']
  const program = development ? ['--import', 'tsx', 'server.ts', '--dev'] : ['server.mjs']
  const child = spawn(process.execPath, [...clock, ...program], {
    cwd: project,
    env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let ended: number | null | undefined
  const exited = new Promise<number | null>((resolve) => {
    child.once('close', (status) => {
      ended = status
      resolve(status)
    })
  })
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', print)
  await whileStarting?.(origin).catch(async (error: unknown) => {
    child.kill()
    await exited
    throw error
  })
  await until(
    'the site is ready',
    async () => {
      if (ended !== undefined) throw new Error(`The site ended with status ${ended} before it was ready`)
      const answer = await fetch(`${origin}/api/health`).catch(() => undefined)
      return answer?.status === 200 ? true : undefined
    },
    60_000,
  )
  return { child, exited }
}

async function end({ child, exited }: Running, signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
  child.kill(signal)
  return await exited
}

/** Starts the site and waits until it is ready. The pages must have been built. */
export async function startSite(options: SiteOptions = {}): Promise<RunningSite> {
  const folder = await mkdtemp(join(tmpdir(), 'newsroom-'))
  const contentDir = join(folder, 'content')
  const dataDir = join(folder, 'data')
  await cp(options.content ?? join(root, 'content'), contentDir, { recursive: true })
  await options.prepare?.(contentDir, dataDir)
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const clockFile = join(folder, 'clock')
  if (options.now !== undefined) await writeFile(clockFile, String(options.now))
  const environment = {
    ...(options.now === undefined ? {} : { CLOCK_FILE: clockFile }),
    HOST: '127.0.0.1',
    PORT: String(port),
    SITE_URL: origin,
    CONTENT_DIR: contentDir,
    DATA_DIR: dataDir,
    ...options.environment,
  }
  let logs = ''
  const print = (text: string) => {
    logs += text
  }
  const start = (others: Readonly<Record<string, string>> = {}) =>
    begin({ ...environment, ...others }, origin, print, options).catch((error: unknown) => {
      throw new Error(`The site did not start. It said:\n${logs}`, { cause: error })
    })
  let running = await start()
  return {
    origin,
    port,
    contentDir,
    dataDir,
    pid: () => running.child.pid ?? 0,
    logs: () => logs,
    async setClock(now) {
      await writeFile(clockFile, String(now))
      const said = logs.length
      running.child.kill('SIGUSR2')
      const words = `the clock says ${now}\n`
      await until(words, async () => (logs.includes(words, said) ? true : undefined))
    },
    async restart(others) {
      await end(running)
      running = await start(others)
    },
    end: (signal) => end(running, signal),
    async stop() {
      const status = await end(running)
      await rm(folder, { recursive: true, force: true })
      return status
    },
  }
}
