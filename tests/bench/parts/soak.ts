import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import autocannon from 'autocannon'
import { changeRelease, type GeneratedRelease, listReleases, writeSite } from '../content.ts'
import { chooseClient, measureRate } from '../load.ts'
import { inFolder } from '../places.ts'
import { say } from '../progress.ts'
import type { PartResult } from '../report.ts'
import { type NewsroomServer, startNewsroom } from '../servers/newsroom.ts'
import { fitTrend, formatNumber, median, type Trend } from '../statistics.ts'

const releases = 1000
/** Beside the one page: what is rendered takes time from what is kept, and each publication empties the cache. */
const readers = { releases: 50, rate: 100 }
/** Seconds between two publications. */
const slice = 15
/** Milliseconds between two looks at the memory. */
const lookPause = 1000
/** MB a minute over the second half up to which memory counts as flat: what one collection more or less makes of ten minutes. */
const flat = 1
/** Slices in the second half without which nothing can be said of it. */
const leastSlices = 4
const agent = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

interface Slice {
  /** Requests a second for the one page, and for all others. */
  readonly hot: number
  readonly mixed: number
  readonly faults: number
  readonly looks: readonly Look[]
}

/** Resident memory and the heap of JavaScript in it, garbage included, MB. */
interface Look {
  readonly memory: number
  readonly heap: number
}

const lists = ['/en', '/zh', '/en/news', '/zh/news/page/2', '/en/archive', '/en/most-read', '/sitemap.xml']
const feeds = ['/en/rss.xml', '/zh/atom.xml', '/en/feed.json']

/** What readers ask beside one page that everybody reads: answers a second, and how many were faults. */
async function askEverything(origin: string, read: readonly GeneratedRelease[]): Promise<[number, number]> {
  let count = 0
  const next = () => {
    count += 1
    return read[count % read.length]?.slug ?? ''
  }
  const get = (path: string, headers: Record<string, string> = {}) => ({
    method: 'GET' as const,
    path,
    headers: { 'accept-encoding': 'br', ...headers },
  })
  const found = await autocannon({
    url: origin,
    duration: slice,
    connections: 16,
    overallRate: readers.rate,
    requests: [
      ...[...lists, ...feeds].map((path) => get(path)),
      ...lists.map((path) => get(path, { 'if-none-match': '*' })),
      { ...get('/'), setupRequest: (request) => ({ ...request, path: `/en/news/${next()}` }) },
      {
        ...get('/'),
        setupRequest: (request) => ({ ...request, path: `/en/news/absent-${randomBytes(6).toString('hex')}` }),
      },
      {
        method: 'POST',
        setupRequest: (request) => ({
          ...request,
          path: `/api/visits/${next()}`,
          headers: { 'content-type': 'application/json', 'user-agent': `${agent} Reader/${count}` },
          body: `{"event":"${randomBytes(16).toString('hex')}"}`,
        }),
      },
    ],
  })
  return [found.requests.total / found.duration, found.errors + found.timeouts + found['5xx']]
}

async function heapOf(origin: string): Promise<number> {
  const metrics = await (await fetch(`${origin}/metrics`)).text()
  return Number(/^nodejs_heap_size_used_bytes(?:\{.*\})? (\S+)$/m.exec(metrics)?.[1]) / 1024 / 1024
}

/** Looks at the memory of a site again and again until `work` is done. */
async function lookDuring<T>(site: NewsroomServer, work: Promise<T>): Promise<[T, Look[]]> {
  const looks: Look[] = []
  let isDone = false
  const done = work.finally(() => {
    isDone = true
  })
  // Whoever waits for `work` is told of its fault.
  done.catch(() => {})
  while (!isDone) {
    looks.push({ memory: site.memory(), heap: await heapOf(site.origin) })
    await Promise.race([setTimeout(lookPause), done])
  }
  return [await work, looks]
}

/** What is left of a slice's memory when garbage has been collected, as nearly as looking tells. */
const least = ({ looks }: Slice, of: keyof Look) => Math.min(...looks.map((look) => look[of]))

/** MB a minute, with one standard error. */
function growthOf(slices: readonly Slice[], of: keyof Look): Trend {
  const { slope, error } = fitTrend(slices.map((one) => least(one, of)))
  return { slope: (slope * 60) / slice, error: (error * 60) / slice }
}

const formatTrend = ({ slope, error }: Trend) => `${formatNumber(slope)} ± ${formatNumber(error)}`

function listMemory(slices: readonly Slice[]): string[][] {
  const half = slices.slice(Math.floor(slices.length / 2))
  const growth = growthOf(half, 'memory')
  const row = (name: string, one: Slice | undefined) => [
    name,
    formatNumber(one === undefined ? Number.NaN : least(one, 'memory')),
  ]
  const most = Math.max(...slices.flatMap(({ looks }) => looks.map(({ memory }) => memory)))
  return [
    row('resident memory in the first slice, MB', slices[0]),
    row('half-way, MB', half[0]),
    row('at the end, MB', slices.at(-1)),
    ['most at any look, MB', formatNumber(most)],
    ['growth over the second half, MB a minute', formatTrend(growth)],
    ['memory is flat', half.length < leastSlices ? 'too short to say' : growth.slope <= flat ? 'yes' : 'no'],
    ['of which the heap of JavaScript, MB a minute', formatTrend(growthOf(half, 'heap'))],
  ]
}

function summarize(slices: readonly Slice[], minutes: number): PartResult {
  const faults = slices.reduce((sum, one) => sum + one.faults, 0)
  const middle = (of: 'hot' | 'mixed') => median(slices.map((one) => one[of]))
  return {
    figures: {
      'soak.rate': middle('hot'),
      'soak.mixed': middle('mixed'),
      'soak.faults': faults,
      'soak.growth': growthOf(slices.slice(Math.floor(slices.length / 2)), 'memory').slope,
    },
    table: {
      head: [`${minutes} minutes at full rate, one worker`, ''],
      rows: [
        ['one page, requests/s', formatNumber(middle('hot'))],
        ['everything else, requests/s', formatNumber(middle('mixed'))],
        ['faults and answers that did not come', formatNumber(faults)],
        ...listMemory(slices),
      ],
    },
    notes: [
      `Flat is what grows by ${flat} MB a minute at most over the second half, fitted through the least of each slice of ${slice} s: garbage comes and goes in between. After ± stands one standard error of the fit${minutes < 10 ? '; shorter runs than ten minutes say little of it' : ''}.`,
      `A site of ${releases} generated releases, a publication every ${slice} s. 64 connections ask for one page; 16, ${readers.rate} times a second, for lists, feeds, 304s, releases in turn, addresses that are not there, and count visits.`,
    ],
  }
}

/** Memory under full load for so many minutes, while readers ask for everything and editors publish. */
export async function measureSoak(minutes: number): Promise<PartResult> {
  return await inFolder(async (folder) => {
    const contentDir = join(folder, 'content')
    await writeSite(contentDir, releases)
    const site = await startNewsroom({ contentDir, dataDir: join(folder, 'data') })
    const client = await chooseClient()
    const read = listReleases(releases, readers.releases)
    const [changed] = read
    if (changed === undefined) throw new Error('No release can be read')
    const slices: Slice[] = []
    try {
      const ends = performance.now() + minutes * 60_000
      while (performance.now() < ends) {
        await changeRelease(contentDir, changed, `Edition ${slices.length}.`)
        const url = `${site.origin}/en/news/${changed.slug}`
        const work = Promise.all([
          measureRate(client, { url, seconds: slice, connections: 64, acceptEncoding: 'br' }),
          askEverything(site.origin, read),
        ])
        const [[hot, [mixed, faults]], looks] = await lookDuring(site, work)
        const one = { hot, mixed, faults, looks }
        slices.push(one)
        say(
          `soak: ${formatNumber(hot)} and ${formatNumber(mixed)} requests/s, ${faults} faults, ${formatNumber(least(one, 'memory'))} MB, heap ${formatNumber(least(one, 'heap'))} MB`,
        )
      }
    } finally {
      await site.stop()
    }
    return summarize(slices, minutes)
  })
}
