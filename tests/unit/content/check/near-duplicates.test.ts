import { expect, test } from 'vitest'
import { toldBetween } from '#tests/support/content/between-files.ts'
import { releaseText } from '#tests/support/content/content-folder.ts'

/** The folders of releases that are told as near-duplicates of older ones. */
const twins = (files: Readonly<Record<string, string>>) =>
  toldBetween(files)
    .filter((line) => line.endsWith(' release/near-duplicate'))
    .map((line) => line.split('/')[2])

const pair = (title: string, body: string, otherTitle: string, other: string) =>
  twins({
    'news/2015/a/en.md': releaseText(title, '', body),
    'news/2015/b/en.md': releaseText(otherTitle, '', other),
  })

const words = 'The group opened its second plant in Weifang on Monday, with guests from seventeen cities.'

test.each([
  ['taken back as an error', 'withdrawn:\n  date: 2016-01-01\n  kind: error\n', []],
  ['withdrawn and still read under a notice', 'withdrawn:\n  date: 2016-01-01\n  kind: withdrawn\n', ['b']],
])('a release that was %s: is it compared', (_how, withdrawn, found) => {
  const files = {
    'news/2015/a/en.md': releaseText('Plant opened', withdrawn, words),
    'news/2015/b/en.md': releaseText('Plant opened', '', words),
  }
  expect(twins(files)).toEqual(found)
})

test('the newer of two is told, whatever their folders are called', () => {
  const files = {
    'news/2015/a/en.md': releaseText('Plant opened', '', words),
    'news/2015/b/en.md': releaseText('Plant opened', '', words).replace('2015-12-16', '2015-12-15'),
  }
  expect(twins(files)).toEqual(['a'])
})

test('a text of fewer than eight words says too little to be compared', () => {
  expect(pair('Plant opened', 'The hall is now closed.', 'Plant opened', 'The hall is now closed.')).toEqual([])
  const eight = 'The old hall is now closed.'
  expect(pair('Plant opened', eight, 'Plant opened', eight)).toEqual(['b'])
})

test('case and width make no other words', () => {
  expect(pair('Plant opened', words, 'PLANT OPENED', words.toUpperCase())).toEqual(['b'])
  const wide = words.replace(/[A-Za-z]/g, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0))
  expect(pair('Plant opened', words, 'Plant opened', wide)).toEqual(['b'])
})

test('two releases that share two thirds of their words are two', () => {
  const other = words.replace('from seventeen cities', 'of three provinces')
  expect(pair('Plant opened', words, 'Plant opened', other)).toEqual([])
})

test('two folders of one name are told for their name alone', () => {
  const text = releaseText('Plant opened', '', words)
  const other = text.replace('2015-12-16', '2014-12-16')
  expect(twins({ 'news/2014/plant/en.md': other, 'news/2015/plant/en.md': text })).toEqual([])
})

test('releases of one series have other figures, at least two and most of them', () => {
  const results = (first: string, second: string, third: string) =>
    `The company today published its results: revenue was ${first} million yuan, profit ${second} million yuan and the margin ${third} per cent.`
  const compare = (one: string, other: string) => pair('Results of the quarter', one, 'Results of the quarter', other)
  expect(compare(results('1,900', '201', '10.6'), results('2,100', '214', '10.2'))).toEqual([])
  expect(compare(results('1,900', '201', '10.6'), results('1,900', '201', '10.2'))).toEqual(['b'])
  expect(compare(words.replace('seventeen', '17'), words.replace('seventeen', '18'))).toEqual(['b'])
})
