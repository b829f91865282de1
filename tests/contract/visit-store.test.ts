import { afterAll, test } from 'vitest'
import { openStore } from '#lib/visits/store/open.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'
import { type RedisServer, redisTest, startRedisServer } from '../support/visits/redis-server.ts'
import { describeVisitStore } from '../support/visits/store-contract.ts'

let redis: Promise<RedisServer> | undefined
afterAll(async () => {
  await (await redis)?.stop()
})

describeVisitStore('memory', test, async () => await openStore({ kind: 'memory' }, { dataDir: 'unused' }))

describeVisitStore('sqlite', test, async () => openStore({ kind: 'sqlite' }, { dataDir: await makeTemporaryFolder() }))

describeVisitStore('redis', redisTest, async () => {
  redis ??= startRedisServer()
  const { url, command } = await redis
  await command('FLUSHALL')
  return await openStore({ kind: 'redis', url }, { dataDir: await makeTemporaryFolder(), commandTimeout: 2000 })
})
