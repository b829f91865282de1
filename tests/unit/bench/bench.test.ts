import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { figuresOf, middleOf } from '#tests/bench/parts/lighthouse.ts'
import { renderReadme } from '#tests/bench/readme.ts'
import { lostParts, parseResults, renderReport } from '#tests/bench/report.ts'
import { fitTrend, formatNumber, median, percentile, ratioOfRounds } from '#tests/bench/statistics.ts'
import { renderTable } from '#tests/bench/table.ts'
import { judgeTargets } from '#tests/bench/targets.ts'

test('the median is the middle one, or between the two in the middle', () => {
  expect(median([9, 1, 5])).toBe(5)
  expect(median([4, 1, 2, 9])).toBe(3)
  expect(() => median([])).toThrow('median')
})

test('a percentile lies between its neighbours in proportion', () => {
  const hundred = Array.from({ length: 101 }, (_, value) => value)
  expect(percentile(hundred, 95)).toBe(95)
  expect(percentile([0, 10], 25)).toBe(2.5)
})

test('a ratio of rounds compares what was measured side by side', () => {
  // A busy second round halves both and leaves the ratio alone.
  expect(ratioOfRounds([20, 10, 20], [10, 5, 10])).toBe(2)
})

test('a trend is what values rise by from one to the next', () => {
  expect(fitTrend([1, 3, 5, 7])).toEqual({ slope: 2, error: 0 })
  expect(fitTrend([5, 5, 5])).toEqual({ slope: 0, error: 0 })
  expect(fitTrend([4, 0, 4, 0]).slope).toBeLessThan(0)
  expect(fitTrend([3])).toEqual({ slope: 0, error: Number.NaN })
})

test('a trend says how far it may be off by how far values stray from it', () => {
  // Residuals of 1 around a line: 4 / (4 - 2) / 5 is 0.4.
  expect(fitTrend([1, -1, -1, 1])).toEqual({ slope: 0, error: Math.sqrt(0.4) })
})

test.each([
  [0.04321, '0.0432'],
  [4.5678, '4.57'],
  [1234.5, '1,235'],
  [Number.NaN, '–'],
])('%d is written %s', (value, text) => {
  expect(formatNumber(value)).toBe(text)
})

test('a table has its numbers on the right, and a bar in a cell ends no column', () => {
  expect(renderTable(['what', 'ms'], [['a | b', '1.5']])).toBe(
    ['| what   |  ms |', '|--------|----:|', '| a \\| b | 1.5 |'].join('\n'),
  )
})

test('a target is met, missed or not measured', () => {
  const judged = judgeTargets({ 'hot.nginx': 0.7, 'weight.all': 15.1, 'hot.next': null })
  const of = (what: string) => judged.find((target) => target.what.includes(what))?.met
  expect(of('against nginx')).toBe(true)
  expect(of('a text release')).toBe(false)
  expect(of('next start')).toBeUndefined()
  expect(of('publish latency')).toBeUndefined()
})

test('only what is closed to robots, and has no other fault, is excused from SEO', () => {
  const search = { scores: [100, 100, 100, 66], costs: ['is-crawlable'] }
  expect(figuresOf([{ scores: [100, 100, 100, 100], costs: [] }, search])).toMatchObject({
    'lighthouse.seo': 66,
    'lighthouse.least': 100,
    'lighthouse.closed': 1,
  })
  expect(figuresOf([{ ...search, costs: ['is-crawlable', 'meta-description'] }])['lighthouse.least']).toBe(66)
  expect(figuresOf([{ ...search, scores: [99, 100, 100, 66] }])['lighthouse.least']).toBe(99)
})

test('the report names date, cores and load, and says a sentence on each target that is missed', () => {
  const part = {
    title: 'What a release weighs',
    date: '2026-11-21',
    cores: 2,
    load: [0.5, 1.25] as [number, number],
    figures: { 'weight.all': 16, 'weight.script': 1 },
    table: { head: ['what', 'KB'], rows: [['HTML', '16']] },
    notes: ['First note.', 'Second note.'],
  }
  const report = renderReport(parseResults(JSON.stringify({ weight: part })))
  expect(report).toContain(
    '## What a release weighs\n\n2026-11-21, 2 cores, load 0.5 before and 1.3 after.\n\n| what |',
  )
  expect(report).toContain('\n\n- First note.\n- Second note.\n')
  expect(report.match(/missed/g)).toHaveLength(1)
  expect(report).toMatch(/^- a text release, KB brotli: \S/m)
})

test('parts whose figures are in the report and not in this clone would be lost', () => {
  const part = {
    title: 'Search',
    date: '2026-11-21',
    cores: 2,
    load: [0.5, 1.25],
    figures: {},
    table: { head: ['what'], rows: [] },
    notes: [],
  }
  const kept = parseResults(JSON.stringify({ search: part }))
  const titles = { search: 'Search', soak: 'Soak', hot: 'A release page from memory' }
  const report = '# Benchmarks\n\n## Search\n\n## Soak\n'
  expect(lostParts(titles, { report, kept })).toEqual(['soak'])
  expect(lostParts(titles, { report: '# Benchmarks\n', kept: {} })).toEqual([])
})

test('the figures of the README are those of docs/benchmarks.md', async () => {
  const root = join(import.meta.dirname, '..', '..', '..')
  const [readme, report] = [join(root, 'README.md'), join(root, 'docs', 'benchmarks.md')].map((file) =>
    readFileSync(file, 'utf8'),
  )
  // `npx vitest run tests/unit/bench -u` writes them.
  await expect(renderReadme(readme ?? '', report ?? '')).toMatchFileSnapshot(join(root, 'README.md'))
})

test('a part that is measured anew changes its figures in the README, and one that is not there has no line', () => {
  const report = `# Benchmarks\n\n## Visits\n\n## Pulls into a running site\n\n${renderTable(
    ['changed releases', 'from the end of the pull to new bytes, s', 'longest, s'],
    [
      ['1', '0.1', '0.2'],
      ['100', '0.3', '0.4'],
      ['1,000', '0.5', '0.6'],
    ],
  )}\n\n- A note.\n`
  const table = '| | |\n|---|---|\n| something | 12 |\n'
  expect(renderReadme(`# Name\n\n${table}\nMore.\n`, report)).toBe(
    '# Name\n\n| | |\n|---|---|\n| a `git pull` into 10,000 releases, the same | 0.3 s for 100 changed releases, 0.5 s for 1,000 |\n\nMore.\n',
  )
})

test('of several runs of Lighthouse the middle one counts, not the best', () => {
  const runs = [99, 100, 98, 99, 100].map((performance) => ({ scores: [performance, 100, 100, 100], costs: [] }))
  expect(middleOf(runs)?.scores).toEqual([99, 100, 100, 100])
  expect(middleOf([])).toBeUndefined()
})
