import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildPreviewToken, type PreviewClaim, parsePreviewToken } from '#lib/preview/token.ts'

const secret = 'a secret of the tests'
const claim: PreviewClaim = { slug: 'spring-seminar', locale: 'zh', expires: 1_795_406_400_000, issued: 1, nonce: 'a1' }

test('a token says what was signed, in letters that an address can hold', () => {
  const token = buildPreviewToken(claim, secret)
  expect(token).toMatch(/^[A-Za-z0-9._-]+$/)
  expect(encodeURIComponent(token)).toBe(token)
  expect(parsePreviewToken(token, secret)).toEqual(claim)
})

test('a token signed with another secret is none', () => {
  expect(parsePreviewToken(buildPreviewToken(claim, 'another secret'), secret)).toBeUndefined()
})

test('a token with any letter changed, added or left out is none', () => {
  const token = buildPreviewToken(claim, secret)
  const place = fc.integer({ min: 0, max: token.length - 1 })
  fc.assert(
    fc.property(place, fc.string({ minLength: 0, maxLength: 2, unit: 'binary' }), (at, text) => {
      const other = token.slice(0, at) + text + token.slice(at + 1)
      fc.pre(other !== token)
      expect(parsePreviewToken(other, secret)).toBeUndefined()
    }),
  )
})

test.each(['', '.', 'a', 'a.b.c.d.e', '....', '\u0000'])('%j is no token', (text) => {
  expect(parsePreviewToken(text, secret)).toBeUndefined()
})
