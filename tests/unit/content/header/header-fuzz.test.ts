import fc from 'fast-check'
import { expect, test } from 'vitest'
import { releaseFields } from '#lib/content/header/fields.ts'
import { describeProblem } from '#lib/content/problem.ts'
import { parseSite } from '#lib/content/site.ts'
import { applyFixes } from '#lib/content/yaml/edits.ts'
import { checkFile } from '#tests/support/content/headers.ts'

const name = fc.constantFrom(
  ...releaseFields,
  'src',
  'alt',
  'kind',
  'note',
  'url',
  'name',
  'file',
  'en',
  'zh',
  '标题',
  'x',
  '__proto__',
)
const colon = fc.constantFrom(': ', ':', '：', ' : ', ' = ', ' ', ':\n  ', ':\n- ', ':\n\t')
const scrap = fc.constantFrom(
  ...[
    'Q3 results',
    'a: b',
    ' #1',
    '# x',
    '"',
    "'",
    '“',
    '”',
    '[',
    ']',
    '{',
    '}',
    ',',
    '，',
    '- ',
    '-',
    '|',
    '>',
    '\n',
    '\n  ',
    '\r\n',
  ],
  ...[
    '\t',
    '\u3000',
    '&a',
    '*a',
    '!x',
    '@',
    '`',
    '%',
    '\\',
    '---',
    '...',
    '2026-11-21',
    '2026-02-30',
    '03/04/2026',
    'true',
    'no',
  ],
  ...[
    '',
    '~',
    'null',
    'policy',
    '/a?b=c',
    'https://x.example/',
    '标题',
    '😀',
    '\u0000',
    '\u2028',
    '? ',
    '<<',
    '{{',
    '[[',
  ],
)
const value = fc.array(scrap, { maxLength: 5 }).map((parts) => parts.join(''))
const line = fc
  .tuple(fc.constantFrom('', '', '', '  ', '- ', '  - '), name, colon, value)
  .map((parts) => parts.join(''))
const fence = fc.constantFrom('---', '---', '---', '----', '——', '--- ', '---js', '')
const file = fc
  .tuple(
    fc.constantFrom('', '', '\n', '\uFEFF'),
    fence,
    fc.array(line, { maxLength: 8 }),
    fence,
    fc.constantFrom('\nText.\n', '', '\n---\n'),
  )
  .map(([start, open, lines, close, body]) => `${start}${[open, ...lines, close].join('\n')}${body}`)

/** What is wrong with the answer itself. */
function faultsOf(text: string): string[] {
  const { header, problems, body } = checkFile(text)
  const lines = text.split('\n')
  const faults: string[] = []
  if (!text.endsWith(body)) faults.push('the body is not the end of the file')
  if (header === undefined && !problems.some(({ severity }) => severity === 'error'))
    faults.push('no header and no error')
  for (const found of problems) {
    const { line, column, code } = found
    if (line > lines.length || column > (lines[line - 1] ?? '').length + 1) faults.push(`${code} is beyond the file`)
    for (const { message, hint } of [describeProblem(found, 'en'), describeProblem(found, 'zh')])
      if (/undefined|\[object|NaN/.test(message + hint)) faults.push(`${code} lacks a value`)
  }
  checkFile(applyFixes(text, problems))
  return faults
}

test('whatever an editor types, the answer is a header, or problems at places of the file', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(file, (text) => {
      expect(faultsOf(text)).toEqual([])
    }),
    { numRuns: 300, examples: [['---\ntitle: \n---a: b\n---js\nText.\n']] },
  )
})

test('whatever a site file holds, the answer is a site or problems', { timeout: 60_000 }, () => {
  const yaml = fc.array(line, { maxLength: 8 }).map((lines) => lines.join('\n'))
  fc.assert(
    fc.property(yaml, yaml, (facts, categories) => {
      const [one, two] = [facts, categories].map((text) => new TextEncoder().encode(text))
      const parsed = parseSite(
        { file: 'site.yaml', bytes: one ?? new Uint8Array() },
        { file: 'categories.yaml', bytes: two ?? new Uint8Array() },
      )
      expect(parsed.site === undefined).toBe(parsed.problems.some(({ severity }) => severity === 'error'))
    }),
    { numRuns: 200 },
  )
})
