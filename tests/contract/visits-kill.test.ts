import { expect, onTestFinished, test, vi } from 'vitest'
import { countedIn } from '#tests/support/visits/counted-in.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'
import { runKillRounds } from '../support/visits/kill-rounds.ts'
import { isAcknowledged, newReader, sendHit, startVisitServer } from '../support/visits/load.ts'
import { redisTest, startRedisServer } from '../support/visits/redis-server.ts'

const minutes = 60_000
const rounds = Number(process.env['VISITS_KILL_ROUNDS'] ?? 10)

test(`an acknowledged visit survives kill -9: ${rounds} rounds under load, none lost and none counted twice`, {
  timeout: Math.max(10, rounds / 6) * minutes,
}, async () => {
  const dataDir = await makeTemporaryFolder()
  const slugs = ['release-0', 'release-1', 'release-2', 'release-3', 'release-4']
  const acknowledged = await runKillRounds({ rounds, slugs, start: () => startVisitServer(dataDir) })
  expect(acknowledged.length).toBeGreaterThan(rounds * 10)
  expect(await countedIn(dataDir)).toBe(acknowledged.length)
})

test('SIGTERM with 200 hits in flight loses none', { timeout: 2 * minutes }, async () => {
  const dataDir = await makeTemporaryFolder()
  const server = await startVisitServer(dataDir)
  await sendHit(server.origin, newReader('release-0'))
  const sending = Array.from({ length: 200 }, () => sendHit(server.origin, newReader('release-1')))
  await Promise.race(sending)
  await server.end('SIGTERM')
  const answers = await Promise.all(sending)
  const kept = answers.filter(isAcknowledged).length
  expect(kept).toBeGreaterThan(0)
  expect(await countedIn(dataDir)).toBe(kept + 1)
})

for (const processes of [1, 3]) {
  test(`1,000 parallel readers give exactly +1,000 on ${processes} ${processes === 1 ? 'process' : 'processes'}, SQLite`, {
    timeout: 2 * minutes,
  }, async () => {
    const dataDir = await makeTemporaryFolder()
    const servers = await Promise.all(Array.from({ length: processes }, () => startVisitServer(dataDir)))
    const answers = await Promise.all(
      Array.from({ length: 1000 }, (_, index) =>
        sendHit(servers[index % processes]?.origin ?? '', newReader('release-0')),
      ),
    )
    expect(answers.filter(isAcknowledged)).toHaveLength(1000)
    await Promise.all(servers.map((server) => server.end('SIGTERM')))
    expect(await countedIn(dataDir)).toBe(1000)
  })
}

for (const processes of [1, 3]) {
  redisTest(
    `1,000 parallel readers give exactly +1,000 on ${processes} ${processes === 1 ? 'process' : 'processes'}, Redis`,
    {
      timeout: 2 * minutes,
    },
    async () => {
      const redis = await startRedisServer()
      onTestFinished(() => redis.stop())
      const folders = await Promise.all(Array.from({ length: processes }, makeTemporaryFolder))
      const servers = await Promise.all(folders.map((dataDir) => startVisitServer(dataDir, redis.url)))
      const answers = await Promise.all(
        Array.from({ length: 1000 }, (_, index) =>
          sendHit(servers[index % processes]?.origin ?? '', newReader('release-0')),
        ),
      )
      expect(answers.filter(isAcknowledged)).toHaveLength(1000)
      await vi.waitFor(async () => expect(await redis.command('ZSCORE', '{visits}:total', 'release-0')).toBe('1000'), {
        timeout: 20_000,
      })
    },
  )
}

test('one reader on three processes is one visit', { timeout: 2 * minutes }, async () => {
  const dataDir = await makeTemporaryFolder()
  const servers = await Promise.all(Array.from({ length: 3 }, () => startVisitServer(dataDir)))
  const reader = newReader('release-0')
  const reasons = []
  for (const { origin } of servers) {
    reasons.push((await sendHit(origin, { ...reader, event: newReader('release-0').event }))?.reason)
  }
  expect(reasons).toEqual(['counted', 'repeat', 'repeat'])
})
