import { expect, test } from 'vitest'
import { answerRoot, prefersMarkdown } from '#lib/serve/negotiate.ts'

test.each([
  [undefined, '/en'],
  ['', '/en'],
  ['zh', '/zh'],
  ['zh-Hant-TW', '/zh'],
  ['ZH-cn,en;q=0.9', '/zh'],
  ['en;q=0.8, zh;q=0.9', '/zh'],
  ['fr, de;q=0.9', '/en'],
  ['fr, zh;q=0.2', '/zh'],
  ['fr, *;q=0.5, zh;q=0.2', '/en'],
  ['zh;q=0, en', '/en'],
  ['zha', '/en'],
  ['*', '/en'],
])('a reader who asks for %s is sent to %s', (accepted, home) => {
  expect(answerRoot(accepted, 'en')).toMatchObject({
    status: 302,
    headers: { location: home, vary: 'Accept-Language' },
  })
})

test('a reader whom no language suits is sent to that of the site', () => {
  expect([undefined, 'fr', '*'].map((accepted) => answerRoot(accepted, 'zh').headers['location'])).toEqual(
    Array(3).fill('/zh'),
  )
})

test.each([
  [undefined, false],
  ['*/*', false],
  ['text/*', false],
  ['text/markdown', true],
  ['TEXT/Markdown', true],
  ['text/markdown, text/html', true],
  ['text/html, text/markdown', false],
  ['text/markdown, text/html;q=0.9', true],
  ['text/markdown;q=0.5, */*', false],
  ['text/markdown;charset=utf-8', true],
  ['text/markdown;q=0', false],
])('who accepts %s wants Markdown: %s', (accepted, wants) => {
  expect(prefersMarkdown(accepted)).toBe(wants)
})
