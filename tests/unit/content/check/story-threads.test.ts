import { expect, test } from 'vitest'
import { problemsBetween, toldBetween } from '#tests/support/content/between-files.ts'
import { releaseText } from '#tests/support/content/content-folder.ts'

const on = (day: string, title: string, fields = '') => releaseText(title, fields).replace('2015-12-16', day)

test('a release may follow one of the same second, as long as that does not follow it', () => {
  const files = {
    'news/2015/a/en.md': releaseText('Seminar', 'follows: b\n'),
    'news/2015/b/en.md': releaseText('A line opens'),
  }
  expect(toldBetween(files)).toEqual([])
  expect(toldBetween({ ...files, 'news/2015/b/en.md': releaseText('A line opens', 'follows: a\n') })).toEqual([
    'news/2015/a/en.md:4:10 thread/circle',
    'news/2015/b/en.md:4:10 thread/circle',
  ])
})

test('dates are compared within one language where the release that is named has it', () => {
  const files = {
    'news/2015/a/zh.md': on('2015-12-15', '研讨会', 'follows: b\n'),
    'news/2015/b/en.md': on('2015-12-16', 'A line opens'),
    'news/2015/b/zh.md': on('2015-12-14', '生产线启用'),
  }
  const found = problemsBetween(files).filter(({ code }) => code.startsWith('thread/'))
  expect(found).toEqual([])
})

test('in a circle only the release that names a newer one is told', () => {
  const files = {
    'news/2015/a/en.md': on('2015-12-15', 'Seminar', 'follows: b\n'),
    'news/2015/b/en.md': on('2015-12-16', 'A line opens', 'supersedes: a\n'),
  }
  expect(toldBetween(files)).toEqual(['news/2015/a/en.md:4:10 thread/circle'])
})
