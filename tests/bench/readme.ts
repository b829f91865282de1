interface Row {
  readonly what: string
  /** Part, row and column of `docs/benchmarks.md`. */
  readonly cells: readonly (readonly [part: string, row: string, column: string])[]
  readonly says: (figures: readonly string[]) => string
}

const [weight, hot, scale] = ['What a release weighs', 'A release page from memory', 'From 100 to 100,000 releases']
const [pulls, kill, storeDown] = [
  'Pulls into a running site',
  'Visits over kill -9',
  'A page while the visit store hangs',
]

const rows: readonly Row[] = [
  {
    what: 'a release, with style sheet and script',
    cells: [
      [weight, 'all', 'KB brotli'],
      [weight, 'all', 'requests'],
      [weight, 'script', 'KB brotli'],
    ],
    says: ([all, requests, script]) =>
      `${all} KB in ${requests} requests; the script is ${script} KB, none of it the framework's`,
  },
  {
    what: 'the same release from memory',
    cells: [
      [hot, 'site, 1 worker', 'requests/s'],
      [hot, 'next start, prerendered', 'one worker of the site does'],
      [hot, 'nginx, 1 worker', 'one worker of the site does'],
    ],
    says: ([requests, next, nginx]) => `${requests} requests/s: ${next} \`next start\`, ${nginx} nginx`,
  },
  {
    what: 'a commit, until readers have the new bytes',
    cells: [
      [scale, 'publication to new bytes, s', '1,000'],
      [scale, 'publication to new bytes, s', '100,000'],
    ],
    says: ([few, many]) => `${few} s at 1,000 releases, ${many} s at 100,000`,
  },
  {
    what: 'a `git pull` into 10,000 releases, the same',
    cells: [
      [pulls, '100', 'from the end of the pull to new bytes, s'],
      [pulls, '1,000', 'from the end of the pull to new bytes, s'],
    ],
    says: ([hundred, thousand]) => `${hundred} s for 100 changed releases, ${thousand} s for 1,000`,
  },
  {
    what: 'a visit, counted and synced to disk before it is answered',
    cells: [
      ['Counted visits', 'visit, counted and synced to disk', 'answers/s'],
      [kill, 'of these, lost', ''],
      [kill, 'visits that readers were told are kept', ''],
      [kill, 'rounds', ''],
    ],
    says: ([visits, lost, kept, rounds]) =>
      `${visits} a second; ${lost} of ${kept} lost in ${rounds} rounds of \`kill -9\``,
  },
  {
    what: 'a page rendered while the visit store hangs',
    cells: [
      [storeDown, 'median', 'store hangs 5 s'],
      [storeDown, 'median', 'store up'],
    ],
    says: ([hanging, up]) => `${hanging} ms; ${up} ms while it answers`,
  },
]

const cellsOf = (line: string) =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())

/** A figure of `docs/benchmarks.md`; `undefined` when that part was not measured. */
function findFigure(report: string, [part, row, column]: Row['cells'][number]): string | undefined {
  const [, section = ''] = report.split(`\n## ${part}\n`)
  const [own = ''] = section.split('\n## ')
  const [head = [], ...body] = own
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map(cellsOf)
  return body.find(([first]) => first === row)?.[head.indexOf(column)]
}

/** The README with the figures of `docs/benchmarks.md` in its table; rows without all their figures are left out. */
export function renderReadme(readme: string, report: string): string {
  const lines = rows.flatMap(({ what, cells, says }) => {
    const figures = cells.flatMap((cell) => findFigure(report, cell) ?? [])
    return figures.length === cells.length ? [`| ${what} | ${says(figures)} |`] : []
  })
  return readme.replace(/^\| \| \|\n\|---\|---\|\n(?:\|.*\n)*/m, () => `| | |\n|---|---|\n${lines.join('\n')}\n`)
}
