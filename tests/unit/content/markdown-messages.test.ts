import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeProblem, type Problem, type ProblemLanguage } from '#lib/content/problem.ts'
import { bodyProblems } from '#lib/content/problems/body.ts'
import { renderReport } from '#lib/content/problems/report.ts'
import { applyFixes } from '#lib/content/yaml/edits.ts'
import { inspect, parseFixture, parseText } from '#tests/support/bodies.ts'
import { codes, fixtures } from '#tests/support/headers.ts'

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
  expect(mend('The ** line ** opened.')).toBe('The **line** opened.')
  expect(mend('[商务厅]{lang=cn}')).toBe('[商务厅]{lang=zh}')
})

test('a tag whose fix would have to guess has none', () => {
  for (const body of ['<b>never closed', '<b> spaced </b>', '<a href="x">x</a>', '<img src="x">', '> <p>\n> x</p>'])
    expect(inspect(body).problems.map(({ code, fix }) => [code, fix])).toEqual([['body/raw-html', undefined]])
})

const first = (problems: readonly Problem[]) => {
  const [found] = problems
  if (found === undefined) throw new Error('nothing was found')
  return {
    at: `${found.line}:${found.column}`,
    code: found.code,
    ...describeProblem(found, 'en'),
    zh: describeProblem(found, 'zh'),
  }
}

test('a body that the parser must not see is refused with its reason', () => {
  expect(first(inspect(`Text.\n\n${'>'.repeat(50_000)}`).problems)).toEqual({
    at: '3:1',
    code: 'body/too-nested',
    message: 'Lists or quotations are nested too deeply here.',
    hint: 'No release needs more than 20 levels. Look for a table, a list or a block of code that was pasted by mistake.',
    zh: {
      message: '此处列表或引文的层次过深。',
      hint: '任何稿件都不会超过20层。请检查是否误贴了表格、列表或代码。',
    },
  })
  expect(first(inspect('[a '.repeat(2000)).problems)).toEqual({
    at: '1:1',
    code: 'body/too-many-marks',
    message: 'This paragraph has too many signs such as *, [ and `.',
    hint: 'No release needs more than 1000 of them in a paragraph. Look for a table, a list or a block of code that was pasted by mistake.',
    zh: {
      message: '这一段中 *、[、` 之类的符号过多。',
      hint: '任何稿件都不会超过1000个此类符号。请检查是否误贴了表格、列表或代码。',
    },
  })
  expect(first(inspect(`${'*a* '.repeat(400)}\n\n`.repeat(30)).problems)).toEqual({
    at: '51:1',
    code: 'body/too-many-marks',
    message: 'This text has too many signs such as *, [ and `.',
    hint: 'No release needs more than 20000 of them in a text. Look for a table, a list or a block of code that was pasted by mistake.',
    zh: {
      message: '全文中 *、[、` 之类的符号过多。',
      hint: '任何稿件都不会超过20000个此类符号。请检查是否误贴了表格、列表或代码。',
    },
  })
  expect(first(inspect('a\n'.repeat(6000)).problems)).toEqual({
    at: '5001:1',
    code: 'body/too-many-lines',
    message: 'This text is too long.',
    hint: 'No release needs more than 5000 lines. Look for a table, a list or a block of code that was pasted by mistake.',
    zh: { message: '正文过长。', hint: '任何稿件都不会超过5000行。请检查是否误贴了表格、列表或代码。' },
  })
  expect(first(inspect(`Text ${'x'.repeat(3000)}`).problems)).toEqual({
    at: '1:6',
    code: 'body/word-too-long',
    message: 'Here are more than 2000 characters without a space.',
    hint: 'This is usually a file pasted as text. Delete it, put the file into the folder and link to it by name.',
    zh: {
      message: '此处有超过2000个连续字符，中间没有空格。',
      hint: '通常是把文件当作文字粘贴了。请删去，把文件放进文件夹，再用文件名链接。',
    },
  })
  expect(first(inspect(`|${'a|'.repeat(200)}\n|${'-|'.repeat(200)}\n${'|x|\n'.repeat(200)}`).problems)).toEqual({
    at: '100:1',
    code: 'body/table-too-large',
    message: 'This table has more than 20000 cells.',
    hint: 'Offer it as a download: put the spreadsheet into the folder and name it under downloads in the header.',
    zh: {
      message: '这个表格超过20000个单元格。',
      hint: '请改为附件：把电子表格放进文件夹，并写入文件头的 downloads。',
    },
  })
})

test('a long list of links, a long table and deep but human nesting are no excess', () => {
  const links = '- [Annual report of the works](https://example.com/annual_report_2026)\n'.repeat(500)
  const rows = '| [a](https://example.com/a_b) | **b** |\n'.repeat(400)
  const nested = '- a\n  - b\n    - c\n      - d\n        - e\n          > f\n          > > g\n'
  for (const body of [links, `| A | B |\n| --- | --- |\n${rows}`, nested]) expect(inspect(body).problems).toEqual([])
})

test('a picture on a page such as About is refused', () => {
  expect(first(inspect('![The hall](opening.jpg)', { slug: undefined }).problems)).toEqual({
    at: '1:1',
    code: 'picture/on-page',
    message: 'Pages such as About have no pictures; only releases have.',
    hint: 'Delete the picture, or link to a release that shows it.',
    zh: { message: '“关于”之类的页面不能放图片，只有稿件可以。', hint: '请删去图片，或链接到含有该图片的稿件。' },
  })
})

test('a body with very many mistakes reports the first 200', () => {
  expect(inspect('<b>x\n\n'.repeat(300)).problems).toHaveLength(200)
})

test('every problem of a body is caused by some test', () => {
  const caused = new Set([
    ...names.flatMap((name) => parseFixture(name).parsed.problems.map(({ code }) => code)),
    ...['body/too-nested', 'body/too-many-marks', 'body/too-many-lines', 'body/word-too-long', 'body/table-too-large'],
    'picture/on-page',
  ])
  // Those of files are caused in the tests of folders.
  const uncaused = Object.keys(bodyProblems).filter((code) => !code.startsWith('file/') && !caused.has(code))
  expect(uncaused).toEqual([])
})
