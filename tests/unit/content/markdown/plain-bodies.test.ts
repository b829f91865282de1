import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { buildDemoRelease } from '#lib/cli/demo/release.ts'
import { splitFile } from '#lib/content/front-matter.ts'
import { inspectPlainBody, readPlainWords } from '#lib/content/markdown/plain/facts.ts'
import { inspectAnyBody, renderBody } from '#lib/content/markdown.ts'
import { aloneBody, assets } from '#tests/support/content/bodies.ts'

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
    '**Bold.** Then',
    '**粗体。**接着',
    'a**b**c',
    '**a** **b**',
    '**a****b**',
    '**a**.b',
    '**“a”**b',
    '**a',
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

/** Words that are right in some blocks and wrong, or no words, in others. */
const doubtful = fc.constantFrom(
  ...[
    '甲【乙】（https://a.cn）',
    'x【a】(b.pdf)',
    'x＊＊重点＊＊',
    'x】{lang=zz}',
    'x】｛en｝',
    'x•a',
    'x\u200bx',
    'x\ufffd',
    'x\f',
    'a\u0001b',
  ],
  ...[
    '“ ”',
    '（',
    'See http://a.cn:99999 now',
    'See www.a.cn',
    'a@b.cn',
    '**Bold.**b',
    '**Bold.** b',
    '**粗体。**接着',
    'a**b**c',
  ],
  ...[
    '**a** **b**',
    '**a****b**',
    '**“a”**b',
    '**a**.',
    '**a）**（b',
    '**a：**',
    '（一）',
    '第1条 x',
    'a # b',
    '__a__',
    '2. x',
  ],
)
const frames = fc.constantFrom(
  ...[
    (x: string) => x,
    (x: string) => `- ${x}\n- Two`,
    (x: string) => `1. One\n2. ${x}`,
    (x: string) => `> ${x}\n>\n> — Two`,
  ],
  ...[
    (x: string) => `## ${x}`,
    (x: string) => `| ${x} | ${x} |\n| --- | --- |\n| 1 | 2 |`,
    (x: string) => `| a |\n| --- |\n| ${x} |`,
  ],
)
const framed = fc.tuple(frames, doubtful).map(([frame, words]) => `${frame(words)}\n\n`)
const shown = fc.constantFrom(
  ...[
    '![A view](opening.jpg)',
    '![开幕](开幕.jpg "开幕式")\n![A view](./opening.jpg)',
    '![A view](hall.jpg)',
    '![a.jpg](opening.jpg)',
  ],
  ...['![A view](opening.jpg "a**b**")', '![A view](opening.jpg) b', '![**a**](opening.jpg)', '![A view](gone.jpg)'],
  ...['### A', '## A', '# A', '#### A', '##A', '＃ 标题'],
)
const bodies = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: blocks },
      { weight: 3, arbitrary: framed },
      { weight: 1, arbitrary: shown.map((block) => `${block}\n\n`) },
      { weight: 1, arbitrary: scraps },
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => parts.join(''))

test('the words of a plain body are those of its whole tree', () => {
  let plain = 0
  fc.assert(
    fc.property(bodies, (body) => {
      const words = readPlainWords(body)
      if (words === undefined) return
      plain += 1
      expect(words).toBe(renderBody(body, aloneBody).text)
    }),
    { numRuns: 3000 },
  )
  expect(plain).toBeGreaterThan(250)
})

test('what a plain body is said to be without its tree is what its tree says', () => {
  let plain = 0
  const options = { ...aloneBody, assets }
  fc.assert(
    fc.property(bodies, (body) => {
      const facts = inspectPlainBody(body, options)
      if (facts === undefined) return
      plain += 1
      expect(facts).toEqual(inspectAnyBody(body, options))
    }),
    { numRuns: 3000 },
  )
  expect(plain).toBeGreaterThan(250)
})

test('a plain body of any length is read in one go', () => {
  const gap = ' '.repeat(400_000)
  for (const body of [
    `| a${gap}b |\n| --- |`,
    `**a${gap}`,
    `- a${gap}b`,
    `a${'\n'.repeat(4000)}b`,
    `![a${gap}b](c.jpg)`,
  ])
    expect(inspectPlainBody(body, aloneBody)?.problems ?? []).toEqual([])
})

test('nearly all generated releases are read and checked without a tree', () => {
  const bodies = Array.from({ length: 60 }, (_, index) =>
    buildDemoRelease(index, { releases: 60, seed: 3, until: '2026-11-20', files: false }),
  )
    .flatMap((release) => [...release.texts.values()])
    .map((text) => splitFile('en.md', Buffer.from(text)).body)
  const read = bodies.flatMap((body) => readPlainWords(body) ?? [])
  const checked = bodies.flatMap((body) => inspectPlainBody(body, aloneBody) ?? [])
  expect(Math.min(read.length, checked.length)).toBeGreaterThan(0.9 * bodies.length)
})
