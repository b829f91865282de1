/** What the site is meant to reach; issue-worthy when it does not. */
interface Target {
  readonly what: string
  /** Name of the figure. */
  readonly figure: string
  readonly least?: number
  readonly most?: number
  /** What holds it up, and what was tried. */
  readonly whenMissed: string
}

const kept =
  'a hit is one write of prepared bytes, which is nearly all that it costs; connections that ask for anything else go through Node. See docs/decisions/0010-page-cache.md.'
const reading =
  'each release is parsed, checked and kept as an object of its own, without what only its page shows; threads read, the index spares what is unchanged, and the server is one built program. See docs/decisions/0011-derived-index.md and 0013-one-program.md.'
const memory = 'docs/decisions/0012-memory.md says what it is made of, what was saved, and what was tried in vain.'
const counting =
  'a visit goes to a thread that syncs the disk once for all hits of up to 10 ms. Kept of what was tried: each release and day written once a commit, the local day asked once a day, the body read without an iterator. A larger write-ahead log saved 3 %, for 33 MB.'
const usual = 'look at the part below and at the load of the machine when it was measured.'

const targets: readonly Target[] = [
  { what: 'hot release page, one worker, against nginx', figure: 'hot.nginx', least: 0.6, whenMissed: kept },
  { what: 'the same against `next start`, prerendered', figure: 'hot.next', least: 20, whenMissed: usual },
  { what: 'script on a page, KB brotli', figure: 'weight.script', most: 3, whenMissed: usual },
  { what: 'a text release, KB brotli', figure: 'weight.all', most: 15, whenMissed: usual },
  { what: 'its requests', figure: 'weight.requests', most: 4, whenMissed: usual },
  { what: 'warm start at 100,000 to the first page, s', figure: 'scale.100000.warm', most: 3, whenMissed: reading },
  { what: 'cold start at 100,000, s', figure: 'scale.100000.cold', most: 30, whenMissed: reading },
  { what: 'publish latency at 100,000, s', figure: 'scale.100000.publish', most: 1, whenMissed: reading },
  {
    what: '`git pull` of 1,000 releases into 10,000 to new bytes, s',
    figure: 'pulls.1000',
    most: 1,
    whenMissed: reading,
  },
  { what: 'the same of 100', figure: 'pulls.100', most: 1, whenMissed: reading },
  { what: 'the same of 1', figure: 'pulls.1', most: 1, whenMissed: usual },
  { what: 'resident memory at 100,000, MB', figure: 'scale.100000.rss', most: 600, whenMissed: memory },
  { what: 'uncached list at 100,000 against 100', figure: 'scale.list', most: 1.5, whenMissed: usual },
  { what: 'uncached archive at 100,000 against 100', figure: 'scale.archive', most: 1.5, whenMissed: usual },
  { what: 'uncached release at 100,000 against 100', figure: 'scale.release', most: 1.5, whenMissed: usual },
  {
    what: 'page with the store hanging 5 s, share of 1.5 × + 50 ms',
    figure: 'down.share',
    most: 1,
    whenMissed: usual,
  },
  { what: 'durable visits a second, share of a bare POST', figure: 'visits.bare', least: 0.5, whenMissed: counting },
  { what: 'visits counted wrongly when sent at once or again', figure: 'exact.off', most: 0, whenMissed: usual },
  { what: 'acknowledged visits lost by kill -9', figure: 'kill.lost', most: 0, whenMissed: usual },
  { what: 'visits counted twice by kill -9', figure: 'kill.twice', most: 0, whenMissed: usual },
  { what: 'memory growth in a soak, second half, MB a minute', figure: 'soak.growth', most: 1, whenMissed: usual },
  { what: 'search index at 100,000, s', figure: 'search.100000.build', most: 300, whenMissed: usual },
  {
    what: 'uncached search at 100,000, 95 of 100 within, ms',
    figure: 'search.100000.p95',
    most: 50,
    whenMissed:
      'what takes longest are ranked phrases of very common words, which SQLite looks up twice, and the page around the results. See docs/decisions/0011-derived-index.md.',
  },
]

export interface Judged {
  readonly what: string
  readonly limit: string
  readonly measured: number | undefined
  /** `undefined` when it was not measured. */
  readonly met: boolean | undefined
  readonly whenMissed: string
}

/** Each target with what was measured of it. */
export function judgeTargets(figures: Readonly<Record<string, number | null>>): Judged[] {
  return targets.map(({ what, figure, least, most, whenMissed }) => {
    const measured = figures[figure] ?? undefined
    const met = measured === undefined ? undefined : measured >= (least ?? measured) && measured <= (most ?? measured)
    return { what, limit: least === undefined ? `≤ ${most}` : `≥ ${least}`, measured, met, whenMissed }
  })
}
