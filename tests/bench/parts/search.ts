import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { writeSite } from '../content.ts'
import { fetchRaw } from '../fetch-raw.ts'
import { inFolder } from '../places.ts'
import { say } from '../progress.ts'
import type { PartResult } from '../report.ts'
import { type NewsroomServer, startNewsroom } from '../servers/newsroom.ts'
import { formatNumber, percentile } from '../statistics.ts'

const largest = 100_000
const sizes = [1000, 10_000, largest]

/** Questions of each kind; of each in turn one is asked, so that whatever the machine does meanwhile befalls all. */
const perKind = 60

/** Longest wait for an index, in ms. */
const longestBuild = 3_600_000

interface Query {
  readonly locale: 'en' | 'zh'
  readonly q: string
  readonly more?: Readonly<Record<string, string>>
}

type Kinds = Readonly<Record<string, (index: number) => Query>>

const one = <T>(list: readonly [T, ...T[]], index: number): T => list[index % list.length] ?? list[0]

/** What readers ask for, by kind; `index` makes each question another. Words are those of generated releases. */
const kinds: Kinds = {
  'a common word': (index) => ({ locale: 'en', q: one(['handbook', 'line', 'shift', 'the', 'plant', 'trial'], index) }),
  'a rare word': (index) => ({ locale: 'en', q: `${2009 + (index % 17)}-${100 + index}` }),
  'several words': (index) => ({
    locale: 'en',
    q: `${one(['night', 'label', 'control'], index)} handbook ${index + 2}`,
  }),
  'a phrase': (index) => ({ locale: 'en', q: `"${one(['closed with a short report', 'fence was measured'], index)}"` }),
  'two Han characters': (index) => ({ locale: 'zh', q: one(['车间', '能源', '工序', '焊接', '检查', '学徒'], index) }),
  'one Han character': (index) => ({ locale: 'zh', q: one(['车', '水', '吨', '图', '零', '厂'], index) }),
  'mixed scripts': (index) => ({ locale: 'zh', q: `${10 + index}名学徒` }),
  'with filters': (index) => ({
    locale: 'en',
    q: one(['handbook', 'press'], index),
    more: { category: 'company', year: String(2010 + (index % 16)) },
  }),
  'newest first': (index) => ({ locale: 'en', q: 'report', more: { sort: 'newest', page: String(index + 2) } }),
  'oldest first': (index) => ({ locale: 'zh', q: '报告', more: { sort: 'oldest', page: String(index + 2) } }),
  'nothing found, another spelling': (index) => ({
    locale: 'en',
    q: `hanbdook ${one(['temperatrue', 'shfit'], index)}`,
  }),
}

const common = ['the', 'a', 'and', 'of', 'in', 'from', 'at', 'for', 'that', 'each', 'first', 'on'] as const
const rotated = (index: number) => common.map((_, at) => one(common, at + index))

/** The dearest that somebody who means ill can ask, in the words of generated releases; no reader's, so counted apart. */
const dearestKinds: Kinds = {
  'one common word 24 times, as a phrase': (index) => ({
    locale: 'en',
    q: `"${Array.from({ length: 24 }, () => one(common, index)).join(' ')}"`,
  }),
  'twelve common words': (index) => ({ locale: 'en', q: rotated(index).join(' ') }),
  'twelve phrases of two': (index) => ({
    locale: 'en',
    q: rotated(index)
      .map((word) => `"${word} the"`)
      .join(' '),
  }),
  'twelve words with the beginning of another': (index) => ({
    locale: 'zh',
    q: rotated(index)
      .map((word, at) => `${word}${'年月的工厂水一在和人车门'[at]}`)
      .join(' '),
  }),
}

interface Size {
  readonly releases: number
  /** s from the start of the process until everything can be found. */
  readonly build: number
  /** ms that the longest of many answers took meanwhile. */
  readonly blocked: number
  /** ms of each question, by kind. */
  readonly took: ReadonlyMap<string, readonly number[]>
}

interface Health {
  readonly searchable: number
  readonly unchecked: number
}

async function askHealth(site: NewsroomServer): Promise<{ readonly took: number; readonly health: Health }> {
  const { took, body } = await fetchRaw(`${site.origin}/api/health`, 'identity')
  return { took, health: JSON.parse(body.toString()) }
}

/** Resolves when all bodies have been checked too, so that searches have the machine to themselves. */
async function waitForChecks(site: NewsroomServer): Promise<void> {
  while ((await askHealth(site)).health.unchecked > 0) await pause(500)
}

/** Asks for the site's health until all is searchable; the longest that an answer took, in ms. */
async function watchBuild(site: NewsroomServer, releases: number): Promise<number> {
  let longest = 0
  let told = 0
  for (;;) {
    const {
      took,
      health: { searchable },
    } = await askHealth(site)
    longest = Math.max(longest, took)
    if (searchable === 1) return longest
    if (performance.now() > longestBuild) throw new Error('The search index was not made in an hour')
    if (performance.now() - told > 30_000) {
      told = performance.now()
      say(`search: ${releases.toLocaleString('en')} releases, ${Math.round(searchable * 100)} % indexed`)
    }
    await pause(20)
  }
}

/** Asks so that no other question is the same: full stops are no words. */
async function ask(site: NewsroomServer, { locale, q, more = {} }: Query, number: number): Promise<number> {
  const query = new URLSearchParams({ q: q + '.'.repeat(number), ...more })
  const { status, took } = await fetchRaw(`${site.origin}/${locale}/search?${query}`, 'br')
  if (status !== 200 && status !== 404) throw new Error(`A search was answered with status ${status}`)
  return status === 200 ? took : Number.NaN
}

/** Asks one question of each kind in turn. */
async function askInTurn(site: NewsroomServer, asked: Kinds): Promise<Map<string, number[]>> {
  const all = Object.entries(asked)
  const took = new Map<string, number[]>(all.map(([kind]) => [kind, []]))
  for (let index = -3; index < perKind; index += 1) {
    for (const [kind, query] of all) {
      const time = await ask(site, query(Math.abs(index)), index + 3)
      // The first of a process compile what renders them.
      if (index >= 0 && !Number.isNaN(time)) took.get(kind)?.push(time)
    }
  }
  return took
}

/** Readers' questions first: who means ill would leave garbage that is collected while readers wait. */
async function measureQueries(site: NewsroomServer): Promise<Map<string, number[]>> {
  return new Map([...(await askInTurn(site, kinds)), ...(await askInTurn(site, dearestKinds))])
}

async function measureSize(folder: string, releases: number): Promise<Size> {
  const contentDir = join(folder, 'content')
  say(`search: ${releases.toLocaleString('en')} releases, writing them`)
  await writeSite(contentDir, releases)
  const site = await startNewsroom({ contentDir, dataDir: join(folder, 'data'), firstPage: '/en' })
  try {
    const began = performance.now()
    const blocked = await watchBuild(site, releases)
    const build = (site.startTook + performance.now() - began) / 1000
    await waitForChecks(site)
    return { releases, build, blocked, took: await measureQueries(site) }
  } finally {
    await site.stop()
  }
}

const shareOf = (values: readonly number[] | undefined, share: number) =>
  values === undefined || values.length === 0 ? Number.NaN : percentile(values, share)

/** What search costs as a site grows, up to `most` releases. */
export async function measureSearch(most: number): Promise<PartResult> {
  const found: Size[] = []
  for (const releases of sizes.filter((size) => size <= most)) {
    found.push(await inFolder((folder) => measureSize(folder, releases)))
  }
  const row = (name: string, value: (size: Size) => string) => [name, ...found.map(value)]
  const shares = (values: readonly number[] | undefined) =>
    [50, 95, 99].map((share) => formatNumber(shareOf(values, share))).join(' / ')
  const all = ({ took }: Size) => Object.keys(kinds).flatMap((kind) => took.get(kind) ?? [])
  const dearest = ({ took }: Size) => Object.keys(dearestKinds).flatMap((kind) => took.get(kind) ?? [])
  const figures = found.flatMap((size) => [
    [`search.${size.releases}.build`, size.build],
    [`search.${size.releases}.blocked`, size.blocked],
    [`search.${size.releases}.p95`, shareOf(all(size), 95)],
    [`search.${size.releases}.dearest`, shareOf(dearest(size), 95)],
  ])
  return {
    figures: Object.fromEntries(figures),
    table: {
      head: ['releases', ...found.map(({ releases }) => releases.toLocaleString('en'))],
      rows: [
        row('from the first start until all is found, s', ({ build }) => formatNumber(build)),
        row('longest answer of the site meanwhile, ms', ({ blocked }) => formatNumber(blocked)),
        ...Object.keys(kinds).map((kind) => row(`${kind}, ms`, ({ took }) => shares(took.get(kind)))),
        row('all of them, ms', (size) => shares(all(size))),
        ...Object.keys(dearestKinds).map((kind) => row(`${kind}, ms`, ({ took }) => shares(took.get(kind)))),
      ],
    },
    notes: [
      'Searches: 50, 95 and 99 of 100 took at most so long, from the request to the last byte of the page, nothing kept; up to 60 of each kind, the kinds in turn, after bodies have been checked.',
      'The last rows are what somebody who means ill can ask, asked after the others, and not among all of them.',
      'The first start has nothing in `DATA_DIR`; bodies are checked at the same time. Answers meanwhile are those of `/api/health`, asked for one after the other every 20 ms.',
      ...(most < largest
        ? [`Sizes over ${most.toLocaleString('en')} were left out; \`npm run bench -- search --full\` measures all.`]
        : []),
    ],
  }
}
