import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ProblemLanguage } from '#lib/content/problem.ts'
import { renderReport } from '#lib/content/problems/report.ts'
import { applyFixes } from '#lib/content/yaml/edits.ts'
import { inspect, parseFixture, parseText } from '#tests/support/content/bodies.ts'
import { codes, fixtures } from '#tests/support/content/headers.ts'

const folder = join(fixtures, 'body')
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.md'))
  .map((name) => name.slice(0, -'.md'.length))

function report(name: string, language: ProblemLanguage): string {
  const { text, parsed } = parseFixture(name)
  const texts = new Map(parsed.problems.map(({ file }) => [file, text]))
  const broken = parsed.problems.some(({ severity }) => severity === 'error') ? 1 : 0
  return renderReport(parsed.problems, { language, format: 'text', texts, releases: { total: 3, broken } })
}

/** Where each broken fixture's mistakes are; the words are in the `.en.txt` and `.zh.txt` beside it. */
const expected: Readonly<Record<string, readonly string[]>> = {
  'alt-is-file-name': ['6:1 picture/alt-is-file-name'],
  'alt-missing': ['6:1 picture/alt-missing'],
  'bullet-character': ['6:1 body/bullet-character', '7:1 body/bullet-character'],
  comment: [],
  'complete-chinese': [],
  complete: [],
  'empty-draft': [],
  empty: ['4:1 body/empty'],
  footnotes: ['6:42 body/footnote-missing', '10:1 body/footnote-repeated', '12:1 body/footnote-unused'],
  'h1-underlined': ['8:1 body/h1'],
  h1: ['8:1 body/h1'],
  'header-files': ['5:8 picture/not-found', '8:11 download/not-found', '10:11 download/not-found'],
  'heading-skipped': ['10:1 body/heading-skipped'],
  'heading-underlined': ['6:1 body/heading-underlined'],
  'heading-without-space': ['8:1 body/heading-without-space', '10:1 body/heading-without-space'],
  'indented-text': ['8:1 body/indented-text'],
  'invisible-character': ['6:16 body/invisible-character', '6:25 body/invisible-character'],
  'lang-syntax': ['6:24 body/lang-syntax', '6:41 body/lang-syntax'],
  'lang-unknown': ['6:9 body/lang-unknown', '6:32 body/lang-unknown'],
  'link-damaged': ['6:18 body/link-damaged', '6:43 body/link-damaged'],
  'link-file-missing': ['6:21 body/link-file-missing', '6:47 body/link-file-missing', '6:73 body/link-file-missing'],
  'link-gap': ['6:9 body/link-broken'],
  'link-heading-missing': ['6:20 body/link-heading-missing', '6:43 body/link-heading-missing'],
  'link-incomplete': [
    '6:16 body/link-incomplete',
    '6:56 body/link-incomplete',
    '6:96 body/link-incomplete',
    '6:127 body/link-incomplete',
  ],
  'link-quotes': ['6:1 body/link-broken'],
  'link-reference': ['6:9 body/link-broken'],
  'link-space': ['6:9 body/link-broken'],
  'link-unsafe': ['6:12 body/link-unsafe', '6:45 body/link-unsafe', '6:84 body/link-unsafe', '6:116 body/link-unsafe'],
  'link-wide-brackets': ['6:3 body/link-broken', '6:40 body/link-broken'],
  'link-without-words': ['6:5 body/link-without-words'],
  'lost-character': ['6:20 body/lost-character'],
  'pasted-table': ['7:1 body/pasted-table'],
  'picture-embedded': ['8:13 picture/embedded'],
  'picture-format': ['6:13 picture/format'],
  'picture-not-found': ['6:13 picture/not-found', '8:13 picture/not-found', '10:13 picture/not-found'],
  'picture-remote': ['6:13 picture/remote'],
  'picture-too-large': ['6:13 picture/too-large'],
  'picture-unreadable': ['6:13 picture/unreadable'],
  'picture-wide-mark': ['8:1 body/link-broken'],
  'raw-html': ['6:10 body/raw-html', '6:31 body/raw-html', '8:1 body/raw-html', '10:1 body/raw-html'],
  'stray-marks': ['6:10 body/stray-marks', '6:38 body/stray-marks'],
  'table-cells': ['8:1 body/table-cells'],
  'table-without-heads': ['6:1 body/table-without-heads'],
  'words-after-comment': ['6:29 body/words-after-comment'],
}

for (const name of names) {
  test(`${name}: mistakes are found at their line and column`, () => {
    expect(codes(parseFixture(name).parsed)).toEqual(expected[name])
  })

  for (const language of ['en', 'zh'] as const) {
    test(`${name}: the report in ${language} says what happened and what to do`, async () => {
      await expect(report(name, language)).toMatchFileSnapshot(join(folder, `${name}.${language}.txt`))
    })
  }
}

/** Fixtures of which every mistake has a mechanical cure. */
const mendable = [
  'bullet-character',
  'h1',
  'h1-underlined',
  'heading-skipped',
  'heading-underlined',
  'heading-without-space',
  'indented-text',
  'invisible-character',
  'lang-syntax',
  'link-gap',
  'link-incomplete',
  'link-quotes',
  'link-wide-brackets',
  'pasted-table',
  'picture-wide-mark',
  'words-after-comment',
]

for (const name of mendable) {
  test(`${name}: every mistake is mended by its fix, and then there is none`, () => {
    const { text, parsed } = parseFixture(name)
    expect(parsed.problems.filter(({ fix }) => fix === undefined)).toEqual([])
    const mended = applyFixes(text, parsed.problems)
    expect(codes(parseText(mended))).toEqual([])
  })
}

test('what a fix writes is what the editor meant', () => {
  const mend = (body: string) => applyFixes(body, inspect(body).problems)
  expect(mend('The <b>line</b> and <em>hall</em>.')).toBe('The **line** and *hall*.')
  expect(mend('One,<br>two,<br />\nthree.')).toBe('One,\\\ntwo,\\\nthree.')
  expect(mend('<p class="MsoNormal">One <span lang="EN-US">two</span>.</p>')).toBe('One two.')
  expect(mend('a <span style="x">b</span> c')).toBe('a b c')
  expect(mend('详见【公告】（https://example.com）。')).toBe('详见[公告](https://example.com)。')
  expect(mend('！[车间](opening.jpg)')).toBe('![车间](opening.jpg)')
  expect(mend('![车间](opening.jpg “一角”)')).toBe('![车间](opening.jpg "一角")')
  expect(mend('See [it](my plan.pdf).')).toBe('See [it](<my plan.pdf>).')
  expect(mend('See [it](www.example.com).')).toBe('See [it](https://www.example.com).')
  expect(mend('See [it](Programme.PDF).')).toBe('See [it](programme.pdf).')
  expect(mend('＃＃＃ 展望')).toBe('### 展望')
  expect(mend('Orders:\nA\tB\n1 | 2\t[3](https://example.com)\nAll.')).toBe(
    'Orders:\n\n| A | B |\n| --- | --- |\n| 1 \\| 2 | [3](https://example.com) |\n\nAll.',
  )
  expect(mend('The ** line ** opened.')).toBe('The **line** opened.')
  expect(mend('[商务厅]{lang=cn}')).toBe('[商务厅]{lang=zh}')
})

test('a pasted table is mended with the line ends of Windows too', () => {
  const body = 'Orders:\r\nA\tB\r\n1\t2\r\nAll.'
  expect(applyFixes(body, inspect(body).problems)).toBe('Orders:\r\n\n| A | B |\n| --- | --- |\n| 1 | 2 |\n\r\nAll.')
})

test('a list from a word processor, its marks parted from the words by tabs, is no table', () => {
  for (const list of ['•\tFirst.\n•\tSecond.', 'a)\tFirst.\nb)\tSecond.', '一、\tFirst.\n二、\tSecond.'])
    expect(inspect(list).problems.filter(({ code }) => code === 'body/pasted-table')).toEqual([])
})

test('a tag whose fix would have to guess has none', () => {
  for (const body of ['<b>never closed', '<b> spaced </b>', '<a href="x">x</a>', '<img src="x">', '> <p>\n> x</p>'])
    expect(inspect(body).problems.map(({ code, fix }) => [code, fix])).toEqual([['body/raw-html', undefined]])
})

test('the closing half of a pair is no second mistake, and one whose tag was never opened is a mistake of its own', () => {
  const tags = (body: string) => inspect(body).problems.map(({ values }) => values?.['tag'])
  expect(tags('One <B>two\n\nthree</b> four.')).toEqual(['b'])
  expect(tags('> <div><b>\n> two\n\nthree</b> four.\n\n</div>')).toEqual(['div'])
  expect(tags('One<br>two\n\nthree</b> four.')).toEqual(['br', 'b'])
})

test('a long list of links, a long table and deep but human nesting are no excess', () => {
  const links = '- [Annual report of the works](https://example.com/annual_report_2026)\n'.repeat(500)
  const rows = '| [a](https://example.com/a_b) | **b** |\n'.repeat(400)
  const nested = '- a\n  - b\n    - c\n      - d\n        - e\n          > f\n          > > g\n'
  for (const body of [links, `| A | B |\n| --- | --- |\n${rows}`, nested]) expect(inspect(body).problems).toEqual([])
})

test('a body with very many mistakes reports the first 200', () => {
  expect(inspect('<b>x\n\n'.repeat(300)).problems).toHaveLength(200)
})
