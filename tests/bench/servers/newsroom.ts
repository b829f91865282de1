import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { freePort } from '#tests/support/free-port.ts'
import { until } from '#tests/support/until.ts'
import { residentMemory } from '../processes.ts'
import { endProcess, type Server } from '../program.ts'

const root = join(import.meta.dirname, '..', '..', '..')

/** Longest wait for a site to become ready, in ms. */
const longestStart = 600_000

export interface NewsroomOptions {
  readonly contentDir: string
  readonly dataDir: string
  readonly workers?: number
  /** `VISITS_STORE`; SQLite when absent. */
  readonly store?: string
  /** `TRUST_PROXY_HOPS`; 0 when absent. */
  readonly proxies?: number
  /** Address that must answer 200 before the site is ready; its health when absent. */
  readonly firstPage?: string
}

export interface NewsroomServer extends Server {
  /** ms from the start of the process to the first good answer of `firstPage`. */
  readonly startTook: number
  /** Resident memory of all its processes, in MB. */
  memory(): number
}

/** The production server over given folders, in a process of its own. */
export async function startNewsroom(options: NewsroomOptions): Promise<NewsroomServer> {
  const { contentDir, dataDir, workers = 1, store = 'sqlite', proxies = 0, firstPage = '/api/health' } = options
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const began = performance.now()
  const child = spawn(process.execPath, ['server.mjs'], {
    cwd: root,
    env: {
      PATH: process.env['PATH'] ?? '',
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: String(port),
      SITE_URL: origin,
      CONTENT_DIR: contentDir,
      DATA_DIR: dataDir,
      WORKERS: String(workers),
      VISITS_STORE: store,
      TRUST_PROXY_HOPS: String(proxies),
      VISIT_LIMITS: '1000000000/minute,1000000000/day,1000000000/release',
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const isReady = async () => {
    if (child.exitCode !== null) throw new Error(`The site ended with status ${child.exitCode}:\n${said}`)
    const answer = await fetch(origin + firstPage).catch(() => undefined)
    await answer?.arrayBuffer()
    if (answer?.status !== 200) return undefined
    if (workers === 1) return true
    const health: unknown = await (await fetch(`${origin}/api/health`)).json()
    return JSON.stringify(health).includes(`"ready":${workers},`) ? true : undefined
  }
  await until('the site is ready', isReady, longestStart)
  const pid = child.pid ?? 0
  return {
    origin,
    pid,
    startTook: performance.now() - began,
    memory: () => residentMemory(pid),
    stop: () => endProcess(child),
  }
}
