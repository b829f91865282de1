import { expect, test } from 'vitest'
import { buildCatalogue } from '#lib/content/catalogue.ts'
import { storyThread } from '#lib/content/edition/story-thread.ts'
import { buildEdition } from '#lib/content/edition.ts'
import type { Release } from '#lib/content/types.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { at, publicRelease, release, site } from '#tests/support/content/releases.ts'

const day = (number: number) => at(`2016-01-${String(number).padStart(2, '0')}`)
const later = at('2017-01-01')

const editionOf = (releases: readonly Release[], now = later) => buildEdition(buildCatalogue(site(), releases), now)

/** The thread of a public release: slugs of its timeline, superseded ones with a mark, then what took its place. */
function threadOf(
  releases: readonly Release[],
  slug: string,
  { locale = 'en', now = later }: { locale?: Locale; now?: number } = {},
) {
  const edition = editionOf(releases, now)
  const found = edition.locales[locale].bySlug.get(slug)
  if (found === undefined) throw new Error(`${slug} is not public`)
  const { entries, supersededBy, replacement } = storyThread(edition, found)
  return {
    timeline: entries.map((entry) => `${entry.release.slug}${entry.superseded ? '†' : ''}`).join(' '),
    by: supersededBy?.slug,
    replacement: replacement?.slug,
  }
}

const first = release({ slug: 'first', date: day(1) })
const second = release({ slug: 'second', date: day(2), follows: 'first' })
const third = release({ slug: 'third', date: day(3), follows: 'second' })
const alone = release({ slug: 'alone', date: day(4) })

test('every release of a story shows the whole of it, oldest first', () => {
  for (const { slug } of [first, second, third])
    expect(threadOf([third, alone, first, second], slug)).toMatchObject({
      timeline: 'first second third',
      by: undefined,
    })
  expect(threadOf([third, alone, first, second], 'alone').timeline).toBe('')
})

test('a follow-up joins the story at its second', () => {
  expect(threadOf([first, second], 'first', { now: day(2) - 1 }).timeline).toBe('')
  expect(threadOf([first, second], 'first', { now: day(2) }).timeline).toBe('first second')
})

test.each([
  ['a draft', { draft: true }],
  ['one under embargo', { date: at('2018-01-01'), embargo: true }],
  ['one taken back as an error', { withdrawn: { date: day(5), kind: 'error' } }],
  ['one that has expired', { expires: day(5) }],
] as const)('%s is never named', (_name, hidden) => {
  const thread = threadOf([first, { ...second, supersedes: 'first', ...hidden }], 'first')
  expect(thread).toEqual({ timeline: '', by: undefined, replacement: undefined })
})

test('a release withdrawn under a notice stays in the timeline but takes nobody’s place', () => {
  const withdrawn = { date: day(5), kind: 'withdrawn' } as const
  const newer = release({ slug: 'newer', date: day(2), supersedes: 'first', withdrawn })
  expect(threadOf([first, newer], 'first')).toMatchObject({ timeline: 'first newer', by: undefined })
  expect(threadOf([first, newer], 'first', { now: day(5) - 1 })).toMatchObject({
    timeline: 'first† newer',
    by: 'newer',
  })
})

test('what superseded a release is the last of a chain, and the newest of two', () => {
  const newer = release({ slug: 'newer', date: day(2), supersedes: 'first' })
  const newest = release({ slug: 'newest', date: day(3), supersedes: 'newer' })
  expect(threadOf([first, newer, newest], 'first')).toMatchObject({ timeline: 'first† newer† newest', by: 'newest' })
  expect(threadOf([first, newer, newest], 'newest').by).toBeUndefined()
  expect(threadOf([first, newer, { ...newest, supersedes: 'first' }], 'first').by).toBe('newest')
})

test('an older release takes no newer one’s place, and a circle ends', () => {
  const older = release({ slug: 'older', date: day(1) - 1, supersedes: 'first' })
  expect(threadOf([first, older], 'first')).toMatchObject({ timeline: 'older first', by: undefined })
  const one = release({ slug: 'one', date: day(1), supersedes: 'two' })
  const two = release({ slug: 'two', date: day(1), supersedes: 'one' })
  expect(threadOf([one, two], 'one')).toMatchObject({ timeline: 'two† one†', by: 'two' })
})

test('a name leads past replacements, from both ends', () => {
  const old = release({
    slug: 'old',
    date: day(1),
    withdrawn: { date: day(2), kind: 'replaced', replacement: 'fresh' },
  })
  const fresh = release({ slug: 'fresh', date: day(2) })
  const next = release({ slug: 'next', date: day(3), follows: 'old' })
  expect(threadOf([old, fresh, next], 'next').timeline).toBe('fresh next')
  expect(threadOf([old, fresh, next], 'fresh').timeline).toBe('fresh next')
})

test('a story is told in the reader’s language, and in the other where it must', () => {
  const inChinese = release({ ...second, locale: 'zh' })
  const edition = editionOf([first, second, inChinese])
  const reader = edition.locales.zh.bySlug.get('second')
  if (reader === undefined) throw new Error('The Chinese version is not public')
  const { entries } = storyThread(edition, reader)
  expect(entries.map((entry) => [entry.release.slug, entry.release.locale])).toEqual([
    ['first', 'en'],
    ['second', 'zh'],
  ])
})

test('a name in one language holds for the release in every language', () => {
  const inChinese = [
    release({ slug: 'first', locale: 'zh', date: day(1) }),
    release({ slug: 'second', locale: 'zh', date: day(2) }),
  ]
  expect(threadOf([first, second, ...inChinese], 'first', { locale: 'zh' }).timeline).toBe('first second')
})

test('a release that names itself takes nobody’s place and begins no story', () => {
  const itself = { ...first, follows: 'first', supersedes: 'first' }
  expect(threadOf([itself], 'first')).toMatchObject({ timeline: '', by: undefined })
  expect(threadOf([itself, second], 'first')).toMatchObject({ timeline: 'first second', by: undefined })
})

test('of a long story those nearest to the release are shown', () => {
  const story = Array.from({ length: 20 }, (_, index) =>
    release({ slug: `r${index}`, date: day(index + 1), ...(index === 0 ? {} : { follows: `r${index - 1}` }) }),
  )
  expect(threadOf(story, 'r10').timeline).toBe('r6 r7 r8 r9 r10 r11 r12 r13 r14')
  expect(threadOf(story, 'r0').timeline).toBe('r0 r1 r2 r3 r4 r5 r6 r7 r8')
  expect(threadOf(story, 'r19').timeline).toBe('r11 r12 r13 r14 r15 r16 r17 r18 r19')
})

test('a preview shows the story as it will be, and public releases do not know of it', () => {
  const edition = editionOf([first])
  const coming = publicRelease({ slug: 'coming', date: at('2019-01-01'), follows: 'first', supersedes: 'a-draft' })
  expect(storyThread(edition, coming).entries.map((entry) => entry.release.slug)).toEqual(['first', 'coming'])
})

test('a withdrawn release leads to its replacement only while readers may open it', () => {
  const withdrawn = { date: day(2), kind: 'withdrawn', replacement: 'second' } as const
  expect(threadOf([{ ...first, withdrawn }, second], 'first', { now: day(2) }).replacement).toBe('second')
  expect(
    threadOf(
      [
        { ...first, withdrawn },
        { ...second, draft: true },
      ],
      'first',
    ).replacement,
  ).toBeUndefined()
})
