import { existsSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { measureCold } from './parts/cold.ts'
import { measureExact } from './parts/exact.ts'
import { measureHot } from './parts/hot.ts'
import { measureKill } from './parts/kill.ts'
import { measureLighthouse } from './parts/lighthouse.ts'
import { measurePulls } from './parts/pulls.ts'
import { measureReach } from './parts/reach.ts'
import { measureScale } from './parts/scale.ts'
import { measureSearch } from './parts/search.ts'
import { measureSoak } from './parts/soak/soak.ts'
import { measureStoreDown } from './parts/store-down.ts'
import { measureVisits } from './parts/visits.ts'
import { measureWeight } from './parts/weight.ts'
import { root } from './places.ts'
import { say } from './progress.ts'
import { renderReadme } from './readme.ts'
import { lostParts, type Measured, measure, type PartResult, parseResults, renderReport } from './report.ts'
import { renderTable } from './table.ts'

const usage = `npm run bench                          every part but the soak
npm run bench -- hot cold weight lighthouse reach scale pulls search visits exact kill store-down   only these
npm run bench -- scale --full           up to 100,000 releases (many minutes); also reach, search
npm run bench -- scale --most 1000      up to 1,000 releases; 10,000 without
npm run bench -- scale --sites DIR      writes the sites there, and uses those that are there
npm run bench -- kill --rounds 20       kill -9 of the site under load; 100 rounds without
npm run bench -- soak --minutes 10      memory under full load, with publications, once the site is full; 10 minutes without
`

interface Part {
  readonly title: string
  readonly run: () => Promise<PartResult>
}

interface Sizes {
  readonly most: number
  readonly minutes: number
  readonly rounds: number
  readonly sites: string | undefined
}

function partsOf({ most, minutes, rounds, sites }: Sizes): Readonly<Record<string, Part>> {
  return {
    hot: { title: 'A release page from memory', run: measureHot },
    cold: { title: 'A release page rendered', run: measureCold },
    weight: { title: 'What a release weighs', run: measureWeight },
    lighthouse: { title: 'Lighthouse', run: measureLighthouse },
    reach: { title: 'Ways to every release', run: () => measureReach(most, sites) },
    scale: { title: 'From 100 to 100,000 releases', run: () => measureScale(most, sites) },
    pulls: { title: 'Pulls into a running site', run: measurePulls },
    search: { title: 'Search', run: () => measureSearch(most) },
    visits: { title: 'Counted visits', run: measureVisits },
    exact: { title: 'Visits counted exactly', run: measureExact },
    kill: { title: 'Visits over kill -9', run: () => measureKill(rounds) },
    'store-down': { title: 'A page while the visit store hangs', run: measureStoreDown },
    soak: { title: 'Soak', run: () => measureSoak(minutes) },
  }
}

const resultsFile = join(root, 'bench-results.json')
const reportFile = join(root, 'docs', 'benchmarks.md')
const readmeFile = join(root, 'README.md')

async function keep(name: string, measured: Measured, order: readonly string[]): Promise<Record<string, Measured>> {
  const kept = existsSync(resultsFile) ? parseResults(readFileSync(resultsFile, 'utf8')) : {}
  const all: Record<string, Measured> = { ...kept, [name]: measured }
  const sorted = Object.fromEntries(
    order.flatMap((part) => {
      const found = all[part]
      return found === undefined ? [] : [[part, found] as const]
    }),
  )
  await writeFile(resultsFile, `${JSON.stringify(sorted, undefined, 2)}\n`)
  return sorted
}

/** Writes the documents, unless they have figures that this clone has not measured, since git keeps no results. Returns a sentence on it. */
async function publish(kept: Readonly<Record<string, Measured>>, titles: Readonly<Record<string, string>>) {
  const lost = lostParts(titles, { report: readFileSync(reportFile, 'utf8'), kept })
  if (lost.length > 0)
    return `bench-results.json is written; docs/benchmarks.md and README.md are left as they are, since parts in them were not measured in this clone. To write them anew, measure these too: npm run bench -- ${lost.join(' ')}`
  const report = renderReport(kept)
  await writeFile(reportFile, report)
  await writeFile(readmeFile, renderReadme(readFileSync(readmeFile, 'utf8'), report))
  return 'docs/benchmarks.md, the figures of README.md and bench-results.json are written'
}

async function run(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      full: { type: 'boolean' },
      most: { type: 'string' },
      minutes: { type: 'string' },
      rounds: { type: 'string' },
      sites: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  const minutes = Number(values.minutes ?? 10)
  const most = values.full === true ? 100_000 : Number(values.most ?? 10_000)
  const rounds = Number(values.rounds ?? 100)
  const parts = partsOf({ most, minutes, rounds, sites: values.sites })
  const chosen = positionals.length > 0 ? positionals : Object.keys(parts).filter((name) => name !== 'soak')
  const unknown = chosen.find((name) => parts[name] === undefined)
  if (
    unknown !== undefined ||
    values.help === true ||
    !(minutes > 0 && minutes <= 60) ||
    !(most >= 100) ||
    !(rounds >= 1)
  ) {
    process.stderr.write(usage)
    process.exitCode = values.help === true ? 0 : 78
    return
  }
  const titles = Object.fromEntries(Object.entries(parts).map(([name, { title }]) => [name, title]))
  let written = ''
  for (const name of chosen) {
    const part = parts[name]
    if (part === undefined) continue
    const measured = await measure(part.title, part.run)
    const kept = await keep(name, measured, Object.keys(parts))
    process.stdout.write(`\n${part.title}\n${renderTable(measured.table.head, measured.table.rows)}\n\n`)
    // After each, so that a part that fails takes nothing from those before it.
    written = await publish(kept, titles)
  }
  say(written)
}

await run()
