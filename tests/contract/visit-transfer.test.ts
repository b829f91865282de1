import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openMemoryStore } from '#lib/visits/store/memory.ts'
import { openStore, sqliteStoreFile } from '#lib/visits/store/open.ts'
import { backupSqliteStore } from '#lib/visits/store/sqlite/backup.ts'
import type { VisitRow, VisitStore } from '#lib/visits/store/store.ts'
import { transferVisits } from '#lib/visits/store/transfer.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'
import { redisTest, startRedisServer } from '../support/visits/redis-server.ts'
import { newHit } from '../support/visits/store-contract.ts'

const rowsOf = async (store: VisitStore) => {
  const rows: VisitRow[] = []
  for await (const row of store.export()) rows.push(row)
  return rows
}

async function countedStore(dataDir: string): Promise<VisitStore> {
  const store = await openStore({ kind: 'sqlite' }, { dataDir })
  await Promise.all(Array.from({ length: 20 }, (_, index) => store.hit(newHit({ slug: `release-${index % 3}` }))))
  return store
}

redisTest('a site moves from SQLite to Redis while it counts, and loses no visit', async () => {
  const dataDir = await makeTemporaryFolder()
  const redis = await startRedisServer()
  const source = await countedStore(dataDir)
  const target = await openStore({ kind: 'redis', url: redis.url }, { dataDir, commandTimeout: 5000 })
  try {
    expect(await transferVisits(source, target)).toEqual({ rows: 3, visits: 20 })
    await source.hit(newHit({ slug: 'release-0' }))
    await transferVisits(source, target)
    await transferVisits(source, target)
    expect(await rowsOf(target)).toEqual(await rowsOf(source))
    await target.hit(newHit({ slug: 'release-0' }))
    await transferVisits(source, target)
    expect((await rowsOf(target)).reduce((sum, { visits }) => sum + visits, 0)).toBe(22)
  } finally {
    await Promise.all([source.close(), target.close()])
    await redis.stop()
  }
})

redisTest(
  '100,000 counts go from SQLite to Redis and back to another file, row by row the same',
  { timeout: 120_000 },
  async () => {
    const [dataDir, elsewhere] = [await makeTemporaryFolder(), await makeTemporaryFolder()]
    const redis = await startRedisServer('--appendfsync', 'no')
    const source = await openStore({ kind: 'sqlite' }, { dataDir })
    const middle = await openStore({ kind: 'redis', url: redis.url }, { dataDir, commandTimeout: 5000 })
    const target = await openStore({ kind: 'sqlite' }, { dataDir: elsewhere })
    const rows = Array.from({ length: 100_000 }, (_, index) => ({
      slug: `release-${index % 2500}`,
      day: `20${10 + Math.floor(index / 2500 / 28)}-01-${String(1 + (Math.floor(index / 2500) % 28)).padStart(2, '0')}`,
      visits: 1 + (index % 97),
    }))
    try {
      await source.adopt('test', rows)
      const visits = rows.reduce((sum, row) => sum + row.visits, 0)
      expect(await transferVisits(source, middle)).toEqual({ rows: 100_000, visits })
      expect(await transferVisits(middle, target)).toEqual({ rows: 100_000, visits })
      await transferVisits(middle, target)
      const sorted = rows.sort((a, b) => (a.slug === b.slug ? (a.day < b.day ? -1 : 1) : a.slug < b.slug ? -1 : 1))
      expect(await rowsOf(target)).toEqual(sorted)
    } finally {
      await Promise.all([source.close(), middle.close(), target.close()])
      await redis.stop()
    }
  },
)

test('the way back brings only what the new store counted itself, whatever was renamed there; and so on to and fro', async () => {
  const dataDir = await makeTemporaryFolder()
  const [old, next] = [await countedStore(dataDir), openMemoryStore()]
  const total = async (store: VisitStore) => (await rowsOf(store)).reduce((sum, { visits }) => sum + visits, 0)
  try {
    for (let time = 1; time <= 2; time += 1) {
      await transferVisits(old, next)
      expect(await rowsOf(next)).toEqual(await rowsOf(old))
      await next.hit(newHit({ slug: 'release-0' }))
      await next.rename(`release-${time}`, 'release-0', 0)
      expect((await transferVisits(next, old)).visits).toBe(20 + 2 * time - 1)
      await transferVisits(next, old)
      expect(await rowsOf(old)).toEqual(await rowsOf(next))
      await old.hit(newHit({ slug: 'release-0' }))
      expect(await total(old)).toBe(20 + 2 * time)
    }
  } finally {
    await old.close()
  }
})

test('the way back from a third store leads through the second and adds nothing twice', async () => {
  const dataDir = await makeTemporaryFolder()
  const [first, second, third] = [await countedStore(dataDir), openMemoryStore(), openMemoryStore()]
  try {
    await transferVisits(first, second)
    await second.hit(newHit({ slug: 'release-1' }))
    await transferVisits(second, third)
    await third.hit(newHit({ slug: 'release-2' }))
    await transferVisits(third, second)
    await transferVisits(second, first)
    expect((await rowsOf(first)).reduce((sum, { visits }) => sum + visits, 0)).toBe(22)
    expect(await rowsOf(first)).toEqual(await rowsOf(third))
  } finally {
    await first.close()
  }
})

test('what is renamed or corrected between two moves is so in the new store', async () => {
  const dataDir = await makeTemporaryFolder()
  const [old, next] = [await countedStore(dataDir), openMemoryStore()]
  try {
    await transferVisits(old, next)
    await old.rename('release-1', 'release-0', 0)
    await old.restate({ slug: 'release-2', day: '2026-03-01', visits: 0, note: 'A script of ours.', at: 0 })
    await transferVisits(old, next)
    expect(await rowsOf(next)).toEqual([{ slug: 'release-0', day: '2026-03-01', visits: 14 }])
  } finally {
    await old.close()
  }
})

test('a store is not brought over to itself', async () => {
  const dataDir = await makeTemporaryFolder()
  const store = await countedStore(dataDir)
  await expect(transferVisits(store, store)).rejects.toMatchObject({ code: 'visits/same-store' })
  await store.close()
})

test('a backup taken while the site counts is whole, and restored it is the same store', async () => {
  const dataDir = await makeTemporaryFolder()
  const store = await countedStore(dataDir)
  const copy = join(dataDir, 'copy.sqlite')
  const counting = Promise.all(Array.from({ length: 200 }, () => store.hit(newHit())))
  await backupSqliteStore(sqliteStoreFile(dataDir), copy)
  await counting
  await store.close()
  const elsewhere = join(dataDir, 'elsewhere')
  await mkdir(elsewhere)
  await copyFile(copy, sqliteStoreFile(elsewhere))
  const restored = await openStore({ kind: 'sqlite' }, { dataDir: elsewhere })
  const rows = await rowsOf(restored)
  expect(rows.filter(({ slug }) => slug.startsWith('release-')).map(({ visits }) => visits)).toEqual([7, 7, 6])
  expect((await restored.hit(newHit())).outcome).toBe('counted')
  await restored.close()
})
