import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { writeRelease } from '#tests/support/content/site-content.ts'
import { faultOf } from '#tests/support/site/fault.ts'
import { startSite } from '#tests/support/site/running-site.ts'
import { until } from '#tests/support/until.ts'

/** A visit store that takes connections and says nothing; a start waits for it, and then goes on without. */
async function startSilentStore(): Promise<string> {
  const server = createServer((socket) => socket.on('error', () => {}).resume()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  return `redis://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
}

const everyKind = [
  '/',
  '/en',
  '/zh/news/nothing',
  '/en/nothing',
  '/robots.txt',
  '/sitemap.xml',
  '/en/rss.xml',
  '/en.md',
]

test('while a site starts every address says 503 and when to ask again, and 200 when it has started', async () => {
  const asked: string[] = []
  const site = await startSite({
    environment: { VISITS_STORE: await startSilentStore() },
    async whileStarting(origin) {
      const health = await until('it listens', () => fetch(`${origin}/api/health`).catch(() => undefined))
      expect([health.status, health.headers.get('retry-after')]).toEqual([503, '1'])
      expect(await health.json()).toMatchObject({ status: 'down', progress: { read: expect.any(Number) } })
      const ask = async (path: string, method: string) => {
        const answer = await fetch(origin + path, { method, redirect: 'manual' })
        expect([path, answer.status, answer.headers.get('retry-after')]).toEqual([path, 503, '5'])
        expect(answer.headers.get('cache-control'), path).toBe('no-store')
        expect(answer.headers.get('x-content-type-options'), path).toBe('nosniff')
        const text = await answer.text()
        if (method === 'GET') expect(text).toMatch(/noindex.*The site is starting.*lang="zh-CN".*网站正在启动/s)
        asked.push(path)
      }
      await Promise.all(everyKind.flatMap((path) => ['GET', 'HEAD'].map((method) => ask(path, method))))
    },
  })
  expect(new Set(asked)).toEqual(new Set(everyKind))
  for (const path of ['/en', '/zh', '/robots.txt', '/api/health']) {
    const answer = await fetch(site.origin + path)
    expect([path, answer.status, answer.headers.get('retry-after')]).toEqual([path, 200, null])
  }
  await site.stop()
})

test('what cannot be read is a fault in the language of its address, tells nothing of it, and is kept by nobody', async () => {
  const tails = ['', '.md', '.json', '/card.png']
  const cases = ['en', 'zh'].flatMap((locale) => tails.map((tail) => ({ locale, tail })))
  const slugsOf = (index: number) => [1, 2, 3].map((number) => `fault-${index}-${number}`)
  const site = await startSite({
    async prepare(contentDir) {
      for (const index of cases.keys())
        for (const slug of slugsOf(index))
          for (const locale of ['en', 'zh'] as const) await writeRelease(contentDir, { slug, locale, body: 'Text.' })
    },
  })
  for (const [index, { locale, tail }] of cases.entries()) {
    const answer = await faultOf(site, slugsOf(index), (slug) => `/${locale}/news/${slug}${tail}`)
    const text = await answer.text()
    expect([answer.status, answer.headers.get('location')], locale + tail).toEqual([500, null])
    expect(answer.headers.get('cache-control'), locale + tail).toBe('no-store')
    expect(answer.headers.get('content-language')).toBe(locale === 'zh' ? 'zh-CN' : 'en')
    expect(text).toContain(`<html lang="${locale === 'zh' ? 'zh-CN' : 'en'}"`)
    expect(text).toMatch(/<meta name="robots" content="[^"]*noindex/)
    expect(text).not.toMatch(/ELOOP|symbolic|\.ts:|\bat \/|rel="canonical"|application\/ld\+json/)
    expect(text).not.toContain(site.contentDir)
  }
  expect(site.logs()).toContain('ELOOP')
  for (const path of ['/en', '/zh', '/en/news']) expect((await fetch(site.origin + path)).status, path).toBe(200)
  await site.stop()
})
