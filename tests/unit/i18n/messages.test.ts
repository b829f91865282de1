import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { locales } from '#lib/i18n/locales.ts'
import { messages, translate } from '#lib/i18n/translate.ts'

type Found = readonly [key: string, message: unknown]

function flatten(group: object, path = ''): Found[] {
  return Object.entries(group).flatMap(([name, value]): Found[] =>
    typeof value === 'object' ? flatten(value, `${path}${name}.`) : [[`${path}${name}`, value]],
  )
}

const root = join(import.meta.dirname, '../../..')
const code = ['app', 'components', 'lib/publish']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8')),
  )
  .join('\n')

test('every language has every message, and nothing more', () => {
  const keys = (locale: (typeof locales)[number]) => flatten(messages(locale)).map(([key]) => key)
  for (const locale of locales) expect(keys(locale)).toEqual(keys('en'))
})

test('no message is empty', () => {
  for (const locale of locales) {
    for (const [key, message] of flatten(messages(locale))) {
      if (typeof message === 'string') expect(message.trim(), key).not.toBe('')
    }
  }
})

test('Chinese sentences hold no Latin punctuation', () => {
  const wrong = flatten(messages('zh')).filter(
    ([, message]) => typeof message === 'string' && /\p{Script=Han}[,;:!?()]|[,;:!?()]\p{Script=Han}/u.test(message),
  )
  expect(wrong).toEqual([])
})

test('every message is shown somewhere', () => {
  const unused = flatten(messages('en'))
    .map(([key]) => key)
    .filter((key) => {
      const group = key.slice(0, key.lastIndexOf('.'))
      return !code.includes(`'${key}'`) && !code.includes(`\`${group}.\${`)
    })
  expect(unused).toEqual([])
})

test('a message with values puts them into words', () => {
  expect(translate('en', 'list.releases', { count: 1 })).toBe('1 release')
  expect(translate('en', 'list.releases', { count: 1284 })).toBe('1,284 releases')
  expect(translate('zh', 'list.releases', { count: 1284 })).toBe('共 1,284 篇')
  expect(translate('en', 'archive.since', { count: 416, year: 2009 })).toBe('416 releases since 2009')
  expect(translate('zh', 'archive.since', { count: 416, year: 2009 })).toBe('2009年以来共 416 篇')
  expect(translate('zh', 'flag.corrected', { date: '2015年12月18日' })).toBe('2015年12月18日更正')
})

test('the line of record has its two forms', () => {
  expect(translate('en', 'record.visits')).toBe('Today/Total visits: ')
  expect(translate('zh', 'record.visits')).toBe('今日/总访问量：')
})
