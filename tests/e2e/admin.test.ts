import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { startSite } from '#tests/support/running-site.ts'
import { visitedSite } from '#tests/support/visited-site.ts'

const visited = visitedSite(() => startSite({ environment: { ADMIN_REPOSITORY: 'github:owner/news' } }))

/** A page in this language, with what it asked of other hosts and what its console said. */
async function openEditor(locale: string): Promise<{ page: Page; elsewhere: string[]; said: string[] }> {
  const context = await visited.browser.newContext({ locale })
  const page = await context.newPage()
  const elsewhere: string[] = []
  const said: string[] = []
  page.on('request', (request) => {
    const url = request.url()
    if (/^https?:/.test(url) && !url.startsWith(visited.site.origin)) elsewhere.push(url)
  })
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') said.push(message.text())
  })
  page.on('pageerror', (error) => said.push(error.message))
  await page.goto(`${visited.site.origin}/admin`)
  return { page, elsewhere, said }
}

test.each([
  ['en-GB', /Sign in using an access token|Sign In/i],
  ['zh-CN', /登录/],
])(
  'the browser editor shows its sign-in in %s, asks no other host and breaks no rule of its policy',
  async (locale, words) => {
    const { page, elsewhere, said } = await openEditor(locale)
    await page.getByRole('button', { name: words }).first().waitFor()
    await page.evaluate(() => document.fonts.ready)
    expect(await page.evaluate(() => document.fonts.check('24px "Material Symbols Outlined"'))).toBe(true)
    expect(elsewhere).toEqual([])
    expect(said).toEqual([])
    await page.context().close()
  },
)

test('the page is kept from every host but this one and the git host, from caches and from search engines', async () => {
  const answer = await fetch(`${visited.site.origin}/admin`)
  const policy = answer.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("script-src 'self';")
  expect(policy.match(/https?:\/\/[^\s;]+/g)).toEqual(['https://api.github.com'])
  expect(answer.headers.get('cache-control')).toBe('private, no-store')
  expect(answer.headers.get('x-robots-tag')).toBe('noindex, nofollow')
  const script = /src="([^"]+)"/.exec(await answer.text())?.[1] ?? ''
  const code = await fetch(`${visited.site.origin}${script}`, { headers: { 'accept-encoding': 'br' } })
  expect([code.status, code.headers.get('content-encoding')]).toEqual([200, 'br'])
  expect(code.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
})

test('without a repository there is no browser editor', async () => {
  const off = await startSite()
  for (const path of ['/admin', '/admin/config.json', '/admin/cms/package.json'])
    expect((await fetch(`${off.origin}${path}`)).status, path).toBe(404)
  await off.stop()
})
