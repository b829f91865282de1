import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openStore, sqliteStoreFile } from '#lib/visits/store/open.ts'
import type { VisitRow, VisitStore } from '#lib/visits/store/store.ts'
import { backupSqliteStore, transferVisits } from '#lib/visits/store/transfer.ts'
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
