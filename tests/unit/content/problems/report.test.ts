import { expect, test } from 'vitest'
import type { Problem } from '#lib/content/problem.ts'
import { type ReportOptions, renderReport } from '#lib/content/problems/report.ts'
import { checkFile } from '#tests/support/content/headers.ts'

const file = 'news/2026/q3-results/en.md'
const text = '---\ntitle: Q3 results: revenue up 8%\ndate: 2026-11-21\n---\n'
const { problems } = checkFile(text, file)

function render(found: readonly Problem[], options: Partial<ReportOptions> = {}, content = text): string {
  const texts = new Map([[file, content]])
  return renderReport(found, { language: 'en', format: 'text', texts, releases: { total: 214, broken: 1 }, ...options })
}

test('the text names the place, what happened, the line and the cure', () => {
  expect(render(problems)).toBe(`content/news/2026/q3-results/en.md:2:8  error  header/colon-in-value

  This title contains a colon followed by a space, which YAML reads as a second field.

    1 | ---
  > 2 | title: Q3 results: revenue up 8%
      |        ^^^^^^^^^^^^^^^^^^^^^^^^^
    3 | date: 2026-11-21

  Put the whole value in quotation marks:
      title: "Q3 results: revenue up 8%"
  \`npm run news -- check --fix\` can do this.

1 error in 1 of 214 releases. The other 213 are unaffected and still online.
`)
})

test('the last line counts errors and warnings, and says what stays online', () => {
  const last = (found: readonly Problem[], total: number, broken: number, language: 'en' | 'zh' = 'en') =>
    render(found, { language, releases: { total, broken } }).trimEnd().split('\n').at(-1)
  const warnings = checkFile('\n---\ntitle: Q3\ndate: 2026-11-21\n---\n', file).problems
  expect(last([], 214, 0)).toBe('No problems in 214 releases.')
  expect(last([], 1, 0)).toBe('No problems in 1 release.')
  expect(last(warnings, 214, 0)).toBe('1 warning. All 214 releases are unaffected and online.')
  expect(last(problems, 2, 1)).toBe('1 error in 1 of 2 releases. The other one is unaffected and still online.')
  expect(last(problems, 1, 1)).toBe('1 error in 1 of 1 release.')
  expect(last([...problems, ...problems, ...warnings], 214, 2)).toBe(
    '2 errors and 1 warning in 2 of 214 releases. The other 212 are unaffected and still online.',
  )
  expect(last([], 214, 0, 'zh')).toBe('共 214 篇稿件，没有发现问题。')
  expect(last(warnings, 214, 0, 'zh')).toBe('1 个警告。全部 214 篇稿件不受影响，正常在线。')
  expect(last(problems, 214, 1, 'zh')).toBe('共 214 篇稿件，其中 1 篇有问题：1 个错误。其余 213 篇不受影响，仍然在线。')
})

test('JSON holds the same words and where the mistake is', () => {
  expect(JSON.parse(render(problems, { format: 'json', language: 'zh' }))).toEqual({
    errors: 1,
    warnings: 0,
    releases: { total: 214, broken: 1 },
    problems: [
      {
        file: 'content/news/2026/q3-results/en.md',
        line: 2,
        column: 8,
        length: 25,
        severity: 'error',
        code: 'header/colon-in-value',
        message: '`title` 的内容里有英文冒号加空格，YAML 会把它读成另一个字段。',
        hint: '请给整个值加上引号：\n    title: "Q3 results: revenue up 8%"',
        fixable: true,
      },
    ],
  })
})

test('annotations are one line each, with their signs escaped', () => {
  const annotated = render(checkFile(text, 'news/2026/a,b:c/en.md').problems, { format: 'github' })
  expect(annotated).toBe(
    '::error file=content/news/2026/a%2Cb%3Ac/en.md,line=2,col=8,endColumn=33,title=header/colon-in-value::This title contains a colon followed by a space, which YAML reads as a second field.%0APut the whole value in quotation marks:%0A    title: "Q3 results: revenue up 8%25"\n',
  )
})

test('under Chinese, which is twice as wide, the mark stands under the mistake', () => {
  const chinese = '---\ntitle: 三季度业绩：增长 #1\ndate: 2026-11-21\n---\n'
  const lines = render(checkFile(chinese, file).problems, {}, chinese).split('\n')
  const at = lines.findIndex((line) => line.startsWith('  > 2'))
  expect(lines[at + 1]).toBe(`      | ${' '.repeat('title: '.length + 2 * 8 + 1)}^^`)
})

test('a long line is shown around the mistake', () => {
  const long = `---\ntitle: ${'word '.repeat(30)}#1\ndate: 2026-11-21\n---\n`
  const lines = render(checkFile(long, file).problems, {}, long).split('\n')
  const at = lines.findIndex((line) => line.startsWith('  > 2'))
  expect(lines[at]).toMatch(/^ {2}> 2 \| ….{40}#1$/)
  expect(lines[at + 1]?.indexOf('^')).toBe(lines[at]?.indexOf('#'))
})

test('a file cannot move the cursor of the terminal, nor turn its text', () => {
  const evil = '---\ntitle: a: \u001b[2J\u202eb\ndate: 2026-11-21\n---\n'
  const found: Problem = { ...problems[0], file, line: 2, column: 8 } as Problem
  const rendered = render([found], {}, evil)
  expect(rendered).toContain('title: a: \uFFFD[2J\uFFFDb')
  expect(rendered).not.toContain('\u001b')
  expect(rendered).not.toContain('\u202e')
})

test('a file whose text is not at hand has no frame', () => {
  expect(render(problems, { texts: new Map() })).not.toContain('|')
})
