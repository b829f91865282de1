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
const cold =
  'every header is read and checked in full, by a thread a core; the usual one without the schema, and bodies afterwards. Of the time of threads three fifths go to texts, most of that to headers, a fifth to the disk, an eighth to garbage, the rest to the index; collecting garbage less often saved a twelfth of a start of 10,000. The row of Hugo tells how quick the machine was: it once took 88 s for 100,000, and the cold start beside it 36.4 s. See docs/decisions/0011-derived-index.md.'
const warm =
  'the thread that answers is busy throughout, with the framework and the first page, objects from rows of the index, catalogue and edition, about as long with each. Beside it threads ask the disk for the facts of 260,000 files and folders, since no time that a program can set is believed. They begin before the framework is loaded now, rankings ask for few releases, and tables are not copied: 6.4 s of processor time instead of 9.9. Not done: objects made only when asked for, and rows packed by columns. See docs/decisions/0011-derived-index.md and 0013-one-program.md.'
const publishing = 'the catalogue and the edition are changed where pages are rendered, by what is new alone.'
const pulling =
  'more than 50 folders go online by their headers, and more than 200 are read by the process that serves and by threads at once, beginning while git writes. What is left is the reading itself, mostly by code that has not run yet, and the first answers. See docs/decisions/0011-derived-index.md.'
const memory = 'docs/decisions/0012-memory.md says what it is made of, what was saved, and what was tried in vain.'
const counting =
  'a visit goes to a thread that syncs the disk once for all hits that came during the sync before. Kept of what was tried: plain visits read before Node’s HTTP, each release and day written once a commit, the local day asked once a day. Left: a larger write-ahead log, 3 % for 33 MB; packed messages to the thread, half a microsecond of a visit.'
const usual = 'look at the part below and at the load of the machine when it was measured.'

const targets: readonly Target[] = [
  { what: 'hot release page, one worker, against nginx', figure: 'hot.nginx', least: 0.6, whenMissed: kept },
  { what: 'the same against `next start`, prerendered', figure: 'hot.next', least: 20, whenMissed: usual },
  { what: 'script on a page, KB brotli', figure: 'weight.script', most: 3, whenMissed: usual },
  { what: 'a text release, KB brotli', figure: 'weight.all', most: 15, whenMissed: usual },
  { what: 'its requests', figure: 'weight.requests', most: 4, whenMissed: usual },
  {
    what: 'Lighthouse, each page in all four, the SEO of search apart',
    figure: 'lighthouse.least',
    least: 100,
    whenMissed: usual,
  },
  {
    what: 'pages closed to robots: search, see decisions/0016',
    figure: 'lighthouse.closed',
    most: 2,
    whenMissed: 'another page is closed to robots. See docs/decisions/0016-search-closed-to-robots.md.',
  },
  { what: 'clicks to the farthest of 10,000 releases', figure: 'reach.10000.clicks', most: 6, whenMissed: usual },
  { what: 'releases of 10,000 that no link leads to', figure: 'reach.10000.lost', most: 0, whenMissed: usual },
  { what: 'addresses in the longest part of the sitemaps', figure: 'reach.part', most: 50_000, whenMissed: usual },
  { what: 'warm start at 100,000 to the first page, s', figure: 'scale.100000.warm', most: 3, whenMissed: warm },
  { what: 'cold start at 100,000, s', figure: 'scale.100000.cold', most: 30, whenMissed: cold },
  { what: 'publish latency at 100,000, s', figure: 'scale.100000.publish', most: 1, whenMissed: publishing },
  {
    what: '`git pull` of 1,000 releases into 10,000 to new bytes, s',
    figure: 'pulls.1000',
    most: 1,
    whenMissed: pulling,
  },
  { what: 'the same of 100', figure: 'pulls.100', most: 1, whenMissed: pulling },
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
  {
    what: 'memory growth in a soak of a full site, MB a minute',
    figure: 'soak.growth',
    most: 1,
    whenMissed:
      'of resident memory and of what is in use of the heap, whichever grows more. Compiled code grows longest, then rendered bodies of former versions, until their cache is full; nothing else was found to grow. See docs/decisions/0012-memory.md.',
  },
  { what: 'search index at 100,000, s', figure: 'search.100000.build', most: 300, whenMissed: usual },
  {
    what: 'uncached search at 100,000, 95 of 100 within, ms',
    figure: 'search.100000.p95',
    most: 50,
    whenMissed:
      'what takes longest are phrases of very common words, which FTS5 reads word by word, and collections of the heap. See docs/decisions/0017-search-index.md.',
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
