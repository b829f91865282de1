import { randomBytes } from 'node:crypto'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import autocannon from 'autocannon'
import { z } from 'zod'
import { inFolder, root, textRelease } from '../places.ts'
import { say } from '../progress.ts'
import type { PartResult } from '../report.ts'
import { startBareServer } from '../servers/bare.ts'
import { startNewsroom } from '../servers/newsroom.ts'
import { formatNumber, median, ratioOfRounds } from '../statistics.ts'

const rounds = 4
const seconds = 4
const connections = 64
const agent = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

let reader = 0

/** Hits per second, each of another reader; and how many were answered with 200. */
async function postVisits(origin: string): Promise<{ readonly rate: number; readonly answered: number }> {
  const found = await autocannon({
    url: origin,
    duration: seconds,
    connections,
    requests: [
      {
        method: 'POST',
        path: `/api/visits/${textRelease}`,
        setupRequest(request) {
          reader += 1
          const headers = { 'content-type': 'application/json', 'user-agent': `${agent} Reader/${reader}` }
          return { ...request, headers, body: `{"event":"${randomBytes(16).toString('hex')}"}` }
        },
      },
    ],
  })
  if (found.errors + found.non2xx > 0) throw new Error(`${found.errors + found.non2xx} hits on ${origin} failed`)
  return { rate: found['2xx'] / found.duration, answered: found['2xx'] }
}

const figures = z.object({ total: z.number() })

async function totalOf(origin: string): Promise<number> {
  return figures.parse(await (await fetch(`${origin}/api/visits/${textRelease}`)).json()).total
}

/** Visits that are counted and on the disk before they are answered, beside a server that only answers. */
export async function measureVisits(): Promise<PartResult> {
  return await inFolder(async (folder) => {
    await cp(join(root, 'content'), join(folder, 'content'), { recursive: true })
    say('visits: starting the site and a bare server')
    const site = await startNewsroom({ contentDir: join(folder, 'content'), dataDir: join(folder, 'data') })
    const bare = await startBareServer()
    const [counted, answered]: [number[], number[]] = [[], []]
    let expected = await totalOf(site.origin)
    let lost = 0
    try {
      for (let round = 1; round <= rounds; round += 1) {
        const visits = await postVisits(site.origin)
        counted.push(visits.rate)
        expected += visits.answered
        // What the client no longer waited for may have been counted too.
        lost += Math.max(0, expected - (await totalOf(site.origin)))
        answered.push((await postVisits(bare.origin)).rate)
        expected = await totalOf(site.origin)
        say(`visits: round ${round} of ${rounds}: ${formatNumber(visits.rate)} visits/s`)
      }
    } finally {
      await site.stop()
      await bare.stop()
    }
    const ratio = ratioOfRounds(counted, answered)
    return {
      figures: { 'visits.rate': median(counted), 'visits.bare': ratio, 'visits.lost': lost },
      table: {
        head: ['POST', 'answers/s', 'against a bare POST'],
        rows: [
          ['visit, counted and synced to disk', formatNumber(median(counted)), `${formatNumber(ratio)} ×`],
          ['bare Node server that only answers', formatNumber(median(answered)), '1 ×'],
        ],
      },
      notes: [
        `autocannon, ${connections} connections, ${rounds} alternating rounds of ${seconds} s; each visit is of another reader. The client takes much of the machine, so both are lower bounds.`,
        `Acknowledged visits that were not counted: ${lost}.`,
      ],
    }
  })
}
