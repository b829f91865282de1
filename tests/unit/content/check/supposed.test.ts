import { expect, test } from 'vitest'
import { toldBetween } from '#tests/support/content/between-files.ts'
import { releaseText } from '#tests/support/content/content-folder.ts'

const undated = (title: string, fields = '') => releaseText(title, fields).replace('2015-12-16 08:54:43', '2015-02-30')

test('whether a release is older than the one it follows is not said while its date is none', () => {
  const files = {
    'news/2015/a/en.md': undated('Seminar', 'follows: b\n'),
    'news/2015/b/en.md': releaseText('A line opens'),
  }
  expect(toldBetween(files)).toEqual([])
})

test('a link to a draft is not told while nobody knows whether the text around it is one', () => {
  const linking = (draft: string) => releaseText('Linking', draft, 'See [that](/en/news/b).')
  const other = { 'news/2015/b/en.md': releaseText('A line opens', 'draft: true\n') }
  expect(toldBetween({ ...other, 'news/2015/a/en.md': linking('') })).toEqual([
    'news/2015/a/en.md:6:12 link/unpublished',
  ])
  expect(toldBetween({ ...other, 'news/2015/a/en.md': linking('draft: perhaps\n') })).toEqual([])
})

test('a version without a date contradicts nothing, and the other languages are held against one that has a date', () => {
  const files = {
    'news/2015/seminar/en.md': undated('Seminar'),
    'news/2015/seminar/zh.md': releaseText('研讨会'),
  }
  expect(toldBetween(files)).toEqual([])
})

test('a contradiction is told at the same version whether or not the other has a mistake of its own', () => {
  const chinese = releaseText('研讨会').replace('2015-12-16', '2015-12-15')
  for (const mistake of ['', 'category: nowhere\n']) {
    const files = { 'news/2015/seminar/en.md': releaseText('Seminar', mistake), 'news/2015/seminar/zh.md': chinese }
    expect(toldBetween(files)).toEqual(['news/2015/seminar/zh.md:3:7 translation/other-date'])
  }
})
