import { randomUUID } from 'node:crypto'
import { ConfigError } from '#lib/errors.ts'
import { emptiedStore, knownStoreId, meetStore } from '../known-store.ts'
import type { RedisLink } from './link.ts'
import { idKey } from './scripts.ts'

/** What is known of a server that may be counted in. */
export interface RedisFacts {
  readonly id: string
  /** Sentences for an operator, each with its cure. */
  readonly warnings: readonly string[]
}

const oldestVersion = 7

/** The server's address without user and password. */
export function redisAddress(url: string): string {
  const { protocol, host, pathname } = new URL(url)
  return `${protocol}//${host}${pathname === '/' ? '' : pathname}`
}

/**
 * Makes sure that a server keeps what it is given, and that it is the one counted in before; a new one gets its id. Rejects
 * with `ConfigError`, with `StoreError` when its visits are gone, else with what the link rejects with.
 */
export async function verifyRedis(link: RedisLink, dataDir: string, address: string): Promise<RedisFacts> {
  const warnings = checkSettings(parseInfo(String(await link.send(['INFO']))), address)
  return { id: await establishId(link, dataDir, address), warnings }
}

/** The fields of `INFO`. */
function parseInfo(text: string): ReadonlyMap<string, string> {
  return new Map([...text.matchAll(/^([a-z_0-9]+):(.*?)\r?$/gm)].map(([, name = '', value = '']) => [name, value]))
}

function checkSettings(info: ReadonlyMap<string, string>, address: string): string[] {
  const version = info.get('redis_version') ?? ''
  if (Number.parseInt(version, 10) < oldestVersion) {
    throw new ConfigError(
      'visits/old-redis',
      `The visit store ${address} is Redis ${version}.`,
      `Use Redis ${oldestVersion} or newer, or Valkey.`,
    )
  }
  const policy = info.get('maxmemory_policy')
  if (policy !== undefined && policy !== 'noeviction') {
    throw new ConfigError(
      'visits/evicting-redis',
      `The visit store ${address} throws keys away when its memory is full (maxmemory-policy ${policy}).`,
      'Set maxmemory-policy noeviction, or give visits a server of their own.',
    )
  }
  if (info.get('aof_enabled') === '1') return []
  return [
    `The visit store ${address} does not write each change to its disk: a crash of the server loses visits that were counted. Set appendonly yes.`,
  ]
}

async function establishId(link: RedisLink, dataDir: string, address: string): Promise<string> {
  const found = await link.send(['GET', idKey])
  if (found === null) {
    if (knownStoreId(dataDir, address) !== undefined) throw emptiedStore(dataDir, address)
    await link.send(['SET', idKey, randomUUID(), 'NX'])
  }
  const id = String(found ?? (await link.send(['GET', idKey])))
  meetStore(dataDir, address, id)
  return id
}
