import inject from 'light-my-request'
import { expect, test } from 'vitest'
import { createStartingHandler } from '#lib/serve/start/starting.ts'

const handler = createStartingHandler({ 'x-content-type-options': 'nosniff' }, () => ({ read: 5, found: 10 }))

test.each(['/', '/en', '/en/news/a-release', '/robots.txt', '/en/rss.xml'])(
  'while the site starts %s is a fault of ours that ends soon, and nothing keeps it',
  async (url) => {
    const answer = await inject(handler, { url })
    expect(answer.statusCode).toBe(503)
    expect(answer.headers).toMatchObject({
      'retry-after': '5',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
    expect(answer.body).toContain('<meta name="robots" content="noindex">')
  },
)
