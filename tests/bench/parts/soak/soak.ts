import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { changeRelease, type GeneratedRelease, listReleases, writeSite } from '../../content.ts'
import { type Client, chooseClient, measureRate } from '../../load.ts'
import { inFolder } from '../../places.ts'
import { say } from '../../progress.ts'
import type { PartResult } from '../../report.ts'
import { type NewsroomServer, startNewsroom } from '../../servers/newsroom.ts'
import { formatNumber, median } from '../../statistics.ts'
import { askEverything, type Readers } from './soak-load.ts'
import { flat, growthOf, listMemory, type Slice } from './soak-memory.ts'

const releases = 1000
const releasesRead = 50
/** Beside the one page: what is rendered takes time from what is kept, and each publication empties the cache. */
const usual: Readers = { seconds: 15, rate: 100 }
/** The same work between two publications in a third of the time. */
const hurried: Readers = { seconds: 5, rate: 300 }
/**
 * The site is full when the code that V8 compiles of what runs often has grown by this share at most over so many publications:
 * it grows longest. Every other cache is emptied by a publication or filled by what is asked for between two.
 */
const full = { share: 0.02, publications: 10 }
/** ms after which the soak begins though code still grows. */
const longestFilling = 240_000
/** Milliseconds between two looks at the memory. */
const lookPause = 1000

interface Soaked {
  readonly site: NewsroomServer
  readonly contentDir: string
  readonly client: Client
  readonly read: readonly GeneratedRelease[]
}

/** Machine code in the heap, MB. */
async function codeOf({ origin }: NewsroomServer): Promise<number> {
  const metrics = await (await fetch(`${origin}/metrics`)).text()
  return Number(/^nodejs_heap_space_size_used_bytes\{space="code"\} (\S+)$/m.exec(metrics)?.[1]) / 1024 / 1024
}

/** Looks at the memory of a site again and again until `work` is done. */
async function lookDuring<T>(site: NewsroomServer, work: Promise<T>): Promise<[T, number[]]> {
  const looks: number[] = []
  let isDone = false
  const done = work.finally(() => {
    isDone = true
  })
  // Whoever waits for `work` is told of its fault.
  done.catch(() => {})
  while (!isDone) {
    looks.push(site.memory())
    await Promise.race([setTimeout(lookPause), done])
  }
  return [await work, looks]
}

/** A publication, and what readers ask for until the next. */
async function soakOnce({ site, contentDir, client, read }: Soaked, readers: Readers, edition: number): Promise<Slice> {
  const [changed] = read
  if (changed === undefined) throw new Error('No release can be read')
  await changeRelease(contentDir, changed, `Edition ${edition}.`)
  const url = `${site.origin}/en/news/${changed.slug}`
  const work = Promise.all([
    measureRate(client, { url, seconds: readers.seconds, connections: 64, acceptEncoding: 'br' }),
    askEverything(site.origin, read, readers),
  ])
  const [[hot, [mixed, faults]], resident] = await lookDuring(site, work)
  return { hot, mixed, faults, resident, live: site.takeLiveHeaps() }
}

interface Filling {
  /** False when it took too long. */
  readonly isFull: boolean
  /** Machine code in the heap after each publication, MB. */
  readonly codes: readonly number[]
}

/** Publishes and reads until nothing is left that fills. */
async function fill(soaked: Soaked): Promise<Filling> {
  const codes: number[] = []
  const ends = performance.now() + longestFilling
  while (performance.now() < ends) {
    await soakOnce(soaked, hurried, codes.length)
    const code = await codeOf(soaked.site)
    const before = codes.at(-full.publications)
    codes.push(code)
    say(`soak: filling, ${codes.length} publications, ${formatNumber(code)} MB of code`)
    if (before !== undefined && code <= before * (1 + full.share)) return { isFull: true, codes }
  }
  return { isFull: false, codes }
}

interface Found {
  readonly minutes: number
  readonly filling: Filling
  /** Machine code in the heap at the end, MB. */
  readonly lastCode: number
  readonly slices: readonly Slice[]
}

function describeFilling({ isFull, codes }: Filling, lastCode: number): string {
  const code = formatNumber(codes.at(-1) ?? Number.NaN)
  const grown = `${full.share * 100} % over ${full.publications}`
  const until = isFull
    ? `until code in the heap, which grows longest, grew by less than ${grown}`
    : `for ${longestFilling / 60_000} minutes; code in the heap still grew by more than ${grown}`
  return `Before the first slice come ${codes.length} publications and what is read between them, ${until}: it had ${code} MB then and ${formatNumber(lastCode)} at the end.`
}

function summarize({ minutes, filling, lastCode, slices }: Found): PartResult {
  const faults = slices.reduce((sum, one) => sum + one.faults, 0)
  const middle = (of: 'hot' | 'mixed') => median(slices.map((one) => one[of]))
  const growth = (kind: 'resident' | 'live') => growthOf(slices, kind, usual.seconds).slope
  const collections = slices.reduce((sum, { live }) => sum + live.length, 0)
  return {
    figures: {
      'soak.rate': middle('hot'),
      'soak.mixed': middle('mixed'),
      'soak.faults': faults,
      'soak.growth': Math.max(growth('resident'), growth('live')),
    },
    table: {
      head: [`${minutes} minutes at full rate, one worker`, 'resident memory', 'heap in use after collections'],
      rows: listMemory(slices, usual.seconds),
    },
    notes: [
      `${formatNumber(middle('hot'))} requests/s for one page and ${formatNumber(middle('mixed'))} for everything else, medians; ${formatNumber(faults)} faults and answers that did not come.`,
      describeFilling(filling, lastCode),
      `Flat is what grows by ${flat} MB a minute at most, over all slices of ${usual.seconds} s, fitted through the least of each; after ± stands one standard error of the fit. What is in use is told by V8 after each collection of the whole heap, ${formatNumber(collections / slices.length)} in a slice${minutes < 10 ? '. Shorter runs than ten minutes say little' : ''}.`,
      `A site of ${releases} generated releases, a publication every ${usual.seconds} s. 64 connections ask for one page; 16, ${usual.rate} times a second, for lists, feeds, 304s, releases in turn, addresses that are not there, and count visits. While it fills, the same in a third of the time.`,
    ],
  }
}

/** Memory under full load for so many minutes, and up to four before them, while readers ask for everything and editors publish. */
export async function measureSoak(minutes: number): Promise<PartResult> {
  return await inFolder(async (folder) => {
    const contentDir = join(folder, 'content')
    await writeSite(contentDir, releases)
    const site = await startNewsroom({ contentDir, dataDir: join(folder, 'data'), tellsCollections: true })
    try {
      const soaked = { site, contentDir, client: await chooseClient(), read: listReleases(releases, releasesRead) }
      const filling = await fill(soaked)
      const slices: Slice[] = []
      const ends = performance.now() + minutes * 60_000
      while (performance.now() < ends) {
        const one = await soakOnce(soaked, usual, filling.codes.length + slices.length)
        slices.push(one)
        say(
          `soak: ${formatNumber(one.hot)} and ${formatNumber(one.mixed)} requests/s, ${one.faults} faults, ${formatNumber(Math.min(...one.resident))} MB, ${formatNumber(Math.min(...one.live))} MB in use after ${one.live.length} collections`,
        )
      }
      return summarize({ minutes, filling, lastCode: await codeOf(site), slices })
    } finally {
      await site.stop()
    }
  })
}
