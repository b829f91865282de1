import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Clock } from '#lib/clock.ts'
import { buildCatalogue } from '#lib/content/catalogue.ts'
import { buildEdition } from '#lib/content/edition.ts'
import type { Catalogue, Release } from '#lib/content/types.ts'
import { silentLog } from '#lib/log.ts'
import { openSearch } from '#lib/search/search.ts'
import { openSearchIndex } from '#lib/search/search-index.ts'
import { at, release, site } from '#tests/support/content/releases.ts'
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts'
import { until } from '#tests/support/until.ts'

const now = at('2026-11-21 12:00:00')
const goesLive = at('2026-11-21 13:00:00')

/** Old enough that freshness is the same for all; the words say what comes first. */
const shown: readonly [slug: string, body: string][] = [
  ['one', 'merger merger merger of plants, a quarter'],
  ['two', 'merger of plants plants plants, a quarter'],
  ['three', 'quarter quarter merger, and plants'],
  ['four', 'a harbour'],
  ['five', 'a harvour'],
]

/** A search over the catalogue's releases. */
function openOver(dataDir: string, catalogue: Catalogue, bodies: ReadonlyMap<string, string>, clock: Clock) {
  const search = openSearch({
    dataDir,
    contentDir: '/nowhere',
    content: {
      catalogue: () => catalogue,
      body: async ({ slug }) => {
        const text = bodies.get(slug) ?? ''
        return { html: '', text, markdown: text, headings: [], images: [], readingMinutes: 1 }
      },
      onChange: () => () => {},
    },
    edition: () => buildEdition(catalogue, clock.now()),
    clock,
    log: silentLog,
  })
  onTestFinished(() => search.close())
  return search
}

/** A site with those, and so many hidden releases that say `hidden`; the clock is `clock.now`. */
async function openSite(hidden: number, words: string, state: Partial<Release>) {
  const bodies = new Map([
    ...shown,
    ...Array.from({ length: hidden }, (_, index) => [`hidden-${index}`, words] as const),
  ])
  const releases = [...bodies.keys()].map((slug) =>
    release({ slug, title: `Release ${slug}`, date: at('2009-05-13'), ...(slug.startsWith('hidden') ? state : {}) }),
  )
  const catalogue = buildCatalogue(site(), releases)
  const clock = { now: () => now }
  const dataDir = await makeTemporaryFolder()
  const search = openOver(dataDir, catalogue, bodies, clock)
  await until('all is indexed', async () => (search.progress() === 1 ? true : undefined))
  const find = (text: string, instant = now, process = search) =>
    process.find(buildEdition(catalogue, instant), { locale: 'en', text, order: 'relevance', page: 1 })
  return { dataDir, clock, find, openAnother: () => openOver(dataDir, catalogue, bodies, clock) }
}

const questions = [
  'merger plants',
  'plants merger quarter',
  'quarter merger',
  'a',
  'release plants',
  'harxour',
  'mergre',
]

test.each([
  ['drafts', { draft: true }],
  ['scheduled releases', { date: goesLive }],
  ['releases under embargo', { date: goesLive, embargo: true }],
  ['releases taken back', { withdrawn: { kind: 'error', date: at('2010-01-01') } }],
] satisfies [string, Partial<Release>][])(
  'no order, count or suggestion tells what %s say',
  async (_, state) => {
    const without = await openSite(0, '', {})
    const expected = questions.map((text) => without.find(text))
    for (const words of ['merger merger merger merger', 'plants quarter', 'harvour harvour harvour']) {
      const { find } = await openSite(30, words, state)
      expect(questions.map((text) => find(text))).toEqual(expected)
    }
  },
  30_000,
)

test('a scheduled release is found from its second by every process, and weighed with the others soon after', async () => {
  const { dataDir, clock, find, openAnother } = await openSite(1, 'merger of plants', { date: goesLive })
  const another = openAnother()
  await until('the other process knows all', async () => (another.progress() === 1 ? true : undefined))
  expect(find('merger', goesLive - 1).total).toBe(3)
  clock.now = () => goesLive
  // The process that writes has not been asked since.
  expect(find('merger', goesLive, another).total).toBe(4)
  const first = find('merger', goesLive)
  expect(first.hits.map((hit) => hit.release.slug)).toContain('hidden-0')
  const index = openSearchIndex(join(dataDir, 'search.sqlite'))
  onTestFinished(() => index.close())
  await until('nothing waits', async () => (index.waiting().length === 0 ? true : undefined))
  expect(index.match('words', ['"merger"'], () => {})).toBe(4)
  expect(find('merger', goesLive).total).toBe(4)
  expect(find('merger', goesLive, another).total).toBe(4)
})
