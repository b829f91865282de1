import { readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { ifThere } from '#lib/errors.ts'
import { commitAll, openRepository, pull } from '#tests/support/git.ts'
import { type GeneratedRelease, listReleases, writeSite } from '../content.ts'
import { fetchRaw } from '../fetch-raw.ts'
import { inFolder } from '../places.ts'
import type { Server } from '../program.ts'
import { say } from '../progress.ts'
import type { PartResult } from '../report.ts'
import { startNewsroom } from '../servers/newsroom.ts'
import { formatNumber, median } from '../statistics.ts'

const releases = 10_000
/** How many releases a pull changes, and whether in both languages or only the English text. */
const kinds: readonly { readonly size: number; readonly both?: true }[] = [
  { size: 1 },
  { size: 100 },
  { size: 1000 },
  { size: 1000, both: true },
]
const rounds = 3
/** How many of the changed releases are asked for. */
const sample = 10
/** Milliseconds between questions: finer figures tell nothing, and each question takes time of the site. */
const pollEvery = 15
/** Longest wait for a pull to show, in ms. */
const longestWait = 120_000

/** The newest release of the site, which the first page of the list shows. */
async function findNewest(site: Server, contentDir: string): Promise<GeneratedRelease> {
  const { body } = await fetchRaw(`${site.origin}/en/news`, 'identity')
  const [, slug] = /href="\/en\/news\/([a-z0-9-]+)"/.exec(body.toString().split('<main')[1] ?? '') ?? []
  for (const year of await readdir(join(contentDir, 'news'))) {
    const folders = await readdir(join(contentDir, 'news', year))
    if (slug !== undefined && folders.includes(slug)) return { slug, file: join('news', year, slug, 'en.md') }
  }
  throw new Error(`The list shows no release that is in ${contentDir}`)
}

/** Gives a text a title that begins with `mark`, within its quotation marks when it has some, and a last paragraph of it. Nothing when there is none. */
async function rewrite(file: string, mark: string): Promise<void> {
  const text = await ifThere(readFile(file, 'utf8'))
  if (text === undefined) return
  const retitled = text.replace(/^(title: ["']?)(?:Pull [\w-]+, )?/m, `$1${mark}, `)
  await writeFile(file, `${retitled.replace(/\n+(?:Pull [\w-]+\.\n+)?$/, '')}\n\n${mark}.\n`)
}

interface Change {
  readonly releases: readonly GeneratedRelease[]
  readonly both: boolean
}

async function showsAt(address: string, mark: string): Promise<void> {
  const began = performance.now()
  for (;;) {
    const { body } = await fetchRaw(address, 'identity')
    if (body.includes(`${mark},`)) return
    if (performance.now() - began > longestWait) throw new Error(`A pull did not show at ${address}`)
    await pause(pollEvery)
  }
}

/**
 * ms from the end of a `git pull` to new bytes of the list and of a sample of what it changed. The sample is asked for as
 * JSON: a dozen pages rendered one after the other would be most of what is timed.
 */
async function timePull(site: Server, contentDir: string, { releases: changed, both }: Change): Promise<number[]> {
  const desk = join(contentDir, '..', 'desk')
  const step = Math.max(1, Math.floor(changed.length / sample))
  const asked = changed.filter((_, index) => index % step === 0 || index === changed.length - 1)
  const addresses = [`${site.origin}/en/news`, ...asked.map(({ slug }) => `${site.origin}/en/news/${slug}.json`)]
  const took: number[] = []
  for (let round = 1; round <= rounds; round += 1) {
    const mark = `Pull ${changed.length}-${both ? 'both-' : ''}${round}`
    for (const { file } of changed) {
      await rewrite(join(desk, file), mark)
      if (both) await rewrite(join(desk, dirname(file), 'zh.md'), mark)
    }
    await commitAll(desk)
    await pull(contentDir, desk)
    const began = performance.now()
    for (const address of addresses) await showsAt(address, mark)
    took.push(performance.now() - began)
    // So that each meets a site at rest.
    await waitUntilAtRest(site)
  }
  return took
}

/** How long after its end a `git pull` into a running site shows. */
export async function measurePulls(): Promise<PartResult> {
  return await inFolder(async (folder) => {
    const contentDir = join(folder, 'content')
    say(`pulls: writing and committing ${releases.toLocaleString('en')} releases`)
    await writeSite(contentDir, releases)
    await openRepository(contentDir, join(folder, 'desk'))
    const dataDir = join(folder, 'data')
    // So that the site that is measured does not still check what it read.
    await (await startNewsroom({ contentDir, dataDir, firstPage: '/en' })).stop()
    const site = await startNewsroom({ contentDir, dataDir, firstPage: '/en' })
    try {
      await waitUntilAtRest(site)
      const newest = await findNewest(site, contentDir)
      const most = Math.max(...kinds.map(({ size }) => size))
      const others = listReleases(releases, most).filter(({ slug }) => slug !== newest.slug)
      const found: Found[] = []
      for (const { size, both = false } of kinds) {
        say(`pulls: ${size} changed${both ? ' in both languages' : ''}`)
        const changed = { releases: [newest, ...others.slice(0, size - 1)], both }
        found.push({ size, both, took: await timePull(site, contentDir, changed) })
      }
      return resultOf(found)
    } finally {
      await site.stop()
    }
  })
}

/** Waits until bodies are checked and search has everything. */
async function waitUntilAtRest(site: Server): Promise<void> {
  for (;;) {
    await pause(1000)
    const { body } = await fetchRaw(`${site.origin}/api/health`, 'identity')
    const words = body.toString()
    if (/"unchecked":0\b/.test(words) && /"searchable":1\b/.test(words)) return
  }
}

interface Found extends Pick<Change, 'both'> {
  readonly size: number
  readonly took: readonly number[]
}

function resultOf(found: readonly Found[]): PartResult {
  const seconds = (milliseconds: number) => milliseconds / 1000
  return {
    figures: Object.fromEntries(
      found.map(({ size, both, took }) => [`pulls.${size}${both ? '.both' : ''}`, seconds(median(took))]),
    ),
    table: {
      head: ['changed releases', 'from the end of the pull to new bytes, s', 'longest, s'],
      rows: found.map(({ size, both, took }) => [
        `${size.toLocaleString('en')}${both ? ' in both languages' : ''}`,
        formatNumber(seconds(median(took))),
        formatNumber(seconds(Math.max(...took))),
      ]),
    },
    notes: [
      `A site of ${releases.toLocaleString('en')} releases whose content is a git repository; \`git pull\` brings new titles and last paragraphs, of the English texts alone unless said otherwise. Timed from the moment git ends until the list, and the JSON of up to ${sample + 1} of the changed releases, have the new title over HTTP, asked for one after the other; medians of ${rounds}.`,
    ],
  }
}
