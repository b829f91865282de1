import { join } from 'node:path'
import { listReleases, writeSite } from '../content.ts'
import { fetchRaw } from '../fetch-raw.ts'
import { inFolder } from '../places.ts'
import { say } from '../progress.ts'
import type { PartResult } from '../report.ts'
import { startNewsroom } from '../servers/newsroom.ts'
import { formatNumber, median, percentile } from '../statistics.ts'

const releases = 1000
const sample = 200

/** How long the first reader of a release page waits: from the request to the last byte, nothing kept. */
export async function measureCold(): Promise<PartResult> {
  return await inFolder(async (folder) => {
    const contentDir = join(folder, 'content')
    say(`cold: starting a site of ${releases} releases`)
    await writeSite(contentDir, releases)
    const site = await startNewsroom({ contentDir, dataDir: join(folder, 'data') })
    const took: number[] = []
    try {
      for (const { slug } of listReleases(releases, sample)) {
        const answer = await fetchRaw(`${site.origin}/en/news/${slug}`, 'br')
        if (answer.status === 200) took.push(answer.took)
      }
    } finally {
      await site.stop()
    }
    const [very, ...later] = took
    const warmed = later.slice(20)
    const row = (name: string, value: number) => [name, formatNumber(value)]
    return {
      figures: { 'cold.median': median(warmed), 'cold.p95': percentile(warmed, 95), 'cold.first': very ?? null },
      table: {
        head: ['release page, rendered for one reader', 'ms'],
        rows: [
          row('the very first page of a process', very ?? Number.NaN),
          row('median', median(warmed)),
          row('95 of 100 within', percentile(warmed, 95)),
        ],
      },
      notes: [
        `${warmed.length} releases of a site of ${releases}, each asked for once, one after the other, with brotli; the first 21 pages of the process are left out of the median.`,
      ],
    }
  })
}
