import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { createClient } from '@redis/client'
import { freePort } from '../free-port.ts'
import { testWith } from '../needs.ts'
import { until } from '../until.ts'

/** A Redis server of the tests' own, on a free port, with its data in a temporary folder. */
export interface RedisServer {
  readonly port: number
  readonly url: string
  /** Sends one command on a connection of its own. */
  command(...args: string[]): Promise<unknown>
  /** Starts it again after `kill`, on the same port and data. */
  start(): Promise<void>
  /** Starts it with these settings instead of its own, and does not wait until it has loaded its data. */
  startLoading(...settings: string[]): Promise<void>
  /** Ends it without warning, as SIGKILL does. */
  kill(): Promise<void>
  /** Ends it and removes its data. */
  stop(): Promise<void>
}

const program = (process.env['PATH'] ?? '')
  .split(delimiter)
  .flatMap((folder) => ['redis-server', 'valkey-server'].map((name) => join(folder, name)))
  .find((path) => existsSync(path))

/**
 * `test` where a Redis or Valkey server is installed; a visible skip where it is not, and a failure there when `CI` is true.
 */
export const redisTest = testWith(program !== undefined)

export async function startRedisServer(...settings: string[]): Promise<RedisServer> {
  if (program === undefined) throw new Error('redis-server is not installed; on Debian: apt-get install redis-server')
  const found = program
  const folder = await mkdtemp(join(tmpdir(), 'newsroom-redis-'))
  const port = await freePort()
  const url = `redis://127.0.0.1:${port}`
  let child: ChildProcess | undefined

  const launch = (own: readonly string[]) => {
    const fixed = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '']
    child = spawn(found, [...fixed, '--appendonly', 'yes', '--appendfsync', 'always', ...own], { stdio: 'ignore' })
  }

  const server: RedisServer = {
    port,
    url,
    async command(...args) {
      const client = createClient({ url, RESP: 2, socket: { reconnectStrategy: false } })
      client.on('error', () => {})
      await client.connect()
      try {
        return await client.sendCommand(args)
      } finally {
        client.destroy()
      }
    },
    async start() {
      launch(settings)
      await until('Redis answers', () =>
        server.command('PING').then(
          () => true,
          () => undefined,
        ),
      )
    },
    async startLoading(...own) {
      launch(own)
    },
    async kill() {
      const ended = new Promise((resolve) => child?.once('exit', resolve))
      if (child?.kill('SIGKILL')) await ended
      child = undefined
    },
    async stop() {
      await server.kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
  await server.start()
  return server
}
