import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { buildDemoRelease } from '#lib/cli/demo/release.ts'
import { splitFile } from '#lib/content/front-matter.ts'
import { readPlainWords } from '#lib/content/markdown/skim.ts'
import { renderBody } from '#lib/content/markdown.ts'
import { aloneBody } from '#tests/support/bodies.ts'

vi.setConfig({ testTimeout: 60_000 })

const lines = fc.constantFrom(
  ...[
    'The press ran.',
    '奖项在北京颁发。',
    '“A word”',
    '2015 was',
    '2. x',
    'https://example.com/a, a@b.cn',
    'Table: x',
    '— x',
  ],
  ...[
    'a  b',
    'a\u00a0',
    'www.a.com',
    'x # y',
    'a!',
    '(a) b',
    'a = b',
    '表：甲',
    'a:b',
    '- a',
    '+ a',
    '=',
    '---',
    'Ａ１',
  ],
)
const starts = fc.constantFrom(
  '',
  '',
  '',
  '# ',
  '## ',
  '> ',
  '> — ',
  '- ',
  '1. ',
  '10. ',
  '>',
  '* ',
  '| ',
  '    ',
  '\u3000',
)
const ends = fc.constantFrom(
  '',
  '',
  '',
  '',
  '',
  ' ',
  ' #',
  ' |',
  ' | b |',
  '\t',
  '[^1]',
  '*',
  '&amp;',
  '<b>',
  '\\',
  '\u2028',
)
const breaks = fc.constantFrom(
  '\n',
  '\n\n',
  '\n\n',
  '\n\n\n',
  '\n>\n',
  '\n| --- | ---: |\n',
  '\n| --- |\n',
  '\n \n',
  '\r\n',
)
const scraps = fc.tuple(starts, lines, ends, breaks).map((parts) => parts.join(''))
const blocks = fc.constantFrom(
  ...[
    'Words.\n\n',
    '\n\n## 标题\n\n',
    '> One.\n>\n> — Two\n\n',
    '- One\n- Two\n\n',
    '1. One\n2. Two\n\n',
    '| a | b |\n| --- | :-: |\n| 1 | +2 % |\n\n',
  ],
  ...[
    '| a |\n| --- | --- |\n\n',
    '| a | b |\n| --- | --- |\n| 1 |\n\n',
    '> One\n> two\n\n',
    '- One\n1. Two\n\n',
    '> - One\n\n',
    '| a |\n| - |\n\n',
  ],
)

test('the words of a plain body are those of its whole tree', () => {
  let plain = 0
  fc.assert(
    fc.property(
      fc.array(fc.oneof(scraps, { weight: 2, arbitrary: blocks }), { minLength: 1, maxLength: 5 }),
      (parts) => {
        const body = parts.join('')
        const words = readPlainWords(body)
        if (words === undefined) return
        plain += 1
        expect(words).toBe(renderBody(body, aloneBody).text)
      },
    ),
    { numRuns: 4000 },
  )
  expect(plain).toBeGreaterThan(500)
})

test('the words of generated releases are read without a tree', () => {
  const bodies = Array.from({ length: 60 }, (_, index) =>
    buildDemoRelease(index, { releases: 60, seed: 3, until: '2026-11-20', files: false }),
  )
    .flatMap((release) => [...release.texts.values()])
    .map((text) => splitFile('en.md', Buffer.from(text)).body)
  const read = bodies.flatMap((body) => readPlainWords(body) ?? [])
  expect(read.length).toBeGreaterThan(0.9 * bodies.length)
})
