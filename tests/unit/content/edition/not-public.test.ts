import { expect, test } from 'vitest'
import { buildCatalogue } from '#lib/content/catalogue.ts'
import { listNotPublic } from '#lib/content/edition/not-public.ts'
import { type ProblemCode, type ProblemLanguage, problem } from '#lib/content/problem.ts'
import type { Release } from '#lib/content/types.ts'
import { at, release, site } from '#tests/support/content/releases.ts'

const now = at('2026-11-21 12:00:00')
const [second, minute, hour, day] = [1000, 60_000, 3_600_000, 86_400_000]

const reasonOf = (fields: Partial<Release>, language: ProblemLanguage = 'en') =>
  listNotPublic(buildCatalogue(site(), [release(fields)]), [], { now, language }).hidden[0]?.reason

test.each([
  [second, 'in 1 second', '1 秒后'],
  [59 * second, 'in 59 seconds', '59 秒后'],
  [minute, 'in 1 minute', '1 分钟后'],
  [hour - second, 'in 59 minutes', '59 分钟后'],
  [hour, 'in 1 hour', '1 小时后'],
  [day, 'in 1 day', '1 天后'],
  [365.25 * day, 'in 1 year', '1 年后'],
])('how long a release waits is told in the largest unit that fits: %i ms', (wait, english, chinese) => {
  expect(reasonOf({ date: now + wait })).toMatch(new RegExp(`, ${english}$`))
  expect(reasonOf({ date: now + wait }, 'zh')).toMatch(new RegExp(`，${chinese}上线$`))
})

test('a time is told with its seconds where it has some, and what is past as past', () => {
  expect(reasonOf({ date: at('2026-11-21 12:00:09') })).toContain('21 Nov 2026 12:00:09 Asia/Shanghai')
  expect(reasonOf({ expires: at('2026-11-20 09:00:00') })).toBe(
    'expired: left the site 20 Nov 2026 09:00 Asia/Shanghai, 1 day ago',
  )
})

test('a file with an error is broken while there is no version of it, and a warning breaks nothing', () => {
  const known = {
    name: 'about',
    locale: 'en',
    title: 'About',
    file: 'pages/about/en.md',
    digest: '',
    summary: '',
  } as const
  const catalogue = buildCatalogue(site(), [release({ slug: 'stands', file: 'news/2015/stands/en.md' })], [known])
  const inFile = (code: ProblemCode, file: string) => problem(code, { file, line: 1, column: 1 }, {})
  const files = ['news/2015/stands/en.md', 'pages/about/en.md', 'pages/contact/en.md', 'news/2015/new/en.md']
  const problems = [
    ...files.map((file) => inFile('header/missing', file)),
    inFile('header/missing', 'news/2015/new/en.md'),
    inFile('header/blank-before', 'news/2015/warned/en.md'),
  ]
  expect(problems.at(-1)?.severity).toBe('warning')
  const { broken } = listNotPublic(catalogue, problems, { now, language: 'en' })
  expect(broken.map(({ file }) => file)).toEqual(['pages/contact/en.md', 'news/2015/new/en.md'])
})

test('what is public is not listed, what waits longest comes first', () => {
  const releases = [
    release({ slug: 'public' }),
    release({ slug: 'soon', date: now + 1 }),
    release({ slug: 'late', date: now + day }),
  ]
  const { hidden } = listNotPublic(buildCatalogue(site(), releases), [], { now, language: 'en' })
  expect(hidden.map(({ file }) => file.split('/')[2])).toEqual(['late', 'soon'])
})
