import { expect, test } from 'vitest'
import type { Edition, Release } from '#lib/content/types.ts'
import { announced, buildChange, pushesOf } from '#lib/pushes/changes.ts'
import { type KnownRelease, knownOf } from '#lib/pushes/known.ts'
import { edition } from '#tests/support/content/editions.ts'
import { at, release } from '#tests/support/content/releases.ts'

const known = (of: Edition, slug: string, text = 'as it was'): KnownRelease | undefined => {
  const found = announced(of, 'en', slug)
  return found === undefined ? undefined : knownOf(found, text)
}

/** What is told of `slug` when what is public goes from one to the other; `text` is what readers read then. */
function changeOf(slug: string, before: readonly Release[], after: readonly Release[], text = 'other words') {
  const now = edition({ releases: after })
  const found = announced(now, 'en', slug)
  return buildChange(
    now,
    known(edition({ releases: before }), slug),
    found === undefined ? undefined : { release: found, known: knownOf(found, text) },
  )
}

const plant = release({ slug: 'plant' })
const under = { date: at('2020-01-01'), kind: 'withdrawn' } as const

test('a release whose own address is elsewhere is not ours to announce', () => {
  const copy = release({ slug: 'copy', canonical: 'https://elsewhere.example/x' })
  expect(announced(edition({ releases: [copy, plant] }), 'en', 'copy')).toBeUndefined()
  expect(announced(edition({ releases: [copy, plant] }), 'en', 'plant')?.slug).toBe('plant')
})

test.each([
  ['one that came', [], [plant], 'published'],
  ['one in other words', [plant], [plant], 'updated'],
  ['one put under a notice', [plant], [{ ...plant, withdrawn: under }], 'withdrawn'],
  ['one whose notice has other words', [{ ...plant, withdrawn: under }], [{ ...plant, withdrawn: under }], 'updated'],
  ['one taken back', [plant], [{ ...plant, withdrawn: { ...under, kind: 'error' } }], 'withdrawn'],
  ['one that is no more', [plant], [], 'withdrawn'],
  [
    'one that another replaces',
    [plant],
    [{ ...plant, withdrawn: { ...under, kind: 'replaced', replacement: 'new' } }, release({ slug: 'new' })],
    'moved',
  ],
  ['one with another name', [plant], [release({ slug: 'new', aliases: ['/en/news/plant'] })], 'moved'],
] as const)('of %s the reason is told', (_what, before, after, reason) => {
  expect(changeOf('plant', before, after)?.reason).toBe(reason)
})

test('the same words are no change', () => {
  expect(changeOf('plant', [plant], [plant], 'as it was')).toBeUndefined()
})

const feeds = (scope: string) => ['rss.xml', 'atom.xml', 'feed.json'].map((file) => `/en${scope}/${file}`)

test('the feeds that hold a release now or held it before say something else, each once', () => {
  const before = { ...plant, category: 'policy', tags: ['Port', 'port'] }
  const after = { ...plant, category: 'industry', tags: ['port'] }
  expect(changeOf('plant', [before], [after])?.feeds.toSorted()).toEqual(
    [...feeds(''), ...feeds('/category/policy'), ...feeds('/category/industry'), ...feeds('/tag/port')].toSorted(),
  )
  // A tag without a release has no feed that could be told of.
  expect(changeOf('plant', [{ ...plant, tags: ['alone'] }], [])?.feeds).toEqual(feeds(''))
})

test('a release that is too old for a feed changes none, the last one in it does', () => {
  const newer = Array.from({ length: 20 }, (_, place) =>
    release({ slug: `newer-${place}`, date: plant.date + 1 + place }),
  )
  expect(changeOf('plant', [plant, ...newer.slice(1)], [plant, ...newer.slice(1)])?.feeds).toEqual(feeds(''))
  expect(changeOf('plant', [plant, ...newer], [plant, ...newer])?.feeds).toEqual([])
})

test('what stands under a notice is in no feed', () => {
  const noticed = { ...plant, withdrawn: under }
  expect(changeOf('plant', [plant], [noticed])?.feeds).toEqual(feeds(''))
  expect(changeOf('plant', [noticed], [noticed])?.feeds).toEqual([])
})

test('Baidu is told what can be read, and no longer what cannot', () => {
  const all = new Set(['indexnow', 'baidu', 'websub'] as const)
  const change = { reason: 'updated', path: '/en/news/a', feeds: ['/en/rss.xml'] } as const
  const targets = (of: ReturnType<typeof pushesOf>) =>
    [of.made, of.void].map((some) => some.map(({ target }) => target))
  expect(targets(pushesOf({ ...change, isReadable: true }, all))).toEqual([['indexnow', 'baidu', 'websub'], []])
  expect(targets(pushesOf({ ...change, isReadable: false }, all))).toEqual([['indexnow', 'websub'], ['baidu']])
  expect(targets(pushesOf({ ...change, isReadable: true }, new Set(['websub'])))).toEqual([['websub'], []])
})
