import { expect, test } from 'vitest'
import { MissingPages } from '#lib/serve/pages/missing-pages.ts'
import { edition } from '#tests/support/content/editions.ts'
import { at, release } from '#tests/support/content/releases.ts'

const now = at('2026-11-21 12:00:00')
const first = edition({ releases: [release({ slug: 'harvest', locale: 'zh' })] })

/** Says what was rendered, and shows each address as the page for missing ones does. */
function missingPages(fail = () => false) {
  const rendered: string[] = []
  const pages = new MissingPages(async (locale, path) => {
    rendered.push(path)
    if (fail()) throw new Error('It cannot be rendered')
    return { status: 404, headers: {}, body: Buffer.from(`${locale} ${rendered.length}: ${path.split('/').at(-1)}`) }
  })
  const answer = async (path: string, options = { edition: first, now }) =>
    (await pages.answer(options, path.startsWith('/zh') ? 'zh' : 'en', path)).body.toString()
  return { rendered, answer }
}

test('any number of missing addresses of a language take one rendering, each with its own words', async () => {
  const { rendered, answer } = missingPages()
  const paths = ['/en/red-lanterns', '/en/news/kites.html', '/en/%E5%B1%B1%E4%B8%9C', '/zh/kites']
  expect(await Promise.all(paths.map((path) => answer(path)))).toEqual([
    'en 1: red lanterns',
    'en 1: kites',
    'en 1: 山东',
    'zh 2: kites',
  ])
  expect(rendered).toHaveLength(2)
})

test('addresses without words share a page without any', async () => {
  const { rendered, answer } = missingPages()
  expect(await Promise.all(['/en/1', '/en/%00', '/en/news/page/99'].map((path) => answer(path)))).toEqual(
    Array(3).fill('en 1: en'),
  )
  expect(rendered).toEqual(['/en'])
})

test('a page that names a release in another language is rendered for its address', async () => {
  const { rendered, answer } = missingPages()
  expect(await answer('/en/news/harvest')).toBe('en 1: harvest')
  expect(rendered).toEqual(['/en/news/harvest'])
})

test('another edition, ten seconds, midnight and a clock set back end a rendering', async () => {
  const { rendered, answer } = missingPages()
  const beforeMidnight = at('2026-11-21 23:59:57')
  const asked = [
    { edition: first, now },
    { edition: first, now: now + 9999 },
    { edition: first, now: now + 10_000 },
    { edition: edition({ releases: [] }), now: now + 10_001 },
    { edition: first, now: beforeMidnight },
    { edition: first, now: beforeMidnight + 3000 },
    { edition: first, now },
  ]
  const counts: number[] = []
  for (const options of asked) {
    await answer('/en/x', options)
    counts.push(rendered.length)
  }
  expect(counts).toEqual([1, 1, 2, 3, 4, 5, 6])
})

test('a fault is told to those who wait for it, and the next is rendered anew', async () => {
  let isBroken = true
  const { answer } = missingPages(() => isBroken)
  const waiting = [answer('/en/x'), answer('/en/y')]
  for (const one of waiting) await expect(one).rejects.toThrow('It cannot be rendered')
  isBroken = false
  expect(await answer('/en/x')).toBe('en 2: x')
})
