import { join } from 'node:path'
import { until } from '#tests/support/until.ts'
import { startRedisServer } from '#tests/support/visits/redis-server.ts'
import { openTcpProxy, type TcpProxy } from '#tests/support/visits/tcp-proxy.ts'
import { listReleases, writeSite } from '../content.ts'
import { fetchRaw } from '../fetch-raw.ts'
import { inFolder } from '../places.ts'
import { runProgram } from '../program.ts'
import { say } from '../progress.ts'
import type { PartResult } from '../report.ts'
import { startNewsroom } from '../servers/newsroom.ts'
import { formatNumber, median, percentile } from '../statistics.ts'

const releases = 1000
const warming = 20
const rounds = 4
const pagesARound = 20

type Took = Readonly<Record<'pass' | 'slow', number[]>>

/** ms of pages that were rendered, with answers of Redis at once and 5 s late in turn. */
async function measurePages(folder: string, proxy: TcpProxy): Promise<Took> {
  const contentDir = join(folder, 'content')
  await writeSite(contentDir, releases)
  const store = `redis://127.0.0.1:${proxy.port}`
  const site = await startNewsroom({ contentDir, dataDir: join(folder, 'data'), store })
  const pages = listReleases(releases, warming + rounds * 2 * pagesARound).map(({ slug }) => `/en/news/${slug}`)
  const took: Took = { pass: [], slow: [] }
  const isUp = async () =>
    (await (await fetch(`${site.origin}/api/health`)).text()).includes('"store":"up"') ? true : undefined
  const ask = async (path: string) => (await fetchRaw(site.origin + path, 'br')).took
  try {
    for (const path of pages.splice(0, warming)) await ask(path)
    for (let round = 1; round <= rounds; round += 1) {
      for (const mode of ['pass', 'slow'] as const) {
        proxy.mode = mode
        if (mode === 'pass') await until('the store is up', isUp, 60_000)
        for (const path of pages.splice(0, pagesARound)) took[mode].push(await ask(path))
      }
      say(`store-down: round ${round} of ${rounds}`)
    }
  } finally {
    await site.stop()
  }
  return took
}

const limit = (up: number) => up * 1.5 + 50

/** How long pages take that are rendered while the visit store hangs. */
export async function measureStoreDown(): Promise<PartResult> {
  const head = ['release page, rendered for one reader, ms', 'store up', 'store hangs 5 s', 'limit']
  if ((await runProgram('redis-server', ['--version'], { limit: 5000 })) === undefined) {
    return { figures: { 'down.share': null }, table: { head, rows: [] }, notes: ['There is no redis-server here.'] }
  }
  const redis = await startRedisServer()
  const proxy = await openTcpProxy(redis.port)
  const took = await inFolder((folder) => measurePages(folder, proxy)).finally(async () => {
    proxy.close()
    await redis.stop()
  })
  const row = (name: string, of: (values: readonly number[]) => number) =>
    [name, ...[of(took.pass), of(took.slow), limit(of(took.pass))].map(formatNumber)] satisfies string[]
  const share = median(took.slow) / limit(median(took.pass))
  return {
    figures: { 'down.share': share, 'down.up': median(took.pass), 'down.hanging': median(took.slow) },
    table: {
      head,
      rows: [row('median', median), row('95 of 100 within', (values) => percentile(values, 95))],
    },
    notes: [
      `A site of ${releases} releases on Redis behind a proxy that passes answers on at once, or 5 s late, in ${rounds} alternating rounds of ${pagesARound} pages, each asked for once. The limit is 1.5 times the time with the store up, and 50 ms.`,
    ],
  }
}
