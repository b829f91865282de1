import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitFile } from '#lib/content/front-matter.ts'
import { textAt } from '#lib/content/header/locate.ts'
import { appendToHeaderList, setHeaderFields } from '#lib/content/header/write.ts'
import { checkFile, codes } from '#tests/support/content/headers.ts'

const original = `---
# Who wrote this
title:   "Q3 results"   # keep
date: 2026-11-21 09:30

source:
    name: Example Works
    url: https://example.com/ # in English too
tags: [results,   'policy' ]
aliases:
  # the old site
  - /NewsDetail.asp?id=118
draft: true
# last remark
---

The text --- with a rule.

---
`

test('only the value that was asked for changes', () => {
  const changed = setHeaderFields(original, { draft: false })
  expect(changed).toBe(original.replace('draft: true', 'draft: false'))
})

test('remarks, spacing and order around a changed value stay', () => {
  expect(setHeaderFields(original, { title: 'Q3: results' })).toBe(original.replace('"Q3 results"', '"Q3: results"'))
})

test('new fields come at the end of the header', () => {
  const changed = setHeaderFields(original, { legacyVisits: 111, number: '2026-118' })
  expect(changed).toBe(
    original.replace('# last remark\n---', '# last remark\nlegacyVisits: 111\nnumber: 2026-118\n---'),
  )
})

test('a field is taken away with its lines', () => {
  const changed = setHeaderFields(original, { source: undefined, category: undefined })
  expect(changed).toBe(original.replace(/source:\n {4}name.*\n {4}url.*\n/, ''))
})

test('a field of several parts is written on several lines', () => {
  const withdrawn = { date: '2026-11-22 10:00', kind: 'withdrawn', reason: 'Wrong: see #2', replacement: undefined }
  const changed = setHeaderFields(original, { withdrawn })
  expect(changed).toContain('withdrawn:\n  date: 2026-11-22 10:00\n  kind: withdrawn\n  reason: "Wrong: see #2"\n---')
  expect(checkFile(changed).header?.withdrawn).toMatchObject({ kind: 'withdrawn', reason: 'Wrong: see #2' })
})

test('an item is added to a list on lines, after its last one and as far indented', () => {
  expect(appendToHeaderList(original, 'aliases', '/en/news/old')).toBe(
    original.replace('  - /NewsDetail.asp?id=118\n', '  - /NewsDetail.asp?id=118\n  - /en/news/old\n'),
  )
})

test('an item is added to a list in brackets, and begins a list that is not there', () => {
  expect(appendToHeaderList(original, 'tags', 'C#, D')).toBe(original.replace("'policy' ]", '\'policy\', "C#, D" ]'))
  const change = { date: '2026-11-22', kind: 'update', note: 'A table.' }
  const once = appendToHeaderList(original, 'changes', change)
  expect(once).toContain('changes:\n  - date: 2026-11-22\n    kind: update\n    note: A table.\n---')
  const twice = checkFile(appendToHeaderList(once, 'changes', { ...change, note: 'Two tables.' }))
  expect(twice.problems).toEqual([])
  expect(twice.header?.changes.map(({ note }) => note)).toEqual(['A table.', 'Two tables.'])
})

test('Windows line ends and a byte order mark stay', () => {
  const windows = `\uFEFF${original.replaceAll('\n', '\r\n')}`
  const changed = setHeaderFields(windows, { draft: false, contacts: [{ name: 'Press office' }] })
  expect(changed.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  expect(changed.startsWith('\uFEFF---\r\n')).toBe(true)
  expect(checkFile(changed).header?.contacts).toEqual([{ name: 'Press office' }])
})

test('an empty field gets its value', () => {
  expect(setHeaderFields('---\ntitle: a\ndate: 2026-11-21\nsummary:\n---\n', { summary: 'Short' })).toBe(
    '---\ntitle: a\ndate: 2026-11-21\nsummary: Short\n---\n',
  )
})

test('an item that looks like a field is quoted, and a comma at the end of a list is not doubled', () => {
  const text = '---\ntitle: a\ndate: 2026-11-21\ntags: [b,]\naliases:\n  - /old\n---\n'
  expect(appendToHeaderList(text, 'tags', 'c')).toBe(text.replace('[b,]', '[b, c]'))
  expect(setHeaderFields(text, { tags: ['url:x'] })).toContain('tags:\n  - "url:x"\n')
})

test('a header in the notation of JSON is not touched', () => {
  expect(() => setHeaderFields('---\n{title: a, date: 2026-11-21}\n---\n', { draft: true })).toThrow('notation of JSON')
})

test('a header with errors is not touched', () => {
  expect(() => setHeaderFields('---\ntitle: a: b\n---\n', { draft: true })).toThrow('has errors')
})

const anyText = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.constantFrom(
      'null',
      '~',
      '',
      'title: x',
      'url:x',
      '标题：副题',
      '- a',
      '# a',
      'a #b',
      '@a',
      '"',
      "'",
      'a\nb',
      ' a ',
      '---',
      '[a',
      '? a',
      '|',
      '>-',
    ),
  )
  .filter((text) => !/\p{Cs}/u.test(text))

test('whatever text is set is what is read', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const { header, problems } = splitFile(
        'a.md',
        new TextEncoder().encode(setHeaderFields(original, { title: text })),
      )
      expect(codes({ problems })).toEqual([])
      expect(header === undefined ? undefined : textAt(header, ['title'])).toBe(text)
    }),
    { numRuns: 500 },
  )
})

const line = fc.constantFrom(
  'number: 2026-118',
  'summary: >-\n  Two\n  lines',
  "dateline: 'Weifang' # where",
  'contacts:\n- name: Press office\n  email: press@example.com',
  'image: {src: a.jpg, alt: ""}',
  '# a remark',
  '',
  'expires: 2027-01-01',
  'legacyVisits:    7',
)

test('bytes that belong to other fields are the same before and after', () => {
  const lines = fc.uniqueArray(line, { maxLength: 8 })
  const newline = fc.constantFrom('\n', '\r\n')
  fc.assert(
    fc.property(lines, lines, newline, anyText, (before, after, ending, text) => {
      const taken = new Set(before.filter((one) => one !== '' && !one.startsWith('#')))
      const rest = after.filter((one) => !taken.has(one))
      const head = ['---', 'date: 2026-11-21', ...before, ''].join('\n').replaceAll('\n', ending)
      const tail = ['', ...rest, '---', '', 'Text: the same.', ''].join('\n').replaceAll('\n', ending)
      const changed = setHeaderFields(`${head}title: Old${tail}`, { title: text })
      expect(changed.startsWith(head)).toBe(true)
      expect(changed.endsWith(tail)).toBe(true)
    }),
    { numRuns: 500 },
  )
})
