import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { chooseClient, measureRate } from '../load.ts'
import { inFolder, root, textRelease } from '../places.ts'
import { say } from '../progress.ts'
import type { PartResult } from '../report.ts'
import { startNewsroom } from '../servers/newsroom.ts'
import { formatNumber, median } from '../statistics.ts'

const slice = 10

/** Memory under full load for so many minutes: addresses that are kept, and in between some that are not there. */
export async function measureSoak(minutes: number): Promise<PartResult> {
  return await inFolder(async (folder) => {
    await cp(join(root, 'content'), join(folder, 'content'), { recursive: true })
    const site = await startNewsroom({ contentDir: join(folder, 'content'), dataDir: join(folder, 'data') })
    const client = await chooseClient()
    const [rates, memory]: [number[], number[]] = [[], []]
    const paths = ['/en', `/en/news/${textRelease}`, '/zh/news', '/en/archive', '/en/rss.xml']
    try {
      const ends = performance.now() + minutes * 60_000
      for (let round = 0; performance.now() < ends; round += 1) {
        const url = site.origin + (paths[round % paths.length] ?? '/en')
        rates.push(await measureRate(client, { url, seconds: slice, connections: 64, acceptEncoding: 'br' }))
        for (let absent = 0; absent < 200; absent += 1) await fetch(`${site.origin}/en/news/absent-${round}-${absent}`)
        memory.push(site.memory())
        say(`soak: ${formatNumber(rates.at(-1) ?? 0)} requests/s, ${formatNumber(memory.at(-1) ?? 0)} MB`)
      }
    } finally {
      await site.stop()
    }
    const quarter = Math.max(1, Math.floor(memory.length / 4))
    const [early, late] = [median(memory.slice(0, quarter)), median(memory.slice(-quarter))]
    const row = (name: string, value: number) => [name, formatNumber(value)]
    return {
      figures: { 'soak.start': early, 'soak.end': late, 'soak.rate': median(rates) },
      table: {
        head: [`${minutes} minutes at full rate, one worker`, ''],
        rows: [
          row('requests/s', median(rates)),
          row('resident memory in the first quarter, MB', early),
          row('resident memory in the last quarter, MB', late),
          row('most, MB', Math.max(...memory)),
        ],
      },
      notes: ['Five addresses in turn and, between them, 200 that are not there, each another.'],
    }
  })
}
