import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { ConfigError, errorMessage, StoreError } from '#lib/errors.ts'
import { emptiedStore } from '../known-store.ts'
import { redisFault } from './faults.ts'
import { openRedisLink, type RedisLink } from './link.ts'
import { idKey, type RedisScript } from './scripts.ts'
import { type RedisFacts, redisAddress, verifyRedis } from './verify.ts'

export interface RedisOptions {
  /** `redis://…` or `rediss://…`, with user, password and database as needed. */
  readonly url: string
  /** Where `visits-known.json` stands. */
  readonly dataDir: string
  /** How long a command may take, ms. */
  readonly commandTimeout: number
}

/** A verified connection: commands run only against a server that is set up to keep visits, and that is the right one. */
export interface RedisConnection {
  /** Runs a script with the store's id as its first argument. Rejects with `StoreError`. */
  run(script: RedisScript, args: readonly (string | number)[], patience?: number): Promise<unknown>
  /** Rejects with `StoreError`. */
  verify(): Promise<RedisFacts>
  /** Rejects with `ConfigError` when the server answers and is set up so that it would lose visits. */
  checkSettings(): Promise<void>
  close(): Promise<void>
}

/** How long the start waits for a server before it goes on without one, ms. */
const startPatience = 2000

const shas = new WeakMap<RedisScript, string>()
function shaOf(script: RedisScript): string {
  const sha = shas.get(script) ?? createHash('sha1').update(script.source).digest('hex')
  shas.set(script, sha)
  return sha
}

/** Connects in the background; commands reject until the server is there and has been verified. */
export function openRedisConnection({ url, dataDir, commandTimeout }: RedisOptions): RedisConnection {
  const address = redisAddress(url)
  let verified: Promise<RedisFacts> | undefined
  const forget = () => {
    verified = undefined
  }
  const link = openRedisLink(url, commandTimeout, forget)
  const verify = () => {
    verified ??= verifyRedis(link, dataDir, address).catch((error: unknown) => {
      forget()
      throw error
    })
    return verified
  }

  return {
    async run(script, args, patience) {
      try {
        const { id } = await verify()
        return await runScript(link, script, [id, ...args.map(String)], patience)
      } catch (error) {
        if (!errorMessage(error).startsWith('EMPTIED')) throw redisFault(error, address)
        // Verified afresh at the next call: the right data may have been restored by then.
        forget()
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
      for (const deadline = Date.now() + startPatience; Date.now() < deadline; await wait(50)) {
        try {
          await verify()
          return
        } catch (error) {
          if (error instanceof ConfigError) throw error
          if (error instanceof StoreError) return
        }
      }
    },
    async close() {
      link.close()
    },
  }
}

/** A server that restarted, or whose script cache was emptied, is told the script again. */
async function runScript(
  link: RedisLink,
  script: RedisScript,
  args: readonly string[],
  patience: number | undefined,
): Promise<unknown> {
  try {
    return await link.send(['EVALSHA', shaOf(script), '1', idKey, ...args], patience)
  } catch (error) {
    if (!errorMessage(error).startsWith('NOSCRIPT')) throw error
    return await link.send(['EVAL', script.source, '1', idKey, ...args], patience)
  }
}
