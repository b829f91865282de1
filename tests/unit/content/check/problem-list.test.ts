import { expect, test } from 'vitest'
import { contentProblems } from '#lib/content/check/cross-check.ts'
import { ProblemList } from '#lib/content/check/problem-list.ts'
import { silentLog } from '#lib/log.ts'
import { releaseText } from '#tests/support/content/content-folder.ts'
import { contentState } from '#tests/support/content/content-state.ts'
import { until } from '#tests/support/until.ts'

const now = Date.parse('2026-01-01T00:00:00Z')
const open = (few: number, clock = { now: () => now }) =>
  new ProblemList({ contentDir: '/none', clock, log: silentLog, few })

const files = {
  'news/2015/broken/en.md': '---\ntitle: Q3: up\n---\n\nText.\n',
  'news/2015/link/en.md': releaseText('Link', '', 'See [it](/en/news/nowhere).'),
  'news/2016/other-year/en.md': releaseText('Other year'),
}
const told = (list: readonly { readonly file: string; readonly code: string }[]) =>
  list.map(({ file, code }) => `${file} ${code}`)

test('of many folders the faults of each are told at once, and what is wrong between them a moment later', async () => {
  const state = contentState(files)
  const problems = open(0)
  const everything = told(contentProblems(state, now))
  expect(everything.map((line) => line.split(' ')[1])).toEqual(
    expect.arrayContaining(['link/no-release', 'folder/other-year']),
  )
  const atOnce = told(problems.of(state))
  expect(atOnce.length).toBeGreaterThan(0)
  expect(atOnce.every((line) => line.startsWith('news/2015/broken/'))).toBe(true)
  await until('all is told', async () => (problems.of(state).length > atOnce.length ? true : undefined))
  expect(told(problems.of(state))).toEqual(everything)
  await problems.close()
})

test('a change while many folders are looked at is looked at as well', async () => {
  const before = contentState(files)
  const problems = open(0)
  problems.prepare(before)
  const state = contentState({ 'news/2017/late/en.md': releaseText('Late') }, { before })
  problems.prepare(state)
  await until('the change is told', async () =>
    told(problems.of(state)).includes('news/2017/late/en.md folder/other-year') ? true : undefined,
  )
  expect(told(problems.of(state))).toEqual(told(contentProblems(state, now)))
  await problems.close()
})

test('of few folders everything is told at once', () => {
  const state = contentState(files)
  expect(open(3).of(state)).toEqual(contentProblems(state, now))
})

test.each([
  ['few', 10],
  ['many', 0],
])('of %s folders what hangs on the time is looked at again after a minute, and not before', async (_, few) => {
  let time = now
  const later = releaseText('Later', '', 'The line opens.').replace('2015-12-16 08:54:43', '2026-01-01 08:00:30')
  const state = contentState({
    'news/2015/link/en.md': releaseText('Link', '', 'See [it](/en/news/later).'),
    'news/2026/later/en.md': later,
  })
  const problems = open(few, { now: () => time })
  const codes = () => problems.of(state).map(({ code }) => code)
  await until('the link is told', async () => (codes().includes('link/unpublished') ? true : undefined))
  const list = problems.of(state)
  time = now + 60_000
  expect(problems.of(state)).toBe(list)
  time += 1
  await until('the link is right', async () => (codes().includes('link/unpublished') ? undefined : true))
  await problems.close()
})
