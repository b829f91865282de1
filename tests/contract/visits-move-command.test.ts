import { mkdir } from 'node:fs/promises'
import { expect } from 'vitest'
import { openStore } from '#lib/visits/store/open.ts'
import { openDesk } from '#tests/support/editors-desk.ts'
import { redisTest, startRedisServer } from '../support/visits/redis-server.ts'

redisTest('the command brings every visit to Redis, and the second time only what came since', async () => {
  const { news, dataDir } = await openDesk()
  await mkdir(dataDir)
  const redis = await startRedisServer()
  const source = await openStore({ kind: 'sqlite' }, { dataDir })
  try {
    await source.adopt('another', [{ slug: 'spring', day: '2026-11-20', visits: 7 }])
    const first = await news(['visits', 'move', 'sqlite', redis.url])
    expect(first).toMatchObject({ status: 0, err: '' })
    expect(first.out).toContain('The new store has all 7 visits (rows: 1).')
    await source.adopt('another', [{ slug: 'spring', day: '2026-11-20', visits: 9 }])
    await news(['visits', 'move', 'sqlite', redis.url])
    const environment = { VISITS_STORE: redis.url }
    expect((await news(['visits', 'export'], { environment })).out).toBe('slug,day,visits\nspring,2026-11-20,9\n')
  } finally {
    await source.close()
    await redis.stop()
  }
})
