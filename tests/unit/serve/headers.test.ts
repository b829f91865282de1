import { expect, test } from 'vitest'
import type { Edition } from '#lib/content/types.ts'
import { buildCommonHeaders, httpDate, pageCacheControl } from '#lib/serve/headers.ts'
import { edition } from '#tests/support/content/editions.ts'
import { at } from '#tests/support/content/releases.ts'

const pageLife = (of: Edition, now: number) => Number(/s-maxage=(\d+)/.exec(pageCacheControl(of, now))?.[1])

test('a page lives for a minute when nothing is about to change', () => {
  expect(pageLife(edition(), at('2026-11-21 12:00:00'))).toBe(60)
  expect(pageCacheControl(edition(), at('2026-11-21 12:00:00'))).toBe(
    'public, max-age=0, s-maxage=60, stale-while-revalidate=60',
  )
})

test('a page does not outlive the next publication by a millisecond', () => {
  const until = at('2026-11-21 09:00:00')
  expect(pageLife(edition({ until }), until - 30_000)).toBe(30)
  expect(pageLife(edition({ until }), until - 29_999)).toBe(29)
  expect(pageLife(edition({ until }), until - 999)).toBe(0)
  expect(pageLife(edition({ until }), until + 5000)).toBe(0)
})

test('a page does not outlive the local day', () => {
  expect(pageLife(edition(), at('2026-11-21 23:59:50'))).toBe(10)
  expect(pageLife(edition(), Date.parse('2026-11-21T23:59:50Z'))).toBe(60)
})

test('an instant is told as HTTP dates are', () => {
  expect(httpDate(Date.parse('2026-11-21T08:00:01Z'))).toBe('Sat, 21 Nov 2026 08:00:01 GMT')
})

test('no policy allows inline code', () => {
  const policy = buildCommonHeaders({ siteUrl: 'http://localhost:3000', noindex: false }, false)[
    'content-security-policy'
  ]
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toMatch(/unsafe|nonce|sha256/)
})

test('only a site on https asks browsers to stay there', () => {
  const headers = (siteUrl: string) => buildCommonHeaders({ siteUrl, noindex: false }, false)
  expect(headers('https://news.example.com')['strict-transport-security']).toMatch(/^max-age=\d+/)
  expect(headers('http://localhost:3000')).not.toHaveProperty('strict-transport-security')
})

test('a staging site closes every answer to robots', () => {
  const headers = (noindex: boolean) => buildCommonHeaders({ siteUrl: 'http://localhost:3000', noindex }, false)
  expect(headers(true)['x-robots-tag']).toContain('noindex')
  expect(headers(false)).not.toHaveProperty('x-robots-tag')
})

test('no browser guesses types, tells others the address, or lets another site hold the page', () => {
  expect(buildCommonHeaders({ siteUrl: 'http://localhost:3000', noindex: false }, false)).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': expect.stringContaining('camera=()'),
  })
})
