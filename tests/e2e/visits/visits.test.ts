import type { Browser, Page } from 'playwright'
import { expect, test } from 'vitest'
import { visitedSite } from '#tests/support/site/visited-site.ts'
import { until } from '#tests/support/until.ts'

const slug = 'weifang-informationization-seminar'
const legacy = 111
const visited = visitedSite()

const figures = async () => {
  const answer = await fetch(`${visited.site.origin}/api/visits/${slug}`)
  const { today, total } = (await answer.json()) as { today: number; total: number }
  return { today, total }
}
const agent = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

/** A reader's browser; without the sign of automation, which the site rightly does not count. */
async function openReader(options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const context = await visited.browser.newContext({ userAgent: agent, ...options })
  await context.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'webdriver', { get: () => false })
  })
  return await context.newPage()
}

const posts = (page: Page) => page.waitForResponse((response) => response.request().method() === 'POST')

test('one reader counts once, however often the page is loaded, and the count outlives a restart', async () => {
  expect(await figures()).toEqual({ today: 0, total: legacy })

  const page = await openReader()
  const [first] = await Promise.all([posts(page), page.goto(`${visited.site.origin}/en/news/${slug}`)])
  expect(await first.json()).toMatchObject({ slug, today: 1, total: legacy + 1, counted: true, reason: 'counted' })
  await page
    .getByText(`1/${legacy + 1}`)
    .first()
    .waitFor()

  const [again] = await Promise.all([posts(page), page.reload()])
  expect(await again.json()).toMatchObject({ today: 1, total: legacy + 1, counted: false, reason: 'repeat' })

  const [translated] = await Promise.all([posts(page), page.goto(`${visited.site.origin}/zh/news/${slug}`)])
  expect(await translated.json()).toMatchObject({ counted: false, reason: 'repeat' })
  await page.context().close()

  await visited.site.restart()
  expect(await figures()).toEqual({ today: 1, total: legacy + 1 })
  const shown = await (await fetch(`${visited.site.origin}/en/news/${slug}`)).text()
  expect(shown.replaceAll(/<[^>]*>/g, '')).toContain(`1/${legacy + 1}`)
})

test('a reader without scripts counts by the picture', async () => {
  const before = await figures()
  const page = await openReader({ javaScriptEnabled: false, userAgent: `${agent} OPR/120` })
  await page.goto(`${visited.site.origin}/en/news/${slug}`, { waitUntil: 'load' })
  await until('the picture has counted', async () => ((await figures()).today === before.today + 1 ? true : undefined))
  await page.context().close()
})

const post = (init: { headers?: Record<string, string>; of?: string }) =>
  fetch(`${visited.site.origin}/api/visits/${init.of ?? slug}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': agent, ...init.headers },
    body: JSON.stringify({ event: crypto.randomUUID().replaceAll('-', '') }),
  })

test.each([
  ['a robot', { 'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' }, 'bot'],
  ['a prefetch', { 'sec-purpose': 'prefetch;prerender' }, 'prefetch'],
  ['another site', { 'sec-fetch-site': 'cross-site' }, 'cross-site'],
])('%s counts nothing', async (_what, headers, reason) => {
  const before = await figures()
  expect(await (await post({ headers })).json()).toMatchObject({ counted: false, reason })
  expect(await figures()).toEqual(before)
})

test('a release that is not there counts nothing and leaves nothing', async () => {
  expect((await post({ of: 'no-such-release' })).status).toBe(404)
  expect((await fetch(`${visited.site.origin}/api/visits/no-such-release`)).status).toBe(404)
})

test('a body that is too large, or no event, is refused', async () => {
  const send = (body: string) =>
    fetch(`${visited.site.origin}/api/visits/${slug}`, { method: 'POST', body, headers: { 'user-agent': agent } })
  expect((await send('{"event":"1"}')).status).toBe(400)
  expect((await send('not json')).status).toBe(400)
  expect((await send(`{"event":"${'0'.repeat(5000)}"}`)).status).toBe(413)
})

test('reading pages, asking for headers and for figures counts nothing', async () => {
  const before = await figures()
  const addresses = ['/en', '/zh/news', `/en/news/${slug}`, '/en/archive/2015', `/api/visits/${slug}`]
  for (const path of addresses) {
    for (const method of ['GET', 'HEAD'])
      await fetch(visited.site.origin + path, { method, headers: { 'user-agent': agent } })
  }
  await fetch(`${visited.site.origin}/api/visits/${slug}.gif`, { method: 'HEAD', headers: { 'user-agent': agent } })
  expect(await figures()).toEqual(before)
})
