import { join } from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { systemClock } from '#lib/clock.ts'
import { silentLog } from '#lib/log.ts'
import { openSearch } from '#lib/search/search.ts'
import { type IndexEntry, openSearchIndex, type SearchIndex } from '#lib/search/search-index.ts'
import { parseSearch, phraseOf } from '#lib/search/segment.ts'
import { edition } from '#tests/support/content/editions.ts'
import { release } from '#tests/support/content/releases.ts'
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts'
import { until } from '#tests/support/until.ts'

/** An index of which `fewEntries` have no common tokens; its ids go on from one row of bits to the next. */
async function openIndex(fewEntries: number): Promise<SearchIndex> {
  const file = join(await makeTemporaryFolder(), 'search.sqlite')
  openSearchIndex(file).close()
  const ids = new Database(file)
  ids.exec("INSERT INTO sqlite_sequence (name, seq) VALUES ('entry', 4090)")
  ids.close()
  const index = openSearchIndex(file, { fewEntries })
  onTestFinished(() => index.close())
  return index
}

const idsOf = (
  index: SearchIndex,
  where: 'words' | 'waiting' | 'titles' | 'characters',
  phrases: readonly string[],
) => {
  const ids: number[] = []
  const count = index.match(where, phrases, (id) => void ids.push(id))
  expect(count).toBe(ids.length)
  return ids.sort((a, b) => a - b)
}

const word = fc.constantFrom('port', 'steel', 'a', '2015', '信息', '信息化', '息', '工信')
const text = fc.array(word, { maxLength: 5 }).map((words) => words.join(' '))
const key = fc.integer({ min: 0, max: 15 }).map((number) => `en/${number}`)
const entry: fc.Arbitrary<IndexEntry> = fc.record({
  key,
  digest: fc.constant('x'),
  title: text,
  facts: text,
  text,
  waits: fc.boolean(),
})
const step = fc.oneof(
  { weight: 4, arbitrary: fc.array(entry, { minLength: 1, maxLength: 8 }).map((entries) => ({ entries })) },
  { weight: 2, arbitrary: fc.array(key, { maxLength: 4 }).map((keys) => ({ keys })) },
  { weight: 2, arbitrary: fc.constant('optimize' as const) },
)
const asked = fc.array(fc.constantFrom('port', 'steel', '"port steel"', '信息', '息化', '"a 2015"', '2015信'), {
  minLength: 1,
  maxLength: 3,
})

/** Does the same to an index as to any other. */
function follow(index: SearchIndex, done: typeof step extends fc.Arbitrary<infer Step> ? Step : never): void {
  if (done === 'optimize') index.optimize()
  else if ('entries' in done) index.put(done.entries)
  else index.remove(done.keys)
}

test('common tokens are told of what was written, changed and removed as FTS5 tells them', async () => {
  const [common, plain] = [await openIndex(0), await openIndex(Number.POSITIVE_INFINITY)]
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 8 }),
      fc.array(asked, { minLength: 1, maxLength: 6 }),
      (steps, questions) => {
        for (const done of steps) for (const index of [common, plain]) follow(index, done)
        for (const question of questions) {
          const phrases = parseSearch(question.join(' ')).terms.map(phraseOf)
          for (const where of ['words', 'waiting', 'titles'] as const)
            expect(idsOf(common, where, phrases)).toEqual(idsOf(plain, where, phrases))
        }
        for (const character of ['信', '息', '工'])
          expect(idsOf(common, 'characters', [`"${character}"`])).toEqual(
            idsOf(plain, 'characters', [`"${character}"`]),
          )
        for (const counted of ['port', 'steel', '2015']) expect(common.count(counted)).toBe(plain.count(counted))
        for (const spelled of ['port', 'steel'])
          if (common.count(spelled) > 0) expect(common.vocabulary(spelled.slice(0, 2))).toEqual([spelled])
      },
    ),
  )
})

test('an index whose common tokens nobody has worked out is put in order by the next start, which lacks nothing', {
  timeout: 60_000,
}, async () => {
  const dataDir = await makeTemporaryFolder()
  const releases = Array.from({ length: 1000 }, (_, index) => release({ slug: `r${index}` }))
  const index = openSearchIndex(join(dataDir, 'search.sqlite'))
  onTestFinished(() => index.close())
  const rest = { title: 'Port', facts: '', text: 'steel', waits: false }
  index.put(releases.map(({ slug, digest }) => ({ key: `en/${slug}`, digest, ...rest })))
  expect(index.needsOrder()).toBe(true)
  const shown = edition({ releases })
  const search = openSearch({
    dataDir,
    contentDir: '/nowhere',
    content: {
      catalogue: () => shown.catalogue,
      body: () => Promise.reject(new Error('Nothing is lacking')),
      onChange: () => () => {},
    },
    edition: () => shown,
    clock: systemClock,
    log: silentLog,
  })
  onTestFinished(() => search.close())
  await until('all is in order', async () => (search.progress() === 1 ? true : undefined), 50_000)
  expect(index.needsOrder()).toBe(false)
  expect(search.find(shown, { locale: 'en', text: 'steel port', order: 'relevance', page: 1 }).total).toBe(1000)
})
