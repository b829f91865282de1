import { join } from 'node:path'
import { readSitemapParts, releasePathsIn, walkTo } from '#tests/support/site/reach.ts'
import { keepSite } from '../content.ts'
import { fetchRaw } from '../fetch-raw.ts'
import { inFolder } from '../places.ts'
import { say } from '../progress.ts'
import type { PartResult } from '../report.ts'
import { startNewsroom } from '../servers/newsroom.ts'
import { formatNumber } from '../statistics.ts'

const megabyte = 1024 * 1024

async function measureSite(folder: string, releases: number): Promise<PartResult> {
  const contentDir = await keepSite(folder, releases)
  const site = await startNewsroom({ contentDir, dataDir: join(folder, 'data'), firstPage: '/en' })
  try {
    say(`reach: the sitemaps of ${releases.toLocaleString('en')} releases`)
    const { took } = await fetchRaw(`${site.origin}/sitemap.xml`, 'identity')
    const parts = await readSitemapParts(site.origin)
    const wanted = releasePathsIn(parts)
    say(`reach: the way to ${wanted.size.toLocaleString('en')} pages`)
    const { clicks, opened } = await walkTo(site.origin, wanted)
    const found = [...wanted].map((path) => clicks.get(path))
    const lost = found.filter((count) => count === undefined).length
    const farthest = Math.max(...found.map((count) => count ?? 0))
    const at = (depth: number) => found.filter((count) => count === depth).length
    const longest = Math.max(...parts.map(({ addresses }) => addresses.length))
    const largest = Math.max(...parts.map(({ bytes }) => bytes))
    const sum = parts.reduce((total, { addresses }) => total + addresses.length, 0)
    return {
      figures: { [`reach.${releases}.clicks`]: farthest, [`reach.${releases}.lost`]: lost, 'reach.part': longest },
      table: {
        head: ['', releases.toLocaleString('en')],
        rows: [
          ['releases in a language each, as sitemaps name them', formatNumber(wanted.size)],
          ...Array.from({ length: farthest }, (_, index) => [
            `reached by ${index + 1} ${index === 0 ? 'click' : 'clicks'}`,
            formatNumber(at(index + 1)),
          ]),
          ['reached by no link', formatNumber(lost)],
          ['pages opened on the way', formatNumber(opened)],
          ['the index of sitemaps, first asked for, s', formatNumber(took / 1000)],
          ['parts', formatNumber(parts.length)],
          ['addresses in them, pictures included', formatNumber(sum)],
          ['addresses in the longest', formatNumber(longest)],
          ['the largest, MB', formatNumber(largest / megabyte)],
        ],
      },
      notes: [
        'From `/` by links of lists, archives, tags and written pages alone: releases, search and files are not opened, so a reader may know shorter ways.',
      ],
    }
  } finally {
    await site.stop()
  }
}

/** Whether links alone lead to each of so many releases, and what their sitemaps hold. With `kept`, a folder, the site is written there and used again. */
export async function measureReach(releases: number, kept?: string): Promise<PartResult> {
  const work = (folder: string) => measureSite(join(folder, String(releases)), releases)
  return await (kept === undefined ? inFolder(work) : work(kept))
}
