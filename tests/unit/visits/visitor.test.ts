import { expect, test } from 'vitest'
import { clientNetwork, networkOf, visitFingerprint } from '#lib/visits/visitor.ts'

const networks: readonly [text: string, network: string | undefined][] = [
  ['192.0.2.1', '192.0.2.1'],
  [' 192.0.2.1:8080 ', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['::ffff:c000:201', '192.0.2.1'],
  ['0:0:0:0:0:FFFF:192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8:1:2::6', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['2001:db8::ffff:192.0.2.1', '2001:db8:0:0::/64'],
  ['[2001:db8::1]:443', '2001:db8:0:0::/64'],
  ['"[2001:db8::1]"', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['::', '0:0:0:0::/64'],
  ['unknown', undefined],
  ['_hidden', undefined],
  ['', undefined],
  ['300.1.1.1', undefined],
]
for (const [text, network] of networks) {
  test(`the network of "${text}" is ${network ?? 'none'}`, () => {
    expect(networkOf(text)).toBe(network)
  })
}

test('with no trusted proxy X-Forwarded-For is not read', () => {
  expect(clientNetwork({ 'x-forwarded-for': '198.51.100.7' }, '192.0.2.1', 0)).toBe('192.0.2.1')
})

test('behind one trusted proxy the last address counts, whatever a client forged before it', () => {
  const headers = { 'x-forwarded-for': '203.0.113.9, 10.0.0.1, 198.51.100.7' }
  expect(clientNetwork(headers, '192.0.2.1', 1)).toBe('198.51.100.7')
})

test('behind two trusted proxies the second address from the right counts', () => {
  const headers = { 'x-forwarded-for': '203.0.113.9, 198.51.100.7, 10.0.0.1' }
  expect(clientNetwork(headers, '192.0.2.1', 2)).toBe('198.51.100.7')
  expect(clientNetwork({ 'x-forwarded-for': ['203.0.113.9, 198.51.100.7', '10.0.0.1'] }, '192.0.2.1', 2)).toBe(
    '198.51.100.7',
  )
})

test('a chain shorter than the trusted proxies, or without an address there, falls back to the socket', () => {
  expect(clientNetwork({ 'x-forwarded-for': '198.51.100.7' }, '192.0.2.1', 2)).toBe('192.0.2.1')
  expect(clientNetwork({ 'x-forwarded-for': 'unknown' }, '192.0.2.1', 1)).toBe('192.0.2.1')
  expect(clientNetwork({}, '::ffff:192.0.2.1', 1)).toBe('192.0.2.1')
})

test('a fingerprint differs by salt, address, agent and slug, and has 128 bits', () => {
  const salt = Buffer.alloc(32, 1)
  const reader = { network: '192.0.2.1', agent: 'A', slug: 'seminar' }
  const all = [
    visitFingerprint(salt, reader),
    visitFingerprint(Buffer.alloc(32, 2), reader),
    visitFingerprint(salt, { ...reader, network: '192.0.2.2' }),
    visitFingerprint(salt, { ...reader, agent: 'B' }),
    visitFingerprint(salt, { ...reader, slug: 'interview' }),
    visitFingerprint(salt, { ...reader, agent: 'As', slug: 'eminar' }),
    visitFingerprint(salt, { ...reader, network: '192.0.2.1A', agent: '' }),
  ]
  expect(new Set(all).size).toBe(7)
  for (const fingerprint of all) expect(fingerprint).toMatch(/^[0-9a-f]{32}$/)
  expect(visitFingerprint(salt, { ...reader })).toBe(all[0])
})
