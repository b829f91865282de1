import { expect, test } from 'vitest'
import { decodeFile } from '#lib/content/files/decode.ts'
import { codes } from '#tests/support/content/headers.ts'

const bytes = (...values: readonly number[]) => new Uint8Array(values)
const utf8 = (text: string) => new TextEncoder().encode(text)

test('UTF-8 is read as it is, with its byte order mark', () => {
  expect(decodeFile('a.md', utf8('\uFEFF潍坊 😀\r\n'))).toEqual({ text: '\uFEFF潍坊 😀\r\n', problems: [] })
})

test('Chinese in GBK is recognised', () => {
  // 新闻中心, then a line in ASCII.
  const { problems, text } = decodeFile('a.md', bytes(0x0a, 0xd0, 0xc2, 0xce, 0xc5, 0xd6, 0xd0, 0xd0, 0xc4, 0x0a, 0x61))
  expect(codes({ problems })).toEqual(['2:1 file/gbk'])
  expect(text).toBe('\n新闻中心\na')
})

test('European letters in Windows-1252 are not taken for Chinese', () => {
  const { problems } = decodeFile('a.md', bytes(0x63, 0x61, 0x66, 0xe9, 0x74, 0xe9, 0x72, 0x69, 0x61))
  expect(codes({ problems })).toEqual(['1:4 file/not-utf-8'])
})

for (const [name, start] of [
  ['with its mark', [0xff, 0xfe]],
  ['without a mark', []],
] as const) {
  test(`UTF-16 ${name} is recognised`, () => {
    const letters = [...'---\ntitle: Q3 results\n'].flatMap((letter) => [letter.charCodeAt(0), 0])
    expect(codes(decodeFile('a.md', bytes(...start, ...letters)))).toEqual(['1:1 file/utf-16'])
  })
}

test('a run of zeros in a text is no UTF-16', () => {
  const { problems } = decodeFile('a/en.md', Buffer.from(`Text.${'\0'.repeat(300)}\n`))
  expect(problems.map(({ code }) => code)).toEqual(['file/control-character'])
})

test('bytes that stop inside a character are told where they stop', () => {
  expect(codes(decodeFile('a.md', bytes(0x61, 0x0a, 0x62, 0xe6, 0xbd)))).toEqual(['2:2 file/not-utf-8'])
})

for (const blank of ['', '\n\n', '\uFEFF', '\uFEFF \r\n']) {
  test(`${JSON.stringify(blank)} is an empty file`, () => {
    expect(codes(decodeFile('a.md', utf8(blank)))).toEqual(['1:1 file/empty'])
  })
}

test('a file of 1 MB is read, and one byte more is not', () => {
  const full = new Uint8Array(1_048_576).fill(0x61)
  expect(decodeFile('a.md', full).problems).toEqual([])
  expect(codes(decodeFile('a.md', new Uint8Array(1_048_577).fill(0x61)))).toEqual(['1:1 file/too-large'])
})

test('control characters are counted, and their cure keeps words and lines apart', () => {
  const { problems } = decodeFile('a.md', utf8('a\u0000b\u000bc\rd\r\ne\tf'))
  expect(codes({ problems })).toEqual(['1:2 file/control-character'])
  expect(problems[0]?.values).toEqual({ character: 'U+0000', count: 3 })
  expect(problems[0]?.fix?.map(({ text }) => text)).toEqual(['', ' ', '\n'])
})
