import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeReleasesOfEveryState } from '#tests/support/content/site-content.ts'
import { rawGet } from '#tests/support/site/raw-request.ts'
import { type RunningSite, startSite } from '#tests/support/site/running-site.ts'

let site: RunningSite
beforeAll(async () => {
  site = await startSite({ prepare: writeReleasesOfEveryState })
})
afterAll(() => site.stop())

const english = [
  '/en/nothing',
  '/en/news/no-such-release',
  '/en/news/no-such-release.md',
  '/en/news/draft-release',
  '/en/news/future-release',
  '/en/news/future-release.json',
  '/en/news/page/2',
  '/en/news/page/0',
  '/en/news/page/-1',
  '/en/news/page/99999999',
  '/en/news/page/two',
  '/en/news/%A0',
  '/en/news/%',
  '/en/news/%00',
  '/en/news/%E5%B1%B1',
  '/en/news/..%2f..%2fetc%2fpasswd',
  '/en/news/a/b/c',
  '/en/archive/1999',
  '/en/archive/2015/11',
  '/en/archive/2015/13',
  '/en/archive/2015/12/16',
  '/en/category/nothing',
  '/en/tag/nothing',
  '/en/category',
  '/en/status/404',
  '/en/status/500',
  '/en/preview/not-a-token',
  '/fr',
  '/fr/news',
  '/english/news',
  '/_next/data/x/en.json',
  '/_next/image?url=%2Fx.png&w=64&q=75',
  '/_next/static/nothing.css',
  '/media/draft-release/pixel.png',
  '/media/pictured-release/en.md',
  '/media/pictured-release/..%2f..%2fsite.yaml',
  '/media/nothing/pixel.png',
  '/.git/config',
  '/wp-login.php',
  '/package.json',
  '/content/site.yaml',
  `/en/news/${'a'.repeat(5000)}`,
]
const chinese = [
  '/zh/nothing',
  '/zh/news/moved-release',
  '/zh/news/%A0',
  '/zh/archive/1999',
  '/ZH/nothing/',
  '/zh/status/410?slug=a',
]

async function expectMissingPage(path: string, language: string) {
  const { status, headers, text } = await rawGet(site.port, path)
  expect(status).toBe(404)
  expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(headers.get('content-language')).toBe(language)
  expect(text).toContain(`<html lang="${language}"`)
  expect(text).toMatch(/<h1[\s>]/)
  expect(text).toMatch(/<meta name="robots" content="[^"]*noindex/)
  expect(text).not.toMatch(/rel="canonical"|hreflang="x-default"|application\/ld\+json/)
}

test.each(english)('%s is not there, in English', (path) => expectMissingPage(path, 'en'))

test.each(chinese)('%s is not there, in Chinese', (path) => expectMissingPage(path, 'zh-CN'))

test('pages of missing addresses differ in the words to search for, and name the release in another language', async () => {
  const pageOf = async (path: string) => (await rawGet(site.port, path)).text
  const [lanterns, kites, nothing] = [
    await pageOf('/en/red-lanterns'),
    await pageOf('/en/news/kites%20x'),
    await pageOf('/en/1'),
  ]
  expect(lanterns).toContain('value="red lanterns"')
  expect(lanterns.replace('red lanterns', 'kites x')).toBe(kites)
  expect(kites.replace(' value="kites x"', '')).toBe(nothing.replace(' value=""', ''))
  expect(await pageOf('/zh/news/moved-release')).toContain('href="/en/news/moved-release"')
})

test.each([
  '/api',
  '/api/',
  '/api/nothing',
  '/api/visits',
  '/api/visits/no-such-release',
  '/api/refresh',
  '/api/visits/%A0',
])('%s is not there, for programs', async (path) => {
  const answer = await fetch(site.origin + path)
  expect(answer.status).toBe(404)
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  expect(await answer.json()).toMatchObject({ type: 'about:blank', title: 'Not Found', status: 404 })
})

test('a release that was removed, or has expired, says so in its language with 410', async () => {
  for (const slug of ['removed-release', 'expired-release']) {
    const answer = await fetch(`${site.origin}/en/news/${slug}`)
    expect(answer.status).toBe(410)
    const text = await answer.text()
    expect(text).toContain('<html lang="en"')
    expect(text).toMatch(/<meta name="robots" content="[^"]*noindex/)
  }
})

test('what is missing or gone may be kept for a short while, so that robots ask a cache', async () => {
  for (const path of ['/en/news/nothing', '/zh/nothing', '/en/news/removed-release', '/en/news/expired-release']) {
    const lifetime = /^public, .*s-maxage=(\d+)/.exec(
      (await fetch(site.origin + path)).headers.get('cache-control') ?? '',
    )
    expect(Number(lifetime?.[1]), path).toBeGreaterThan(0)
    expect(Number(lifetime?.[1]), path).toBeLessThanOrEqual(600)
  }
})
