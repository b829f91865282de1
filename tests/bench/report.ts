import { availableParallelism, loadavg } from 'node:os'
import { z } from 'zod'
import { formatNumber } from './statistics.ts'
import { renderTable } from './table.ts'
import { judgeTargets } from './targets.ts'

const result = z.object({
  /** What was measured, by name; `null` where something was missing on the machine. */
  figures: z.record(z.string(), z.number().nullable()),
  table: z.object({ head: z.array(z.string()), rows: z.array(z.array(z.string())) }),
  /** Sentences: how it was measured, what was left out. */
  notes: z.array(z.string()),
})

/** What one part of the benchmarks found. */
export type PartResult = z.infer<typeof result>

const measured = result.extend({
  title: z.string(),
  /** `YYYY-MM-DD`. */
  date: z.string(),
  cores: z.number(),
  /** Processes that wanted the machine, averaged over the last minute, before and after. */
  load: z.tuple([z.number(), z.number()]),
})

/** A part's result with when and where. */
export type Measured = z.infer<typeof measured>

const results = z.record(z.string(), measured)

/** Results of all parts by name, each of its last run; of text that `JSON.stringify` made of them. */
export function parseResults(json: string): Record<string, Measured> {
  return results.parse(JSON.parse(json))
}

/** Of these parts, title by name, those of which `report` has figures and `kept` has none: made of `kept`, it would lose them. */
export function lostParts(
  titles: Readonly<Record<string, string>>,
  { report, kept }: { readonly report: string; readonly kept: Readonly<Record<string, Measured>> },
): string[] {
  return Object.entries(titles).flatMap(([name, title]) =>
    kept[name] === undefined && report.includes(`\n## ${title}\n`) ? [name] : [],
  )
}

/** Runs a part and notes the circumstances. */
export async function measure(title: string, run: () => Promise<PartResult>): Promise<Measured> {
  const before = loadavg()[0] ?? 0
  const found = await run()
  const date = new Date().toISOString().slice(0, 10)
  return { ...found, title, date, cores: availableParallelism(), load: [before, loadavg()[0] ?? 0] }
}

function renderPart({ title, date, cores, load, table, notes }: Measured): string {
  const [before, after] = load.map((value) => value.toFixed(1))
  const machine = `${date}, ${cores} cores, load ${before} before and ${after} after.`
  return [`## ${title}`, machine, renderTable(table.head, table.rows), ...notes.map((note) => `- ${note}`)]
    .join('\n\n')
    .replaceAll('\n\n- ', '\n- ')
    .replace('|\n- ', '|\n\n- ')
}

function renderTargets(parts: Readonly<Record<string, Measured>>): string {
  const figures = Object.assign({}, ...Object.values(parts).map((part) => part.figures))
  const judged = judgeTargets(figures)
  const rows = judged.map(({ what, limit, measured, met }) => [
    what,
    limit,
    measured === undefined ? 'not measured' : formatNumber(measured),
    met === undefined ? '–' : met ? 'met' : 'missed',
  ])
  const missed = judged.flatMap(({ met, what, whenMissed }) => (met === false ? [`- ${what}: ${whenMissed}`] : []))
  const open = judged.some(({ met }) => met === undefined)
    ? [
        '- Not measured in the last runs: `npm run bench -- scale search --full` measures what belongs to 100,000 releases.',
      ]
    : []
  return ['## Targets', renderTable(['target', 'limit', 'measured', ''], rows), [...missed, ...open].join('\n')]
    .join('\n\n')
    .trimEnd()
}

/** `docs/benchmarks.md`: the targets first, then each part. */
export function renderReport(parts: Readonly<Record<string, Measured>>): string {
  const intro = [
    '# Benchmarks',
    'Made by `npm run bench`; `npm run bench -- hot` runs one part and keeps the others. Figures in requests per second depend on the machine and on what else it does; ratios come from alternating rounds and do so much less.',
  ]
  return `${[...intro, renderTargets(parts), ...Object.values(parts).map(renderPart)].join('\n\n')}\n`
}
