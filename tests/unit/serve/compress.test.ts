import { expect, test } from 'vitest'
import { chooseEncoding, isWorthCompressing } from '#lib/serve/compress.ts'

test.each([
  [undefined, 'identity'],
  ['', 'identity'],
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip, br', 'br'],
  ['BR', 'br'],
  ['GZIP, BR', 'br'],
  ['*', 'br'],
  ['br;q=0, *', 'gzip'],
  ['gzip;q=0.5, br;q=0.1', 'gzip'],
  ['gzip;q=0.5, br;q=0.6', 'br'],
  ['identity;q=0.5, gzip;q=0.4', 'identity'],
  ['gzip;q=1.0, identity;q=0.5, *;q=0', 'gzip'],
  ['identity;q=0, gzip', 'gzip'],
  ['deflate', 'identity'],
  ['*;q=0', 'identity'],
])('Accept-Encoding %s gets %s', (accepted, encoding) => {
  expect(chooseEncoding(accepted)).toBe(encoding)
})

test('what has fewer than 512 bytes is sent as it is', () => {
  expect([511, 512].map((size) => isWorthCompressing(Buffer.alloc(size)))).toEqual([false, true])
})
