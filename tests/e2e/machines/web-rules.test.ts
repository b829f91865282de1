import { readFile } from 'node:fs/promises'
import { Readability } from '@mozilla/readability'
import type { Browser } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '#tests/support/browser/browser.ts'
import { writeRelease } from '#tests/support/content/site-content.ts'
import { CrawledSite, fullRelease } from '#tests/support/site/crawled-site.ts'
import { startSite } from '#tests/support/site/running-site.ts'
import { startWholeSite } from '#tests/support/site/whole-site.ts'
import { until } from '#tests/support/until.ts'
import { indexedPages, releasePages } from '../templates.ts'

let site: CrawledSite
let browser: Browser
beforeAll(async () => {
  site = new CrawledSite(await startWholeSite())
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await site?.site.stop()
})

type Thing = Readonly<Record<string, unknown>>
async function graphOf(path: string): Promise<readonly Thing[]> {
  const scripts = (await site.documentOf(path)).querySelectorAll('script[type="application/ld+json"]')
  expect(scripts.length, path).toBeLessThanOrEqual(1)
  return scripts[0] === undefined ? [] : JSON.parse(scripts[0].textContent)['@graph']
}

test.each(releasePages)(
  'the structured data of %s says who, what and when, and nothing that readers do not see',
  async (path) => {
    const article = (await graphOf(path)).find((thing) => thing['@type'] === 'NewsArticle')
    const document = await site.documentOf(path)
    expect(article).toMatchObject({
      mainEntityOfPage: site.origin + path,
      isAccessibleForFree: true,
      inLanguage: document.documentElement.lang,
      headline: document.querySelector('h1')?.textContent.replaceAll(/[\u200b\u00ad]/g, ''),
      author: [{ name: expect.stringMatching(/./), url: expect.stringMatching(/^https?:/) }],
      publisher: {
        name: expect.stringMatching(/./),
        url: expect.stringMatching(/^http/),
        logo: { url: expect.stringMatching(/^http/) },
      },
      datePublished: expect.stringMatching(/T\d\d:\d\d:\d\d\+08:00$/),
      dateModified: expect.stringMatching(/T\d\d:\d\d:\d\d\+08:00$/),
    })
    const [published, modified] = [
      Date.parse(String(article?.['datePublished'])),
      Date.parse(String(article?.['dateModified'])),
    ]
    expect(modified).toBeGreaterThanOrEqual(published)
    expect(modified).toBeLessThanOrEqual(Date.now())
    if (article?.['articleSection'] !== undefined) {
      expect(document.querySelector('main')?.textContent).toContain(article['articleSection'])
    }
    expect(JSON.stringify(article)).not.toMatch(/aggregateRating|"review"|articleBody/)
    for (const word of (article?.['keywords'] ?? []) as string[])
      expect(document.querySelector('main footer')?.textContent).toContain(word)
  },
)

test.each(releasePages)('%s has its date with time and zone between headline and text', async (path) => {
  const document = await site.documentOf(path)
  const parts = [...document.querySelectorAll('h1, article time, .prose')].map(({ tagName }) => tagName)
  expect(parts.slice(0, 2)).toEqual(['H1', 'TIME'])
  expect(parts).toContain('DIV')
  const line = document.querySelector('article time')?.parentElement?.textContent ?? ''
  expect(line).toMatch(/(?:Date: |日期[:：]|发布时间[:：])?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/)
})

/** Such programs look for a text of some length. */
const longPages = releasePages.filter((path) => /seminar|everything|of-today|with-photo|\/en\/.*withdrawn/.test(path))

test.each(longPages)('a program that finds the text of any page finds that of %s, and the same facts', async (path) => {
  const document = await site.documentOf(path)
  const [article] = await graphOf(path)
  const [text, lang] = [document.querySelector('.prose')?.textContent ?? '', document.documentElement.lang]
  const found = new Readability(document, { charThreshold: 1 }).parse()
  expect(found).toMatchObject({ title: article?.['headline'], publishedTime: article?.['datePublished'], lang })
  for (const words of text.split('\n').filter((line) => line.trim() !== '')) expect(found?.textContent).toContain(words)
})

test('the publisher and the site are named whole on the home page, and every release refers to them', async () => {
  for (const locale of ['en', 'zh']) {
    const graph = await graphOf(`/${locale}`)
    const [publisher, ...others] = graph.filter(({ '@type': type }) => String(type).endsWith('Organization'))
    expect(others).toEqual([])
    expect(publisher).toMatchObject({
      name: expect.stringMatching(/./),
      alternateName: [expect.stringMatching(/./)],
      url: `${site.origin}/${locale}`,
      logo: { url: expect.stringMatching(/^http/), width: '512' },
      contactPoint: { telephone: expect.stringMatching(/^\+/) },
    })
    expect(graph.filter(({ '@type': type }) => type === 'WebSite')).toMatchObject([{ name: publisher?.['name'] }])
    const article = (await graphOf(`/${locale}/news/of-today`)).find((thing) => thing['@type'] === 'NewsArticle')
    expect(article?.['publisher']).toMatchObject({ '@id': publisher?.['@id'] })
  }
})

test('the language switch leads to this very page in the other language, in its own words, or says that it cannot', async () => {
  for (const path of indexedPages) {
    const document = await site.documentOf(path)
    const [link] = document.querySelectorAll<HTMLAnchorElement>('header a[hreflang]')
    const other = path.startsWith('/en') ? ['zh-CN', '中文'] : ['en', 'English']
    expect([link?.hreflang, link?.lang, link?.textContent.slice(0, other[1]?.length)]).toEqual([other[0], ...other])
    const translated = document.querySelector(`link[rel=alternate][hreflang="${other[0]}"]`)?.getAttribute('href')
    expect(translated ?? link?.href, path).toBe(link?.href)
    expect(link?.rel === 'alternate').toBe(translated !== undefined && translated !== null)
    expect((await site.get(link?.href ?? '')).status).toBe(200)
  }
})

test('feeds carry whole texts after a plain summary, and browsers are given no transformation but a page about feeds', async () => {
  for (const locale of ['en', 'zh']) {
    const rss = await site.read(`/${locale}/rss.xml`)
    for (const item of rss.split('<item>').slice(1)) {
      const [summary, whole] = [item.indexOf('<description>'), item.indexOf('<content:encoded>')]
      expect(whole).toBeGreaterThan(summary)
      expect(item).toMatch(/<guid isPermaLink="false">(?:tag|urn):/)
    }
    const atom = await site.xmlOf(`/${locale}/atom.xml`)
    for (const entry of atom.getElementsByTagName('entry')) {
      expect(entry.querySelector('content')?.getAttribute('type')).toBe('html')
      expect(entry.querySelector('summary')?.getAttribute('type') ?? 'text').toBe('text')
    }
    for (const item of JSON.parse(await site.read(`/${locale}/feed.json`)).items)
      expect([typeof item.content_html, typeof item.summary]).toEqual(['string', 'string'])
    expect(rss + (await site.read('/sitemap.xml'))).not.toMatch(/xml-stylesheet[^>]*xsl/)
    const page = await site.documentOf(`/${locale}/feeds`)
    for (const file of ['rss.xml', 'atom.xml', 'feed.json'])
      expect(page.querySelector(`main a[href="/${locale}/${file}"]`)).not.toBeNull()
  }
})

test('answers vary by what they are chosen by, and by nothing that keeps caches from serving them', async () => {
  for (const path of [...indexedPages, '/en/rss.xml', '/sitemap.xml', '/en/nothing', '/en/news/removed-release']) {
    const { headers } = await site.get(path)
    const vary = (headers.get('vary') ?? '').toLowerCase().split(/, */)
    expect(
      vary.filter((name) => !['accept', 'accept-encoding'].includes(name)),
      path,
    ).toEqual([])
    expect(headers.get('cache-control'), path).toMatch(/public|no-store|no-cache/)
  }
})

test('a site is open to robots, and closed on every door when its settings say so', async () => {
  const [everybody] = (await site.read('/robots.txt')).split('\n\n')
  expect(everybody).not.toMatch(/^Disallow: \/$/m)
  expect((await site.get('/en')).headers.get('x-robots-tag')).toBeNull()
  const closed = new CrawledSite(await startSite({ environment: { NOINDEX: 'true' } }))
  expect(await closed.read('/robots.txt')).toBe('User-agent: *\nDisallow: /\n')
  for (const path of ['/en', fullRelease, '/en/rss.xml', '/sitemap.xml', '/en/nothing'])
    expect((await closed.get(path)).headers.get('x-robots-tag'), path).toContain('noindex')
  await closed.site.stop()
})

test('a release is printed black on white, without what is for the screen, and with the addresses of its links; a row of a list on one sheet', async () => {
  const page = await browser.newPage({ colorScheme: 'dark' })
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  for (const path of [fullRelease, '/zh/news/of-today', '/en/news/with-photo']) {
    await page.goto(site.origin + path)
    const { shown, ink, ground, words } = await page.evaluate(() => ({
      shown: [...document.querySelectorAll<HTMLElement>('nav, form, button')].filter((part) => part.checkVisibility())
        .length,
      ink: getComputedStyle(document.body).color,
      ground: getComputedStyle(document.documentElement).backgroundColor,
      // biome-ignore lint/performance/useDomNodeTextContent: what is hidden in print must not count.
      words: document.body.innerText,
    }))
    expect([shown, ink, ground]).toEqual([0, 'rgb(0, 0, 0)', 'rgb(255, 255, 255)'])
    expect(words).toContain(site.origin + path)
  }
  const isCut = await page.evaluate(() => {
    const code = document.createElement('pre')
    code.textContent = 'word '.repeat(99)
    document.querySelector('.prose')?.append(code)
    return code.scrollWidth > code.clientWidth
  })
  expect(isCut, 'a long line of code is whole').toBe(false)
  await page.goto(`${site.origin}/en/news`)
  const rows = page.locator('main ol > li:has(article)')
  const breaks = await rows.evaluateAll((all) => all.map((row) => getComputedStyle(row).breakInside))
  expect([...new Set(breaks)], 'a row of the ledger stays on one sheet').toEqual(['avoid'])
  await page.close()
  expect(await readFile('components/styles/print.css', 'utf8')).toMatch(/\.prose a\[href\^="http"\]::after/)
})

test('a publication, a change and a withdrawal are told by every door at once', { timeout: 30_000 }, async () => {
  const release = {
    slug: 'told-at-once',
    title: 'Told at once',
    header: ['category: policy', 'date: 2024-06-30 09:00'],
  }
  const path = `/en/news/${release.slug}`
  const doors = [path, `${path}.md`, '/en', '/en/news', '/en/archive/2024/06', '/en/category/policy', '/en/rss.xml']
  const all = [...doors, '/en/atom.xml', '/en/feed.json', '/sitemaps/en-2024.xml']
  const telling = async (words: string) => {
    const texts = await Promise.all(all.map((door) => site.read(door)))
    return all.filter((_, index) => texts[index]?.includes(words))
  }
  const withTitle = all.filter((door) => !door.startsWith('/sitemaps'))
  await writeRelease(site.site.contentDir, release)
  await until('the page is there', async () => ((await site.get(path)).status === 200 ? true : undefined), 2000)
  expect(await telling(release.slug)).toEqual(all)
  await writeRelease(site.site.contentDir, { ...release, title: 'Told differently' })
  await until(
    'the page has changed',
    async () => ((await site.read(path)).includes('differently') ? true : undefined),
    2000,
  )
  expect(await telling(release.title)).toEqual([])
  expect(await telling('Told differently')).toEqual(withTitle)
  await writeRelease(site.site.contentDir, {
    ...release,
    header: ['date: 2024-06-30 09:00', 'withdrawn:', '  date: 2024-07-01', '  kind: error'],
  })
  await until('the page is gone', async () => ((await site.get(path)).status === 410 ? true : undefined), 2000)
  expect(await telling(release.slug)).toEqual([])
})
