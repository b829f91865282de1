import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { onTestFinished } from 'vitest'
import { openBuiltProgram } from '../built-threads.ts'
import { firefox, newEvent } from './requests.ts'

/** A process that serves `/api/visits`. */
export interface VisitServerProcess {
  readonly origin: string
  /** Resolves when it has ended. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>
}

let built: Promise<string> | undefined

/** Builds `server.ts` of this folder, which is started again and again; resolves with the file. */
async function buildServer(): Promise<string> {
  const { folder, withThreads } = await openBuiltProgram()
  const outfile = join(folder, 'visit-server.js')
  await build({
    entryPoints: [fileURLToPath(new URL('./server.ts', import.meta.url))],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
    plugins: [
      {
        name: 'built-threads',
        setup({ onLoad }) {
          onLoad({ filter: /\.ts$/ }, async ({ path }) => {
            return { contents: withThreads(await readFile(path, 'utf8'), path), loader: 'ts' }
          })
        },
      },
    ],
  })
  return outfile
}

/** Starts `tests/support/visits/server.ts`, with SQLite in `dataDir`, or with Redis when a URL is given. */
export async function startVisitServer(dataDir: string, redisUrl?: string): Promise<VisitServerProcess> {
  built ??= buildServer()
  const child = fork(await built, {
    execArgv: [],
    env: { ...process.env, DATA_DIR: dataDir, ...(redisUrl === undefined ? {} : { VISITS_URL: redisUrl }) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  onTestFinished(() => end(child, 'SIGKILL'))
  const [{ port }] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`the visit server ended with ${code}`))),
  ])
  return { origin: `http://127.0.0.1:${port}`, end: (signal) => end(child, signal) }
}

async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
}

/** One reader's hit; the same value sent again is a retry. */
export interface LoadHit {
  readonly slug: string
  readonly event: string
  readonly address: string
}

let readers = 0

/** A hit of a reader nobody has seen before. */
export function newReader(slug: string): LoadHit {
  readers += 1
  const address = `10.${(readers >> 16) & 255}.${(readers >> 8) & 255}.${readers & 255}`
  return { slug, event: newEvent(), address }
}

/** The answer to a hit, or `undefined` when the connection broke before it came. */
export async function sendHit(
  origin: string,
  { slug, event, address }: LoadHit,
): Promise<{ readonly status: number; readonly reason: string } | undefined> {
  try {
    const answer = await fetch(`${origin}/api/visits/${slug}`, {
      method: 'POST',
      body: JSON.stringify({ event }),
      headers: { 'user-agent': firefox, 'sec-fetch-site': 'same-origin', 'x-forwarded-for': address },
    })
    return { status: answer.status, reason: Object(await answer.json())['reason'] }
  } catch (error) {
    // undici throws TypeError for a refused or broken connection.
    if (error instanceof TypeError) return undefined
    throw error
  }
}

/** Whether an answer promises that the visit is kept. */
export function isAcknowledged(answer: { readonly status: number; readonly reason: string } | undefined): boolean {
  return answer !== undefined && ['counted', 'replay', 'repeat', 'spooled'].includes(answer.reason)
}
