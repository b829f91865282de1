import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { Finder } from '#lib/search/finder.ts'
import { KnownEntries } from '#lib/search/known-entries.ts'
import { openSearchIndex, type SearchIndex } from '#lib/search/search-index.ts'
import { edition } from '#tests/support/content/editions.ts'
import { release } from '#tests/support/content/releases.ts'
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts'

const shown = edition({ releases: [release({ slug: 'a', title: '山东 seminar' })] })

/** A search over the one release; `changes` replace what the index does. */
async function openFinder(changes: (index: SearchIndex) => Partial<SearchIndex> = () => ({})) {
  const index = openSearchIndex(join(await makeTemporaryFolder(), 'search.sqlite'))
  onTestFinished(() => index.close())
  index.put([{ key: 'en/a', digest: 'a', title: '山东 seminar', facts: '', text: 'In Jinan.', waits: false }])
  const changed = { ...index, ...changes(index) }
  const finder = new Finder(changed, new KnownEntries(changed))
  return (text: string, complete = true) =>
    finder.find(shown, { locale: 'en', text, order: 'relevance', page: 1 }, complete)
}

test('no other spelling is suggested while releases are lacking in the index, which may have the word', async () => {
  const find = await openFinder()
  expect(find('semniar', true).suggestion).toEqual({ text: 'seminar', count: 1 })
  expect(find('semniar', false)).toMatchObject({ total: 0, complete: false })
  expect(find('semniar', false).suggestion).toBeUndefined()
})

test('a search that looks for a part of its words says so', async () => {
  const common = await openFinder(() => ({ frequency: () => 300_000 }))
  expect(common('seminar').isCut).toBe(false)
  expect(common('seminar "in jinan"')).toMatchObject({ isCut: true, found: 1 })
})

test('single characters do not weigh beside words, and do when there is nothing else', async () => {
  const ranked: (readonly string[])[] = []
  const find = await openFinder(({ rank }) => ({
    rank(phrases) {
      ranked.push(phrases)
      return rank(phrases)
    },
  }))
  expect(find('东 seminar').hits).toHaveLength(1)
  expect(find('东').hits).toHaveLength(1)
  expect(ranked).toEqual([['"seminar"'], [expect.stringContaining('东')]])
})
