import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { countedIn } from '#tests/support/visits/counted-in.ts'
import { runKillRounds } from '#tests/support/visits/kill-rounds.ts'
import type { LoadHit } from '#tests/support/visits/load.ts'
import { inFolder, root, textRelease } from '../places.ts'
import { say } from '../progress.ts'
import type { PartResult } from '../report.ts'
import { startNewsroom } from '../servers/newsroom.ts'
import { formatNumber } from '../statistics.ts'

/** Event ids that an ended site has in its store. */
function eventsIn(dataDir: string): ReadonlySet<string> {
  const db = new Database(join(dataDir, 'visits.sqlite'), { readonly: true })
  try {
    return new Set(
      db
        .prepare<[], { id: string }>('SELECT lower(hex(id)) AS id FROM event')
        .all()
        .map(({ id }) => id),
    )
  } finally {
    db.close()
  }
}

interface Balance {
  readonly acknowledged: number
  readonly lost: number
  readonly twice: number
}

/** `acknowledged` are of one reader each, and all hits that were not answered were sent again until they were. */
async function balance(acknowledged: readonly LoadHit[], dataDir: string): Promise<Balance> {
  const visits = await countedIn(dataDir)
  const events = eventsIn(dataDir)
  const lost = acknowledged.filter(({ event }) => !events.has(event)).length
  return { acknowledged: acknowledged.length, lost, twice: Math.max(0, visits - events.size) }
}

/** Kills the site with SIGKILL under load, again and again, and compares what readers were told with what is kept. */
export async function measureKill(rounds: number): Promise<PartResult> {
  const { acknowledged, lost, twice } = await inFolder(async (folder) => {
    const [contentDir, dataDir] = [join(folder, 'content'), join(folder, 'data')]
    await cp(join(root, 'content'), contentDir, { recursive: true })
    let round = 0
    const start = async () => {
      round += 1
      if (round % 10 === 1) say(`kill: round ${Math.min(round, rounds)} of ${rounds}`)
      const { origin, pid, stop } = await startNewsroom({ contentDir, dataDir, proxies: 1 })
      const end = async (signal: NodeJS.Signals) => {
        process.kill(pid, signal)
        await stop()
      }
      return { origin, end }
    }
    return await balance(await runKillRounds({ rounds, slugs: [textRelease], start }), dataDir)
  })
  return {
    figures: { 'kill.rounds': rounds, 'kill.acknowledged': acknowledged, 'kill.lost': lost, 'kill.twice': twice },
    table: {
      head: ['kill -9 of the site under load, SQLite', ''],
      rows: [
        ['rounds', formatNumber(rounds)],
        ['visits that readers were told are kept', formatNumber(acknowledged)],
        ['of these, lost', formatNumber(lost)],
        ['counted twice', formatNumber(twice)],
      ],
    },
    notes: [
      'In each round 20 readers at a time send hits until the site is killed, 50 to 350 ms after it was ready; hits without an answer are sent again to the next, with the same event id, as browsers do. Lost: an acknowledged event id that the store does not have. Twice: visits beyond one an event id.',
    ],
  }
}
