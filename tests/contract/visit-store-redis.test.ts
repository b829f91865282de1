import { randomBytes } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, vi } from 'vitest'
import { openStore } from '#lib/visits/store/open.ts'
import type { VisitStore } from '#lib/visits/store/store.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'
import { type RedisServer, startRedisServer, redisTest as test } from '../support/visits/redis-server.ts'
import { newEvent, openTestVisits, visitRequest } from '../support/visits/requests.ts'
import { newHit } from '../support/visits/store-contract.ts'
import { type ProxyMode, startTcpProxy } from '../support/visits/tcp-proxy.ts'

const day = '2026-03-01'
const patient = { timeout: 20_000, interval: 50 }

async function startServer(...settings: string[]): Promise<RedisServer> {
  const server = await startRedisServer(...settings)
  onTestFinished(() => server.stop())
  return server
}

async function openRedis(url: string, dataDir?: string): Promise<VisitStore> {
  const store = await openStore(
    { kind: 'redis', url },
    { dataDir: dataDir ?? (await makeTemporaryFolder()), commandTimeout: 1000 },
  )
  onTestFinished(() => store.close())
  return store
}

const totalOf = async (store: VisitStore) => (await store.read(['seminar'], day)).get('seminar')?.total

/** Waits until hits are refused with the code; health says so too. */
async function expectDown(store: VisitStore, code: string): Promise<void> {
  await vi.waitFor(async () => {
    await expect(store.hit(newHit())).rejects.toMatchObject({ name: 'StoreError', code })
  }, patient)
  const health = await store.health()
  expect(health.ok).toBe(false)
  expect(health.warnings).toHaveLength(1)
}

const expectUp = async (store: VisitStore, total: number) =>
  await vi.waitFor(async () => expect(await totalOf(store)).toBe(total), patient)

test('a Redis that evicts keys is refused at the start, with the cure', async () => {
  const { url } = await startServer('--maxmemory-policy', 'allkeys-lru')
  await expect(openRedis(url)).rejects.toMatchObject({ name: 'ConfigError', code: 'visits/evicting-redis' })
})

test('a Redis that is set to evict keys later is refused when the site connects again', async () => {
  const server = await startServer()
  const store = await openRedis(server.url)
  await store.hit(newHit())
  await server.command('CONFIG', 'SET', 'maxmemory-policy', 'volatile-ttl')
  await server.command('CLIENT', 'KILL', 'TYPE', 'normal')
  await expectDown(store, 'visits/evicting-redis')
  await server.command('CONFIG', 'SET', 'maxmemory-policy', 'noeviction')
  await expectUp(store, 1)
})

test('a Redis without append-only file works with a warning', async () => {
  const server = await startServer('--appendonly', 'no')
  const store = await openRedis(server.url)
  expect((await store.hit(newHit())).outcome).toBe('counted')
  const { ok, warnings } = await store.health()
  expect(ok).toBe(true)
  expect(warnings.join(' ')).toContain('Set appendonly yes.')
  const careful = await startServer()
  expect((await (await openRedis(careful.url)).health()).warnings).toEqual([])
})

test('a Redis that is down at the start is no reason not to start; it counts once it is there', async () => {
  const server = await startServer()
  await server.kill()
  const store = await openRedis(server.url)
  await expectDown(store, 'visits/unreachable')
  await server.start()
  await vi.waitFor(async () => expect((await store.hit(newHit())).outcome).toBe('counted'), patient)
})

test('Redis READONLY: hits are refused, reads go on, and hits count again on a primary', async () => {
  const server = await startServer()
  const store = await openRedis(server.url)
  await store.hit(newHit())
  await server.command('CONFIG', 'SET', 'replica-serve-stale-data', 'yes')
  await server.command('REPLICAOF', '127.0.0.1', '1')
  await expectDown(store, 'visits/read-only')
  await expectUp(store, 1)
  await server.command('REPLICAOF', 'NO', 'ONE')
  const hit = newHit()
  await vi.waitFor(async () => expect((await store.hit(hit)).total).toBe(2), patient)
})

test('a failover behind one address: the site leaves the server that became a replica, and counts on in the new primary', async () => {
  const [former, next] = [await startServer(), await startServer()]
  const proxy = await startTcpProxy(former.port)
  const store = await openRedis(`redis://127.0.0.1:${proxy.port}`)
  await store.hit(newHit())
  await next.command('REPLICAOF', '127.0.0.1', String(former.port))
  await vi.waitFor(async () => expect(await next.command('ZCARD', '{visits}:events')).toBe(1), patient)
  await next.command('REPLICAOF', 'NO', 'ONE')
  await former.command('REPLICAOF', '127.0.0.1', String(next.port))
  proxy.target = next.port
  await vi.waitFor(async () => expect((await store.hit(newHit())).total).toBeGreaterThan(1), patient)
  expect(await next.command('ZSCORE', '{visits}:total', 'seminar')).toBe('2')
})

test('Redis OOM: a hit is refused whole, reads go on, and hits count again with memory', async () => {
  const server = await startServer()
  const store = await openRedis(server.url)
  await store.hit(newHit())
  await server.command('CONFIG', 'SET', 'maxmemory', '1')
  const hit = newHit()
  await expect(store.hit(hit)).rejects.toMatchObject({ code: 'visits/full' })
  await expectDown(store, 'visits/full')
  expect(await totalOf(store)).toBe(1)
  await server.command('CONFIG', 'SET', 'maxmemory', '0')
  expect(await store.hit(hit)).toMatchObject({ outcome: 'counted', total: 2 })
})

test('Redis LOADING: hits are refused until the data is there, and go on from it', async () => {
  const server = await startServer('--appendonly', 'no')
  const store = await openRedis(server.url)
  await store.adopt('before', [{ slug: 'seminar', day, visits: 7 }])
  const ballast = Array.from({ length: 200 }, (_, key) => [`ballast-${key}`, randomBytes(1024).toString('hex')])
  await server.command('MSET', ...ballast.flat())
  await server.command('SAVE')
  await server.kill()
  await server.startLoading(
    '--appendonly',
    'no',
    '--key-load-delay',
    '20000',
    '--loading-process-events-interval-bytes',
    '1024',
  )
  await expectDown(store, 'visits/loading')
  await expectUp(store, 7)
})

test('Redis FLUSHALL: never a silent reset to zero', async () => {
  const server = await startServer()
  const dataDir = await makeTemporaryFolder()
  const store = await openRedis(server.url, dataDir)
  await store.hit(newHit())
  await server.command('FLUSHALL')
  await expectDown(store, 'visits/emptied')
  await expect(totalOf(store)).rejects.toMatchObject({ code: 'visits/emptied' })
  const restarted = await openRedis(server.url, dataDir)
  await expectDown(restarted, 'visits/emptied')
  await expect(totalOf(restarted)).rejects.toMatchObject({ code: 'visits/emptied' })
  expect(await server.command('DBSIZE')).toBe(0)
})

test('a script cache that was emptied is filled again without a lost hit', async () => {
  const server = await startServer()
  const store = await openRedis(server.url)
  await store.hit(newHit())
  await server.command('SCRIPT', 'FLUSH')
  expect(await store.hit(newHit())).toMatchObject({ outcome: 'counted', total: 2 })
})

test('Redis killed between commands: what was counted is there after its restart, and counting goes on', async () => {
  const server = await startServer()
  const store = await openRedis(server.url)
  const hit = newHit()
  await store.hit(hit)
  await server.kill()
  await expectDown(store, 'visits/unreachable')
  await server.start()
  await expectUp(store, 1)
  expect((await store.hit(hit)).outcome).toBe('replay')
  expect(await store.hit(newHit())).toMatchObject({ outcome: 'counted', total: 2 })
})

test('user and password of the address are not told to anybody', async () => {
  const store = await openRedis('redis://somebody:secret-word@127.0.0.1:1')
  const { warnings } = await store.health()
  expect(warnings.join(' ')).toContain('127.0.0.1:1')
  expect(warnings.join(' ')).not.toMatch(/somebody|secret-word/)
})

const faults: readonly ProxyMode[] = ['refuse', 'hang', 'cut', 'slow']
for (const fault of faults) {
  test(`a network that does "${fault}": hits are spooled within their time, counted once afterwards, and pages keep their figures`, async () => {
    const server = await startServer()
    const proxy = await startTcpProxy(server.port)
    const dataDir = await makeTemporaryFolder()
    const store = await openRedis(`redis://127.0.0.1:${proxy.port}`, dataDir)
    const visits = await openTestVisits({ store, config: { dataDir }, clock: { now: () => Date.now() } })
    expect((await visits.record(visitRequest())).reason).toBe('counted')
    const known = { today: 1, total: 112 }
    expect((await visits.figures(['seminar'])).get('seminar')).toEqual(known)
    proxy.mode = fault
    const body = Buffer.from(JSON.stringify({ event: newEvent() }))
    const doubtful = visitRequest({ body, remoteAddress: '192.0.2.2' })
    expect((await visits.record(doubtful)).reason).toBe('spooled')
    expect((await visits.record(visitRequest({ remoteAddress: '192.0.2.3' }))).reason).toBe('spooled')
    expect((await visits.figures(['seminar'])).get('seminar')).toEqual(known)
    expect((await visits.health()).ok).toBe(false)
    proxy.mode = 'pass'
    const state = async () => {
      const { ok, spooled, warnings } = await visits.health()
      const figures = (await visits.figures(['seminar'])).get('seminar')
      const inRedis = {
        visits: await server.command('ZSCORE', '{visits}:total', 'seminar'),
        events: await server.command('ZCARD', '{visits}:events'),
      }
      return { ok, spooled, warnings, figures, inRedis, spool: await readdir(join(dataDir, 'spool')) }
    }
    await vi.waitFor(
      async () =>
        expect(await state()).toEqual({
          ok: true,
          spooled: 0,
          warnings: [],
          figures: { today: 3, total: 114 },
          inRedis: { visits: '3', events: 3 },
          spool: [],
        }),
      patient,
    )
    expect((await visits.record(doubtful)).reason).toBe('replay')
  })
}

test('a connection whose greeting nobody answers is given up for a new one', async () => {
  const server = await startServer()
  const proxy = await startTcpProxy(server.port)
  proxy.mode = 'hang'
  const store = await openRedis(`redis://127.0.0.1:${proxy.port}`)
  expect((await store.health()).ok).toBe(false)
  proxy.mode = 'pass'
  // Nothing but a new connection helps: what was sent on the old one is gone.
  await expectUp(store, 0)
})
