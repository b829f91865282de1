import { expect, test } from 'vitest'
import { openPrerenderingTab } from '#tests/support/browser/prerendering-tab.ts'
import { visitedSite } from '#tests/support/site/visited-site.ts'
import { until } from '#tests/support/until.ts'

const visited = visitedSite()

test('every page names the rules, and they come in their own type', async () => {
  const page = await fetch(`${visited.site.origin}/en`)
  const [, path = ''] = /^"(.+)"$/.exec(page.headers.get('speculation-rules') ?? '') ?? []
  const rules = await fetch(visited.site.origin + path)
  expect(rules.status).toBe(200)
  expect(rules.headers.get('content-type')).toBe('application/speculationrules+json')
  expect(await rules.json()).toHaveProperty('prerender')
})

test('a browser loads a release when the pointer rests on its link, and counts nothing by that', async () => {
  const context = await visited.browser.newContext()
  const page = await context.newPage()
  const faults: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text())
  })
  const requests: { readonly method: string; readonly path: string; readonly purpose: string }[] = []
  context.on('request', (request) => {
    const { pathname } = new URL(request.url())
    requests.push({ method: request.method(), path: pathname, purpose: request.headers()['sec-purpose'] ?? '' })
  })
  await page.goto(`${visited.site.origin}/en`)
  const link = page.locator('main a[href^="/en/news/"]').first()
  const path = (await link.getAttribute('href')) ?? ''
  await link.hover()
  await until('the release is loaded', async () =>
    requests.some((request) => request.path === path && request.purpose.startsWith('prefetch')) ? true : undefined,
  )
  const before = requests.filter(({ purpose }) => purpose !== '').map((request) => request.path)
  expect(before).toEqual([path])
  expect(requests.filter(({ method }) => method === 'POST')).toEqual([])
  await link.click()
  expect(new URL(page.url()).pathname).toBe(path)
  expect(faults).toEqual([])
  await context.close()
})

test('pages of the site match the rules; feeds, twins, pictures, searches and previews do not', async () => {
  const page = await visited.browser.newPage()
  await page.goto(`${visited.site.origin}/en`)
  const eligible = await page.evaluate(
    async (addresses) => {
      const rules = await (await fetch('/speculation-rules.json')).json()
      const [first, second] = rules.prerender[0].where.and
      // What the type library does not know yet.
      const Pattern = Reflect.get(window, 'URLPattern')
      const matches = (patterns: string[], address: string) =>
        patterns.some((pattern) => new Pattern(pattern, location.href).test(address, location.href))
      return addresses.filter(
        (address) => matches(first.href_matches, address) && !matches(second.not.href_matches, address),
      )
    },
    [
      '/en',
      '/zh/news/a',
      '/en/news?utm_source=x',
      '/en/archive/2015/12',
      '/en/rss.xml',
      '/en/tag/x/feed.json',
      '/en/news/a.md',
      '/en/news/a/card.png',
      '/en/search',
      '/zh/search?q=x',
      '/en/preview/token',
      '/media/a/b.pdf',
      '/api/visits/a.gif',
      '/metrics',
      '/sitemap.xml',
      'https://other.example/en',
    ],
  )
  expect(eligible).toEqual(['/en', '/zh/news/a', '/en/news?utm_source=x', '/en/archive/2015/12'])
  await page.close()
})

test('a page that a browser has rendered ahead counts nothing until it is shown, and then one visit', async () => {
  const tab = await openPrerenderingTab()
  try {
    await tab.goto(`${visited.site.origin}/en`)
    const found = (await tab.evaluate(
      `(() => {
        const link = document.querySelector('main a[href^="/en/news/"]')
        link.scrollIntoView({ block: 'center' })
        const { x, y, width, height } = link.getClientRects()[0]
        return { x: x + width / 2, y: y + height / 2, slug: link.getAttribute('href').split('/').pop() }
      })()`,
      'shown',
    )) as { x: number; y: number; slug: string }
    const total = async () =>
      ((await (await fetch(`${visited.site.origin}/api/visits/${found.slug}`)).json()) as { total: number }).total
    const before = await total()
    await tab.point(found.x, found.y)
    await tab.prerendered()
    const script = "document.querySelector('script[src*=enhance]') !== null && document.prerendering"
    expect(await tab.evaluate(script, 'prerendered')).toBe(true)
    // What its script might have sent would have come before these.
    for (let time = 0; time < 5; time += 1) expect(await total()).toBe(before)
    await tab.click(found.x, found.y)
    await until('the visit is counted', async () => ((await total()) > before ? true : undefined))
    expect(await total()).toBe(before + 1)
    const shownAfter = "performance.getEntriesByType('navigation')[0].activationStart"
    expect(await tab.evaluate(shownAfter, 'prerendered')).toBeGreaterThan(0)
  } finally {
    await tab.close()
  }
})
