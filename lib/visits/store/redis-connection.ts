import { createHash, randomUUID } from 'node:crypto'
import { createClient } from '@redis/client'
import { ConfigError, errorMessage, StoreError } from '#lib/errors.ts'
import { emptiedStore, knownStoreId, meetStore } from './known-store.ts'
import { redisFault } from './redis-faults.ts'
import { idKey, type RedisScript } from './redis-scripts.ts'

export interface RedisOptions {
  /** `redis://…` or `rediss://…`, with user, password and database as needed. */
  readonly url: string
  /** Where `visits-known.json` stands. */
  readonly dataDir: string
  /** How long a command may take, ms. */
  readonly commandTimeout: number
}

/** A connection that heals itself. Nothing is queued while it is down. */
export interface RedisConnection {
  /** Runs a script with the store's id as its first argument. Rejects with `StoreError`. */
  run(script: RedisScript, args: readonly (string | number)[], patience?: number): Promise<unknown>
  /** The id of the store and what an operator should know of its settings. Rejects with `StoreError`. */
  verify(): Promise<RedisFacts>
  /** Rejects with `ConfigError` when the server answers and is set up so that it would lose visits. */
  checkSettings(): Promise<void>
  close(): Promise<void>
}

export interface RedisFacts {
  readonly id: string
  readonly warnings: readonly string[]
}

const oldestVersion = 7
/** So many commands without an answer in a row, and the connection is given up for a new one. */
const mostSilences = 5

/** The server's address without user and password. */
export function redisAddress(url: string): string {
  const { protocol, host, pathname } = new URL(url)
  return `${protocol}//${host}${pathname === '/' ? '' : pathname}`
}

const shaOf = (script: RedisScript) => createHash('sha1').update(script.source).digest('hex')

/** Connects in the background; commands reject until the server is there and has been verified. */
export function openRedisConnection(options: RedisOptions): RedisConnection {
  const { url, dataDir, commandTimeout } = options
  const address = redisAddress(url)
  const shas = new Map<string, string>()
  let lastError: unknown
  let verified: Promise<RedisFacts> | undefined
  let silences = 0

  const connect = () => {
    const made = createClient({
      url,
      RESP: 2,
      disableOfflineQueue: true,
      socket: { connectTimeout: 2000, reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, 1000) },
    })
    made.on('error', (error: unknown) => {
      lastError = error
      verified = undefined
    })
    made.connect().catch((error: unknown) => {
      lastError = error
    })
    return made
  }
  let client = connect()

  const reconnect = () => {
    silences = 0
    verified = undefined
    client.destroy()
    client = connect()
  }
  const send = async (args: readonly string[], patience = commandTimeout): Promise<unknown> => {
    let timer: NodeJS.Timeout | undefined
    const silence = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        silences += 1
        reject(new Error(`no answer within ${patience} ms`))
        if (silences >= mostSilences) reconnect()
      }, patience)
    })
    try {
      const answer = await Promise.race([client.sendCommand(args), silence])
      silences = 0
      return answer
    } catch (error) {
      throw client.isReady || lastError === undefined ? error : new Error(errorMessage(lastError), { cause: error })
    } finally {
      clearTimeout(timer)
    }
  }
  const verifyOnce = async (): Promise<RedisFacts> => {
    const facts = parseInfo(String(await send(['INFO'])))
    const warnings = checkFacts(facts, address)
    return { id: await establishId(send, dataDir, address), warnings }
  }
  const verify = () => {
    verified ??= verifyOnce().catch((error: unknown) => {
      verified = undefined
      throw error
    })
    return verified
  }

  return {
    async run(script, args, patience) {
      try {
        const { id } = await verify()
        const sha = shas.get(script.name) ?? shaOf(script)
        shas.set(script.name, sha)
        const rest = ['1', idKey, id, ...args.map(String)]
        try {
          return await send(['EVALSHA', sha, ...rest], patience)
        } catch (error) {
          if (!errorMessage(error).startsWith('NOSCRIPT')) throw error
          return await send(['EVAL', script.source, ...rest], patience)
        }
      } catch (error) {
        if (!errorMessage(error).startsWith('EMPTIED')) throw redisFault(error, address)
        // Verified afresh at the next call: the right data may have been restored by then.
        verified = undefined
        throw emptiedStore(dataDir, address)
      }
    },
    async verify() {
      try {
        return await verify()
      } catch (error) {
        throw redisFault(error, address)
      }
    },
    async checkSettings() {
      const deadline = Date.now() + 2000
      for (;;) {
        try {
          await verify()
          return
        } catch (error) {
          if (error instanceof ConfigError) throw error
          if (error instanceof StoreError || Date.now() > deadline) return
          await new Promise((resolve) => setTimeout(resolve, 50))
        }
      }
    },
    async close() {
      client.destroy()
    },
  }
}

/** The fields of `INFO`. */
function parseInfo(text: string): ReadonlyMap<string, string> {
  return new Map([...text.matchAll(/^([a-z_0-9]+):(.*?)\r?$/gm)].map(([, name = '', value = '']) => [name, value]))
}

function checkFacts(facts: ReadonlyMap<string, string>, address: string): string[] {
  const version = facts.get('redis_version') ?? ''
  if (Number.parseInt(version, 10) < oldestVersion) {
    throw new ConfigError(
      'visits/old-redis',
      `The visit store ${address} is Redis ${version}.`,
      `Use Redis ${oldestVersion} or newer, or Valkey.`,
    )
  }
  const policy = facts.get('maxmemory_policy')
  if (policy !== undefined && policy !== 'noeviction') {
    throw new ConfigError(
      'visits/evicting-redis',
      `The visit store ${address} throws keys away when its memory is full (maxmemory-policy ${policy}).`,
      'Set maxmemory-policy noeviction, or give visits a server of their own.',
    )
  }
  if (facts.get('aof_enabled') === '1') return []
  return [
    `The visit store ${address} does not write each change to its disk: a crash of the server loses visits that were counted. Set appendonly yes.`,
  ]
}

async function establishId(
  send: (args: readonly string[]) => Promise<unknown>,
  dataDir: string,
  address: string,
): Promise<string> {
  const found = await send(['GET', idKey])
  if (found === null) {
    if (knownStoreId(dataDir, address) !== undefined) throw emptiedStore(dataDir, address)
    await send(['SET', idKey, randomUUID(), 'NX'])
  }
  const id = String(found ?? (await send(['GET', idKey])))
  meetStore(dataDir, address, id)
  return id
}
