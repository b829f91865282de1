import { join } from 'node:path'
import { writeSite } from '../content.ts'
import { inFolder } from '../places.ts'
import { say } from '../progress.ts'
import type { PartResult } from '../report.ts'
import { buildWithHugo } from '../servers/hugo.ts'
import { type NewsroomServer, startNewsroom } from '../servers/newsroom.ts'
import { formatNumber, median } from '../statistics.ts'
import { measurePages, measurePublication, type PageCosts } from './scale-pages.ts'

const largest = 100_000
const sizes = [100, 1000, 10_000, largest]

interface Size extends PageCosts {
  readonly releases: number
  /** s. */
  readonly cold: number
  readonly warm: number
  readonly publish: number
  /** MB. */
  readonly memory: number
  /** s; absent where Hugo is not installed. */
  readonly hugo: number | undefined
}

/** Starts the site, lets `use` have it and stops it. */
async function withSite<T>(folder: string, use: (site: NewsroomServer) => Promise<T>): Promise<T> {
  const folders = { contentDir: join(folder, 'content'), dataDir: join(folder, 'data') }
  const site = await startNewsroom({ ...folders, firstPage: '/en' })
  try {
    return await use(site)
  } finally {
    await site.stop()
  }
}

async function measureSize(folder: string, releases: number): Promise<Size> {
  const contentDir = join(folder, 'content')
  const tell = (what: string) => say(`scale: ${releases.toLocaleString('en')} releases, ${what}`)
  tell('writing them')
  await writeSite(contentDir, releases)
  tell('cold start')
  const cold = await withSite(folder, async (site) => site.startTook)
  tell('warm start')
  return await withSite(folder, async (site) => {
    tell('pages')
    const pages = await measurePages(site, contentDir, releases)
    tell('publications')
    const publish = await measurePublication(site, contentDir, releases)
    const memory = site.memory()
    tell('Hugo')
    const hugo = await buildWithHugo(contentDir, folder)
    return {
      releases,
      cold: cold / 1000,
      warm: site.startTook / 1000,
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

/** What a site costs as it grows, up to `most` releases; 100,000 take many minutes. */
export async function measureScale(most: number): Promise<PartResult> {
  const found: Size[] = []
  for (const releases of sizes.filter((size) => size <= most)) {
    found.push(await inFolder((folder) => measureSize(folder, releases)))
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
        row('publication to new bytes, s', ({ publish }) => publish),
        row('resident memory, MB', ({ memory }) => memory),
        row('uncached list, ms', ({ list }) => list),
        row('uncached archive, ms', ({ archive }) => archive),
        row('uncached release, ms', ({ release }) => release),
        row('Hugo builds them, s', ({ hugo }) => hugo),
      ],
    },
    notes: [
      'Generated releases in one or two languages, without pictures. Cold: nothing in `DATA_DIR`; warm: the second start. Both count from the start of the process to the first page, Node and the framework included.',
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
