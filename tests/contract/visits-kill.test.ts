import { expect, onTestFinished, test, vi } from 'vitest'
import { openSpool } from '#lib/visits/spool.ts'
import { openStore } from '#lib/visits/store/open.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'
import { isAcknowledged, type LoadHit, newReader, sendHit, startVisitServer } from '../support/visits/load.ts'
import { redisTest, startRedisServer } from '../support/visits/redis-server.ts'

const minutes = 60_000
const rounds = Number(process.env['VISITS_KILL_ROUNDS'] ?? 10)

/** Sends new readers' hits one after another in each lane until the server is gone. */
async function load(origin: string, lanes: number): Promise<{ acknowledged: LoadHit[]; doubtful: LoadHit[] }> {
  const acknowledged: LoadHit[] = []
  const doubtful: LoadHit[] = []
  const lane = async () => {
    for (;;) {
      const hit = newReader(`release-${Math.floor(Math.random() * 5)}`)
      const answer = await sendHit(origin, hit)
      if (answer === undefined) {
        doubtful.push(hit)
        return
      }
      if (isAcknowledged(answer)) acknowledged.push(hit)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return { acknowledged, doubtful }
}

async function countedIn(dataDir: string): Promise<number> {
  const store = await openStore({ kind: 'sqlite' }, { dataDir })
  try {
    await openSpool({ folder: `${dataDir}/spool` }).replay(async (hits) => {
      for (const hit of hits) await store.hit(hit)
    })
    let visits = 0
    for await (const row of store.export()) visits += row.visits
    return visits
  } finally {
    await store.close()
  }
}

test(`an acknowledged visit survives kill -9: ${rounds} rounds under load, none lost and none counted twice`, {
  timeout: 10 * minutes,
}, async () => {
  const dataDir = await makeTemporaryFolder()
  const acknowledged: LoadHit[] = []
  let retried: LoadHit[] = []
  for (let round = 0; round < rounds; round += 1) {
    const server = await startVisitServer(dataDir)
    // What a browser does whose connection broke: the same event once more.
    for (const hit of retried) {
      expect(isAcknowledged(await sendHit(server.origin, hit))).toBe(true)
      acknowledged.push(hit)
    }
    const loading = load(server.origin, 20)
    const deadline = Date.now() + 50 + Math.random() * 300
    while (Date.now() < deadline) await new Promise(setImmediate)
    await server.end('SIGKILL')
    const sent = await loading
    acknowledged.push(...sent.acknowledged)
    retried = sent.doubtful
  }
  const server = await startVisitServer(dataDir)
  for (const hit of retried) {
    expect(isAcknowledged(await sendHit(server.origin, hit))).toBe(true)
    acknowledged.push(hit)
  }
  await server.end('SIGTERM')
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
