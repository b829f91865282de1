import { expect, test } from 'vitest'
import { problemsBetween, toldBetween } from '#tests/support/content/between-files.ts'
import { releaseText } from '#tests/support/content/content-folder.ts'

const replaced = (by: string) =>
  releaseText(`Replaced by ${by}`, `withdrawn:\n  date: 2016-01-01\n  kind: replaced\n  replacement: ${by}\n`)

test('who leads into a circle of replacements without standing in it is not told of it', () => {
  const files = {
    'news/2015/a/en.md': replaced('b'),
    'news/2015/b/en.md': replaced('c'),
    'news/2015/c/en.md': replaced('b'),
  }
  expect(toldBetween(files).map((line) => line.split(':')[0])).toEqual(['news/2015/b/en.md', 'news/2015/c/en.md'])
})

test('the first twenty misspelt names get a proposal, for each is compared with every name', () => {
  const wrong = Array.from({ length: 21 }, (_, place) => [
    `news/2015/r-${place}/en.md`,
    releaseText(`Release number ${place}`, 'withdrawn: { date: 2016-01-01, kind: replaced, replacement: seminars }\n'),
  ])
  const found = problemsBetween({ 'news/2015/seminar/en.md': releaseText('Seminar'), ...Object.fromEntries(wrong) })
  expect(found.map(({ code }) => code)).toEqual(Array(21).fill('replacement/unknown'))
  expect(found.map(({ values }) => values['nearest'])).toEqual([...Array(20).fill('seminar'), undefined])
})

test('an alias is told at its own line, however it is spelt', () => {
  const files = {
    'news/2015/a/en.md': releaseText('Seminar', 'aliases:\n  - /新闻/1.html\n  - /one.asp\n'),
    'news/2015/b/en.md': releaseText(
      'A line opens',
      'aliases:\n  - /two.asp\n  - /%e6%96%b0%e9%97%bb/1.html\n  - /three.asp\n',
    ),
  }
  expect(toldBetween(files)).toEqual(['news/2015/b/en.md:6:5 alias/clash'])
})

test('the address that a release had in another language, or of a release that is no more, is a good alias', () => {
  const files = {
    'news/2015/seminar/en.md': releaseText('Seminar', 'aliases: [/zh/news/seminar, /en/news/gone]\n'),
  }
  expect(toldBetween(files)).toEqual([])
})

test('another spelling of an address is no alias that anybody misses', () => {
  const files = {
    'news/2015/seminar/en.md': releaseText('Seminar', 'aliases: [/en/news/seminar/, /en/news/seminar?id=1]\n'),
  }
  expect(toldBetween(files)).toEqual([])
})
