import { inject } from 'light-my-request'
import { expect, test } from 'vitest'
import { answerRoot } from '#lib/serve/negotiate.ts'
import type { Page } from '#lib/serve/page.ts'
import { sendPage } from '#lib/serve/send-page.ts'

const send = (page: Page, headers: Readonly<Record<string, string>> = {}) =>
  inject((request, response) => void sendPage(request, response, page), { method: 'GET', url: '/', headers })

const page = (fields: Partial<Page> = {}): Page => ({
  status: 200,
  headers: { 'content-type': 'text/plain', 'cache-control': 'public' },
  body: Buffer.from('x'),
  ...fields,
})

test('what is missing is missing whatever the reader has', async () => {
  expect((await send(page(), { 'if-none-match': '*' })).statusCode).toBe(304)
  const missing = await send(page({ status: 404 }), { 'if-none-match': '*' })
  expect([missing.statusCode, missing.headers['etag'], missing.body]).toEqual([404, undefined, 'x'])
})

test('what may not be kept has no validator, and what a reader has is not described again', async () => {
  const ask = { 'if-none-match': '*' }
  const unkept = await send(page({ headers: { 'content-type': 'text/plain', 'cache-control': 'no-store' } }), ask)
  expect([unkept.statusCode, unkept.headers['etag']]).toEqual([200, undefined])
  const known = await send(page({ headers: { ...page().headers, 'content-language': 'en' } }), ask)
  expect([known.statusCode, known.headers['content-type'], known.headers['content-language']]).toEqual([
    304,
    undefined,
    undefined,
  ])
})

test('an answer names everything that it was chosen by', async () => {
  const { headers } = await send(answerRoot('zh', 'en'))
  expect([headers['location'], headers['vary']]).toEqual(['/zh', 'Accept-Language'])
  const text = page({ headers: { ...page().headers, vary: 'Accept' } })
  expect((await send(text)).headers['vary']).toBe('Accept-Encoding, Accept')
})
