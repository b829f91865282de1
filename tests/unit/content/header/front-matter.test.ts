import { expect, test } from 'vitest'
import { splitFile } from '#lib/content/front-matter.ts'
import { parseHeader, parsePageHeader } from '#lib/content/schema.ts'
import { lineNumber } from '#lib/content/yaml/places.ts'
import { checkFile, checkFixture, codes, headerSite } from '#tests/support/content/headers.ts'

const split = (text: string) => splitFile('release.md', new TextEncoder().encode(text))

test('the body is the file from the line after the header on, whatever is trimmed before', () => {
  const text = '\n\n---  \ntitle: Q3 results\ndate: 2026-11-21\n---\t\n\n\n  Indented text.\n\n---\n\nEnd.'
  const { body, bodyStart } = split(text)
  expect(body).toBe('\n\n  Indented text.\n\n---\n\nEnd.')
  expect(bodyStart).toEqual({ line: 7, offset: text.indexOf('\n\n  Indented') })
  expect(text.slice(bodyStart.offset)).toBe(body)
})

test('line numbers count the lines of the file with Windows line ends too', () => {
  const { body, bodyStart } = split('---\r\ntitle: Q3 results\r\ndate: 2026-11-21\r\n---\r\nText.\r\n')
  expect(body).toBe('Text.\r\n')
  expect(bodyStart.line).toBe(5)
})

test('a Windows line end before the closing fence is no part of the last field', () => {
  for (const last of [
    'title: Q3 results',
    'tags: [a]',
    'image: {src: a.jpg, alt: ""}',
    'summary: |\r\n  Two\r\n  lines',
  ]) {
    const { problems } = split(`---\r\n${last}\r\n---\r\nText.\r\n`)
    expect(codes({ problems })).toEqual([])
  }
  const { place } = parseHeader(split('---\r\ntitle: Q3 results\r\n---\r\n'), headerSite)
  expect(place('title').length).toBe('Q3 results'.length)
})

test('a byte order mark stays in the text, takes no column and is not part of the title', () => {
  const { header, problems, text } = checkFile('\uFEFF---\ntitle: Q3 results\ndate: 2026-11-21\n---\nText.\n')
  expect(problems).toEqual([])
  expect(header?.title).toBe('Q3 results')
  expect(text.startsWith('\uFEFF')).toBe(true)
  expect(codes(checkFile('\uFEFFtitle: Q3 results\ndate: 2026-11-21\n---\n'))).toEqual(['1:1 header/no-opening'])
})

test('a header at the very end of a file has an empty body', () => {
  const { body, bodyStart, text } = split('---\ntitle: Q3 results\ndate: 2026-11-21\n---')
  expect(body).toBe('')
  expect(bodyStart).toEqual({ line: lineNumber(text, text.length), offset: text.length })
})

test('a rule in the body is not taken for the end of the header, nor a heading for a remark', () => {
  const text = '---\ntitle: Q3 results\ndate: 2026-11-21\n\n## A heading\n\nText.\n\n---\n\nEnd.\n'
  const { problems, body } = split(text)
  expect(codes({ problems })).toEqual(['4:1 header/no-closing'])
  expect(body).toBe('\n## A heading\n\nText.\n\n---\n\nEnd.\n')
})

test('a missing end is seen in a file without any text, and in one that ends with the header', () => {
  expect(codes(checkFile('---\ntitle: Q3 results\ndate: 2026-11-21\n'))).toEqual(['4:1 header/no-closing'])
  expect(codes(checkFile('---\ntitle: Q3 results\ndate: 2026-11-21'))).toEqual(['3:17 header/no-closing'])
})

test('the same broken file gives the same errors each time it is read', () => {
  const first = codes(checkFixture('colon-in-value'))
  expect(first).toEqual(['2:8 header/colon-in-value'])
  expect(codes(checkFixture('colon-in-value'))).toEqual(first)
  expect(checkFixture('colon-in-value').header).toBeUndefined()
})

for (const language of ['js', 'javascript', 'JS', 'coffee', 'json', 'toml', 'constructor', '__proto__', 'toString']) {
  test(`a header that calls itself ${language} is refused, and nothing in it runs`, () => {
    const run = `(globalThis.headerRan = true, { title: 'x' })`
    const { problems, header } = split(`---${language}\n${run}\n---\nText.\n`)
    expect(codes({ problems })).toEqual(['1:4 header/language'])
    expect(header).toBeUndefined()
    expect('headerRan' in globalThis).toBe(false)
  })
}

test('a header that calls itself yaml is read, and told that it need not', () => {
  expect(codes(checkFile('---yaml\ntitle: Q3 results\ndate: 2026-11-21\n---\n'))).toEqual(['1:4 header/language'])
})

test('fields with names from the depths of JavaScript are unknown fields and change nothing', () => {
  const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '<<']
  const lines = names.map((name) => `${name}: { polluted: yes }\n`).join('')
  const { problems } = checkFile(`---\ntitle: Q3 results\ndate: 2026-11-21\n${lines}---\n`)
  expect(codes({ problems })).toEqual(names.map((_, index) => `${index + 4}:1 header/unknown-field`))
  expect('polluted' in {}).toBe(false)
})

test('a repeated field is named with both lines, and the first one counts for further checks', () => {
  const { problems } = checkFile('---\ntitle: Q3 results\ndate: 2026-02-30\ntitle: Other\ndate: 2026-11-21\n---\n')
  expect(codes({ problems })).toEqual([
    '3:7 header/no-such-day',
    '4:1 header/duplicate-field',
    '5:1 header/duplicate-field',
  ])
  expect(problems[1]?.values).toEqual({ field: 'title', firstLine: 2, line: 4 })
})

const hostile: Readonly<Record<string, string>> = {
  'brackets nested 30,000 deep': `tags: ${'['.repeat(30_000)}`,
  'braces nested 30,000 deep': `image: ${'{a: '.repeat(15_000)}`,
  'hyphens nested 30,000 deep': `tags:\n  ${'- '.repeat(30_000)}`,
  'question marks nested 30,000 deep': '? '.repeat(30_000),
  'indentation 300 deep': Array.from({ length: 300 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
  'references that grow a thousandfold': [
    'a: &a [x, x, x, x, x, x, x, x, x, x]',
    ...Array.from(
      { length: 9 },
      (_, n) =>
        `b${n}: &b${n} [${Array(10)
          .fill(n === 0 ? '*a' : `*b${n - 1}`)
          .join(', ')}]`,
    ),
  ].join('\n'),
  'a line of 60,000 spaces': `title: a${' '.repeat(60_000)}b`,
  'a word of 60,000 spaces and no colon': `a${' '.repeat(60_000)}b`,
  'a thousand open quotation marks': `tags: [${`"' `.repeat(20_000)}`,
  '10,000 unknown fields': Array.from({ length: 5000 }, (_, n) => `f${n}: x`).join('\n'),
  '60,000 hashes': `tags: [${' #a'.repeat(20_000)}]`,
  '60,000 colons': `title: ${': '.repeat(30_000)}`,
}

for (const [name, header] of Object.entries(hostile)) {
  test(`${name} are problems and not a crash or a wait`, { timeout: 10_000 }, () => {
    const { problems } = checkFile(`---\ntitle: Q3 results\ndate: 2026-11-21\n${header}\n---\nText.\n`)
    expect(problems.length).toBeGreaterThan(0)
  })
}

test('100,000 nested brackets make a header too long to be read', () => {
  const { problems } = checkFile(`---\ntags: ${'['.repeat(100_000)}\n---\n`)
  expect(codes({ problems })).toEqual(['2:1 header/too-long'])
})

test('a page has a title, and may have a summary and a day', () => {
  const text = '---\ntitle: About\nsummary: Who we are.\nupdated: 2026-11-21\n---\nText.\n'
  expect(parsePageHeader(split(text), headerSite)).toMatchObject({
    header: { title: 'About', summary: 'Who we are.', updated: Date.parse('2026-11-21T00:00:00+08:00') },
    problems: [],
  })
  const wrong = parsePageHeader(split('---\ndate: 2026-11-21\n---\nText.\n'), headerSite)
  expect(codes(wrong)).toEqual(['2:1 header/unknown-field', '1:1 header/missing-field'].sort())
  expect(wrong.header).toBeUndefined()
})

test('a place is known for each value, and for a field that is not there', () => {
  const text =
    '---\ntitle: Q3 results\ndate: 2026-11-21\nchanges:\n  - date: 2026-11-22\n    kind: update\n    note: A table.\n---\n'
  const { place } = parseHeader(split(text), headerSite)
  expect(place('title')).toMatchObject({ file: 'release.md', line: 2, column: 8, length: 10 })
  expect(place('changes.0.date')).toMatchObject({ line: 5, column: 11 })
  expect(place('changes.0.note')).toMatchObject({ line: 7, column: 11 })
  expect(place('changes.1.date')).toMatchObject({ line: 4, column: 1 })
  expect(place('image')).toMatchObject({ line: 1, column: 1 })
})
