import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { isAcknowledged, type LoadHit, newReader, sendHit } from '#tests/support/visits/load.ts'
import { startRedisServer } from '#tests/support/visits/redis-server.ts'
import { inFolder, root, textRelease } from '../places.ts'
import { runProgram } from '../program.ts'
import { say } from '../progress.ts'
import type { PartResult } from '../report.ts'
import { type NewsroomServer, startNewsroom } from '../servers/newsroom.ts'
import { formatNumber } from '../statistics.ts'

const hits = 2500
/** Of each hit: the first and its repetitions. */
const deliveries = 5
const restarts = 4
const atOnce = 50
const parallel = 1000

interface Trial {
  readonly what: string
  readonly sent: number
  readonly right: number
  readonly counted: number
}

const figures = z.object({ today: z.number() })
const countedBy = async ({ origin }: NewsroomServer) =>
  figures.parse(await (await fetch(`${origin}/api/visits/${textRelease}`)).json()).today

function shuffle<T>(values: readonly T[]): T[] {
  return values
    .map((value) => ({ value, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ value }) => value)
}

async function sendAll({ origin }: NewsroomServer, events: readonly LoadHit[]): Promise<void> {
  const answers = await Promise.all(events.map((hit) => sendHit(origin, hit)))
  if (!answers.every(isAcknowledged)) throw new Error('a hit was not acknowledged')
}

type Start = () => Promise<NewsroomServer>

/** Each hit of a reader of its own several times, in any order; the site is ended in between, by SIGKILL and SIGTERM in turn. */
async function repeat(store: string, start: Start): Promise<Trial> {
  const own = Array.from({ length: hits }, () => newReader(textRelease))
  const events = shuffle(Array.from({ length: deliveries }, () => own).flat())
  let site = await start()
  const share = Math.ceil(events.length / (restarts + 1))
  for (let sent = 0; sent < events.length; sent += atOnce) {
    await sendAll(site, events.slice(sent, sent + atOnce))
    const ended = Math.floor(sent / share)
    if (Math.floor((sent + atOnce) / share) === ended || sent + atOnce >= events.length) continue
    if (ended % 2 === 0) process.kill(site.pid, 'SIGKILL')
    await site.stop()
    site = await start()
  }
  const counted = await countedBy(site)
  await site.stop()
  return {
    what: `repeated, delayed, reordered, ${restarts} restarts, ${store}`,
    sent: events.length,
    right: hits,
    counted,
  }
}

async function readAtOnce(what: string, start: Start): Promise<Trial> {
  const site = await start()
  try {
    await sendAll(
      site,
      Array.from({ length: parallel }, () => newReader(textRelease)),
    )
    return { what, sent: parallel, right: parallel, counted: await countedBy(site) }
  } finally {
    await site.stop()
  }
}

/** All trials with one store; `store` gives an empty one. */
async function tryStore(name: string, store: () => Promise<string>): Promise<Trial[]> {
  const trials: Trial[] = []
  const inNewFolder = (work: (start: (workers: number) => Start) => Promise<Trial>) =>
    inFolder(async (folder) => {
      const contentDir = join(folder, 'content')
      await cp(join(root, 'content'), contentDir, { recursive: true })
      const own = { contentDir, dataDir: join(folder, 'data'), store: await store(), proxies: 1 }
      trials.push(await work((workers) => () => startNewsroom({ ...own, workers })))
    })
  say(`exact: ${name}`)
  for (const workers of [1, 3]) {
    const what = `${formatNumber(parallel)} readers at once, ${workers} ${workers === 1 ? 'process' : 'processes'}, ${name}`
    await inNewFolder((start) => readAtOnce(what, start(workers)))
  }
  await inNewFolder((start) => repeat(name, start(1)))
  return trials
}

/** Whether the site counts exactly what it should when readers come at once, and when hits come again. */
export async function measureExact(): Promise<PartResult> {
  const trials = await tryStore('SQLite', async () => 'sqlite')
  const hasRedis = (await runProgram('redis-server', ['--version'], { limit: 5000 })) !== undefined
  if (hasRedis) {
    const redis = await startRedisServer()
    const emptied = async () => {
      await redis.command('FLUSHALL')
      return redis.url
    }
    trials.push(...(await tryStore('Redis', emptied).finally(() => redis.stop())))
  }
  const off = trials.reduce((sum, { right, counted }) => sum + Math.abs(right - counted), 0)
  return {
    figures: { 'exact.off': off },
    table: {
      head: ['the site over HTTP', 'hits sent', 'visits they are', 'counted'],
      rows: trials.map(({ what, sent, right, counted }) => [what, ...[sent, right, counted].map(formatNumber)]),
    },
    notes: hasRedis ? [] : ['There is no redis-server here.'],
  }
}
