import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { fetchRaw } from '../fetch-raw.ts'
import { chooseClient, measureRate } from '../load.ts'
import { inFolder, root, textRelease } from '../places.ts'
import { processorTime } from '../processes.ts'
import type { Server } from '../program.ts'
import { say } from '../progress.ts'
import type { PartResult } from '../report.ts'
import { startNewsroom } from '../servers/newsroom.ts'
import { startNextTwin } from '../servers/next-twin.ts'
import { startNginx } from '../servers/nginx.ts'
import { formatNumber, median, ratioOfRounds } from '../statistics.ts'

const rounds = 5
const seconds = 3
const connections = 64

interface Contender {
  readonly name: string
  readonly server: Server
  readonly url: string
  readonly rates: number[]
  /** Microseconds of processor time a request. */
  readonly costs: number[]
}

async function openContenders(folder: string, path: string): Promise<{ contenders: Contender[]; notes: string[] }> {
  const site = (workers: number) =>
    startNewsroom({ contentDir: join(folder, 'content'), dataDir: join(folder, `data-${workers}`), workers })
  const contenders: Contender[] = []
  const notes: string[] = []
  const add = (name: string, server: Server, at: string) =>
    contenders.push({ name, server, url: server.origin + at, rates: [], costs: [] })
  say('hot: starting the site, its twin and nginx')
  for (const workers of [1, 2]) add(workers === 1 ? 'site, 1 worker' : 'site, 2 workers', await site(workers), path)
  const { body: gzip, headers } = await fetchRaw(contenders[0]?.url ?? '', 'gzip')
  const page = { html: gunzipSync(gzip), gzip, headers }
  notes.push(
    `The page has ${page.gzip.length} bytes as gzip, which all were asked for; nginx served it from a file with the headers of the site.`,
  )
  for (const workers of [1, 2]) {
    const nginx = await startNginx(page, workers)
    if (nginx === undefined) notes.push('nginx is not installed here and was left out; install nginx-light.')
    else add(`nginx, ${workers} worker${workers === 1 ? '' : 's'}`, nginx, '/page.html')
    if (nginx === undefined) break
  }
  add('next start, prerendered', await startNextTwin(page.html.toString()), '/page')
  return { contenders, notes }
}

function summarize(contenders: readonly Contender[]): Pick<PartResult, 'figures' | 'table'> {
  const rates = (name: string) => contenders.find((contender) => contender.name === name)?.rates
  const ratio = (a: string, b: string) => {
    const [above, below] = [rates(a), rates(b)]
    return above === undefined || below === undefined ? null : ratioOfRounds(above, below)
  }
  const first = rates('site, 1 worker') ?? []
  const costs = (name: string) => contenders.find((contender) => contender.name === name)?.costs
  const [own, nginx] = [costs('site, 1 worker'), costs('nginx, 1 worker')]
  const costRatio = own === undefined || nginx === undefined ? null : ratioOfRounds(nginx, own)
  return {
    figures: {
      'hot.rate': median(first),
      'hot.nginx': ratio('site, 1 worker', 'nginx, 1 worker'),
      'hot.nginx2': ratio('site, 2 workers', 'nginx, 2 workers'),
      'hot.next': ratio('site, 1 worker', 'next start, prerendered'),
      'hot.nginxCost': costRatio,
      'hot.workers': ratio('site, 2 workers', 'site, 1 worker'),
    },
    table: {
      head: ['server', 'requests/s', 'least', 'most', 'one worker of the site does', 'processor time a request, µs'],
      rows: contenders.map((contender) => [
        contender.name,
        formatNumber(median(contender.rates)),
        formatNumber(Math.min(...contender.rates)),
        formatNumber(Math.max(...contender.rates)),
        `${formatNumber(ratioOfRounds(first, contender.rates))} ×`,
        formatNumber(median(contender.costs)),
      ]),
    },
  }
}

/** Requests per second of one release page from memory, beside nginx and a prerendered twin. */
export async function measureHot(): Promise<PartResult> {
  return await inFolder(async (folder) => {
    await cp(join(root, 'content'), join(folder, 'content'), { recursive: true })
    const client = await chooseClient()
    const { contenders, notes } = await openContenders(folder, `/en/news/${textRelease}`)
    try {
      for (const { url } of contenders)
        await measureRate(client, { url, seconds: 1, connections, acceptEncoding: 'gzip' })
      for (let round = 1; round <= rounds; round += 1) {
        for (const { name, server, url, rates, costs } of contenders) {
          const before = processorTime(server.pid)
          const rate = await measureRate(client, { url, seconds, connections, acceptEncoding: 'gzip' })
          costs.push(((processorTime(server.pid) - before) * 1e6) / (rate * seconds))
          rates.push(rate)
          say(
            `hot: round ${round} of ${rounds}, ${name}: ${formatNumber(rates.at(-1) ?? 0)} requests/s, ${formatNumber(costs.at(-1) ?? 0)} µs each`,
          )
        }
      }
    } finally {
      for (const { server } of contenders) await server.stop()
    }
    const how = `${client}, ${connections} connections kept open, ${rounds} alternating rounds of ${seconds} s; the client shares the machine. Ratios are medians over rounds. Processor time is that of the server alone, so other work on the machine hardly touches it.`
    return { ...summarize(contenders), notes: [how, ...notes] }
  })
}
