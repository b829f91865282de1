import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { until } from '#tests/support/until.ts'
import { keepSite } from '../content.ts'
import { inFolder } from '../places.ts'
import { say } from '../progress.ts'
import type { PartResult } from '../report.ts'
import { buildWithHugo } from '../servers/hugo.ts'
import { type NewsroomServer, startNewsroom } from '../servers/newsroom.ts'
import { formatNumber, median } from '../statistics.ts'
import { measurePages, measurePublication, type PageCosts } from './scale-pages.ts'

const largest = 100_000
/** ms. */
const longestSettling = 1_800_000
const sizes = [100, 1000, 10_000, largest]

interface Size extends PageCosts {
  readonly releases: number
  /** s. */
  readonly cold: number
  readonly warm: number
  /** The longest that health took to be told while the site read its content, in ms. */
  readonly coldHealth: number
  readonly warmHealth: number
  /** s. */
  readonly publish: number
  /** MB. */
  readonly memory: number
  /** s; absent where Hugo is not installed. */
  readonly hugo: number | undefined
}

/** Starts the site, lets `use` have it and stops it. */
async function withSite<T>(contentDir: string, dataDir: string, use: (site: NewsroomServer) => Promise<T>): Promise<T> {
  const site = await startNewsroom({ contentDir, dataDir, firstPage: '/en' })
  try {
    return await use(site)
  } finally {
    await site.stop()
  }
}

/** The longest that health takes to be told while a site starts, in ms: in a start of its own, since asking takes its time too. */
async function measureHealth(contentDir: string, dataDir: string): Promise<number> {
  const site = await startNewsroom({ contentDir, dataDir, firstPage: '/en', asksHealth: true })
  await site.stop()
  return site.slowestHealth
}

/** Waits until a site has checked every text and search finds all of it: what it does beside serving after its first start. */
async function settled({ origin }: NewsroomServer): Promise<void> {
  await until(
    'everything is checked and found',
    async () => {
      const health: unknown = await (await fetch(`${origin}/api/health`)).json()
      return /"unchecked":0,"searchable":1[,}]/.test(JSON.stringify(health)) ? true : undefined
    },
    longestSettling,
  )
}

interface Folders {
  readonly contentDir: string
  /** Of a site in which everything is checked and found. */
  readonly dataDir: string
  /** For a start without anything. */
  readonly fresh: string
}

/** A start without anything in `DATA_DIR`; leaves what a warm one needs unless it is there. */
async function measureColdStart({ contentDir, dataDir, fresh }: Folders, tell: (what: string) => void) {
  const clear = () => rm(fresh, { recursive: true, force: true })
  await clear()
  const coldHealth = await measureHealth(contentDir, fresh)
  await clear()
  const cold = await withSite(contentDir, fresh, async (site) => {
    if (!existsSync(dataDir)) {
      tell('checking and indexing')
      await settled(site)
    }
    return site.startTook
  })
  if (!existsSync(dataDir)) await rename(fresh, dataDir)
  return { cold: cold / 1000, coldHealth }
}

async function measureSize(folder: string, releases: number): Promise<Size> {
  const contentDir = await keepSite(folder, releases)
  const dataDir = join(folder, 'data')
  const tell = (what: string) => say(`scale: ${releases.toLocaleString('en')} releases, ${what}`)
  tell('cold start')
  const coldStart = await measureColdStart({ contentDir, dataDir, fresh: join(folder, 'fresh') }, tell)
  tell('warm start')
  const warmHealth = await measureHealth(contentDir, dataDir)
  return await withSite(contentDir, dataDir, async (site) => {
    tell('pages')
    const pages = await measurePages(site, contentDir, releases)
    tell('publications')
    const publish = await measurePublication(site, contentDir, releases)
    const memory = site.memory()
    tell('Hugo')
    const hugo = await buildWithHugo(contentDir, folder)
    return {
      releases,
      ...coldStart,
      warm: site.startTook / 1000,
      warmHealth,
      publish: median(publish) / 1000,
      memory,
      hugo: hugo === undefined ? undefined : hugo.took / 1000,
      ...pages,
    }
  })
}

function figuresOf(found: readonly Size[]): Record<string, number | null> {
  const figures: Record<string, number | null> = {}
  for (const { releases, cold, warm, publish, memory, hugo } of found) {
    Object.assign(figures, {
      [`scale.${releases}.cold`]: cold,
      [`scale.${releases}.warm`]: warm,
      [`scale.${releases}.publish`]: publish,
      [`scale.${releases}.rss`]: memory,
      [`scale.${releases}.hugo`]: hugo ?? null,
    })
  }
  const [least, most] = [found[0], found.at(-1)]
  if (least === undefined || most?.releases !== largest) return figures
  for (const kind of ['list', 'archive', 'release'] as const) figures[`scale.${kind}`] = most[kind] / least[kind]
  return figures
}

/**
 * What a site costs as it grows, up to `most` releases; 100,000 take many minutes. With `kept`, a folder, the sites are written
 * there and used again the next time.
 */
export async function measureScale(most: number, kept?: string): Promise<PartResult> {
  const found: Size[] = []
  for (const releases of sizes.filter((size) => size <= most)) {
    const work = (folder: string) => measureSize(join(folder, String(releases)), releases)
    found.push(await (kept === undefined ? inFolder(work) : work(kept)))
  }
  const row = (name: string, value: (size: Size) => number | undefined) => [
    name,
    ...found.map((size) => formatNumber(value(size) ?? Number.NaN)),
  ]
  return {
    figures: figuresOf(found),
    table: {
      head: ['releases', ...found.map(({ releases }) => releases.toLocaleString('en'))],
      rows: [
        row('cold start to the first page, s', ({ cold }) => cold),
        row('warm start to the first page, s', ({ warm }) => warm),
        row('health while cold, longest answer, ms', ({ coldHealth }) => coldHealth),
        row('health while warm, longest answer, ms', ({ warmHealth }) => warmHealth),
        row('publication to new bytes, s', ({ publish }) => publish),
        row('resident memory, MB', ({ memory }) => memory),
        row('uncached list, ms', ({ list }) => list),
        row('uncached archive, ms', ({ archive }) => archive),
        row('uncached release, ms', ({ release }) => release),
        row('Hugo builds them, s', ({ hugo }) => hugo),
      ],
    },
    notes: [
      'Generated releases in one or two languages, without pictures. Cold: nothing in `DATA_DIR`; warm: a later start, after every text has been checked and indexed for search, which goes on beside serving after the first. Both count from the start of the process to the first page, Node and the framework included.',
      'Health is asked for each 20 ms while a site starts, in starts of their own. What takes longest of a small site is the loading of the framework.',
      'A publication replaces the file of one release; what is timed is until its page over HTTP has the new text, the median of five.',
      'Pages are rendered anew because a publication has emptied the cache; medians of up to 20 addresses of each kind, three times each.',
      ...(found.some(({ hugo }) => hugo === undefined) ? ['Hugo is not installed here and was left out.'] : []),
      'Hugo renders the same Markdown with the plainest templates; it must do so again for each publication.',
      ...(most < largest
        ? [`Sizes over ${most.toLocaleString('en')} were left out; \`npm run bench -- scale --full\` measures all.`]
        : []),
    ],
  }
}
