import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '#tests/support/free-port.ts'
import { until } from '#tests/support/until.ts'
import { fetchRaw } from '../fetch-raw.ts'
import { residentMemory } from '../processes.ts'
import { endProcess, type Server } from '../program.ts'
import { Collections } from './collections.ts'

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
  /** Whether to ask for the health of the site without a pause until it is ready. */
  readonly asksHealth?: boolean
  /** Whether it tells of each collection of garbage. */
  readonly tellsCollections?: boolean
}

export interface NewsroomServer extends Server {
  /** ms from the start of the process to the first good answer of `firstPage`. */
  readonly startTook: number
  /** The longest that its health took to be told until it was ready, in ms; 0 when nobody asked. */
  readonly slowestHealth: number
  /** Resident memory of all its processes, in MB. */
  memory(): number
  /** MB in use after each collection of its whole heap since the last call; needs `tellsCollections` and one worker. */
  takeLiveHeaps(): number[]
}

/** Asks for the health of a site that starts, each 20 ms, until `isOver`; resolves with the longest answer, in ms. */
async function slowestHealth(origin: string, isOver: () => boolean): Promise<number> {
  let slowest = 0
  while (!isOver()) {
    // Before it listens there is nobody to ask.
    const answer = await fetchRaw(`${origin}/api/health`, 'identity').catch(() => undefined)
    slowest = Math.max(slowest, answer?.took ?? 0)
    await pause(20)
  }
  return slowest
}

/** The production server over given folders, in a process of its own. */
export async function startNewsroom(options: NewsroomOptions): Promise<NewsroomServer> {
  const {
    contentDir,
    dataDir,
    workers = 1,
    store = 'sqlite',
    proxies = 0,
    firstPage = '/api/health',
    asksHealth = false,
    tellsCollections = false,
  } = options
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const began = performance.now()
  const child = spawn(process.execPath, [...(tellsCollections ? ['--trace-gc'] : []), 'server.mjs'], {
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
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const collections = new Collections()
  createInterface({ input: child.stdout }).on('line', (line) => collections.readLine(line))
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
  let isOver = !asksHealth
  const health = slowestHealth(origin, () => isOver)
  const startTook = await until('the site is ready', isReady, longestStart)
    .then(() => performance.now() - began)
    .finally(() => {
      isOver = true
    })
  const pid = child.pid ?? 0
  return {
    origin,
    pid,
    startTook,
    slowestHealth: await health,
    memory: () => residentMemory(pid),
    takeLiveHeaps: () => collections.take(),
    stop: () => endProcess(child),
  }
}
