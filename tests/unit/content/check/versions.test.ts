import { expect, test } from 'vitest'
import { toldBetween } from '#tests/support/content/between-files.ts'
import { releaseText } from '#tests/support/content/content-folder.ts'

const told = (english: string, chinese: string) =>
  toldBetween({
    'news/2015/seminar/en.md': releaseText('Seminar', english),
    'news/2015/seminar/zh.md': releaseText('研讨会', chinese),
  })

test.each([
  ['legacyVisits: 111\n', ''],
  ['', 'legacyVisits: 111\n'],
  ['legacyVisits: 111\n', 'legacyVisits: 111\n'],
])('visits of an older site in one language, or the same in both, contradict nothing', (english, chinese) => {
  expect(told(english, chinese)).toEqual([])
})

const change = (day: string) => `  - date: ${day}\n    kind: update\n    note: A picture was added.\n`

test('the version whose last change is older is behind, whichever language it is and whatever stands last', () => {
  const [old, recent] = [
    `changes:\n${change('2016-01-05')}`,
    `changes:\n${change('2016-02-05')}${change('2016-01-05')}`,
  ]
  expect(told(old, recent)).toEqual(['news/2015/seminar/en.md:4:1 translation/behind'])
  expect(told(recent, old)).toEqual(['news/2015/seminar/zh.md:4:1 translation/behind'])
})
