import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { barePages, startAccessSite } from '#tests/support/access/access-site.ts'
import { schemes, widths } from '#tests/support/access/ask-access.ts'
import { fitBarriers } from '#tests/support/access/fit.ts'
import { axeBarriers } from '#tests/support/browser/axe.ts'
import { openBrowser } from '#tests/support/browser/browser.ts'
import { secondEngineBarriers } from '#tests/support/browser/second-engine.ts'
import type { RunningSite } from '#tests/support/site/running-site.ts'
import { until } from '#tests/support/until.ts'

let site: RunningSite
let browser: Browser
let page: Page
beforeAll(async () => {
  site = await startAccessSite()
  browser = await openBrowser()
  page = await browser.newPage({ reducedMotion: 'reduce', viewport: { width: 1280, height: 720 } })
})
afterAll(async () => {
  await browser?.close()
  await site?.stop()
})

test.each(barePages)(
  'the page %s, which has neither frame nor style sheet, stands in nobody’s way',
  async (_, html) => {
    const bare = await browser.newPage()
    await bare.setContent(html)
    for (const width of widths) {
      await bare.setViewportSize({ width, height: 256 })
      for (const colorScheme of schemes) {
        await bare.emulateMedia({ colorScheme })
        const found = [...(await bare.evaluate(fitBarriers)), ...(await axeBarriers(bare))]
        expect([...found, ...(await secondEngineBarriers(bare))], `${width} ${colorScheme}`).toEqual([])
      }
    }
    await bare.close()
  },
)

/** A link of each kind: where it stands, and how it is found there. */
const links = [
  ['/news', 'header a[href$="/archive"]'],
  ['/news', 'main article a[href*="/news/"]'],
  ['/news', 'main a[href$="/category/policy"]'],
  ['/news', 'main a[href$="/news/page/2"]'],
  ['/news', 'footer a[href$="/about"]'],
  ['/news', 'header a[hreflang]'],
  ['/news/story-first', 'main a[href$="/tag/story"]'],
  ['/news/story-third', 'main nav ol a'],
  ['/news/story-third', 'main section:has(> ol) li a'],
  ['/archive', 'main a[href$="/archive/2015"]'],
  ['/archive/2015', 'main a[href$="/archive/2015/12"]'],
  ['/search?q=2', 'main article a'],
  ['/nothing', 'main a[href$="/archive"]'],
] as const

test.each(links.flatMap((link) => ['en', 'zh'].map((locale) => [locale, ...link] as const)))(
  'in %s, a link of %s (%s) opens a new page with a title of its own, from its start',
  async (locale, path, selector) => {
    await page.goto(`${site.origin}/${locale}${path}`)
    const title = await page.title()
    await page.evaluate(() => Object.assign(globalThis, { before: true }))
    await page.locator(selector).first().click()
    await page.waitForFunction(() => !('before' in globalThis) && document.readyState === 'complete')
    expect([await page.title(), '']).not.toContain(title)
    expect(await page.title()).not.toBe('')
    expect(await page.evaluate(() => [document.activeElement?.tagName, scrollY])).toEqual(['BODY', 0])
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe('#main')
  },
)

/** Whether a reader sees where the focus is: a ring around something that stands in the window. */
function showsFocus(): boolean {
  const { activeElement: active } = document
  if (active === null) return false
  const [{ left = -1, top = -1, bottom = -1 } = {}] = active.getClientRects()
  const { outlineStyle, outlineWidth } = getComputedStyle(active)
  const isInside = left >= 0 && left < innerWidth && top >= 0 && Math.min(bottom, top + 24) <= innerHeight
  return isInside && outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
}

/** Presses Tab until what has the focus matches; the focus is seen all the way. */
async function tabTo(selector: string): Promise<void> {
  for (let pressed = 0; pressed < 100; pressed++) {
    await page.keyboard.press('Tab')
    if (!(await page.evaluate(showsFocus)))
      throw new Error(`The focus is not seen on ${await page.evaluate(() => document.activeElement?.outerHTML)}`)
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector)) return
  }
  throw new Error(`The focus never reached ${selector}`)
}

/** On a desk and on a telephone, each language in both schemes. */
const screens = [
  ['en', 1280, 'light'],
  ['zh', 1280, 'dark'],
  ['en', 360, 'dark'],
  ['zh', 360, 'light'],
] as const

async function setScreen(width: number, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.setViewportSize({ width, height: 720 })
  await page.emulateMedia({ colorScheme })
}

test.each(screens)(
  'the skip link, a search, its filters and a gallery need no mouse (%s, %i pixels, %s)',
  async (locale, width, scheme) => {
    await setScreen(width, scheme)
    await page.goto(`${site.origin}/${locale}`)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')
    await page.goto(`${site.origin}/${locale}`)
    if (width < 768) {
      await tabTo('header a[href$="/search"]')
      await page.keyboard.press('Enter')
      await page.waitForURL(/\/search$/)
    }
    await tabTo('input[type=search]')
    await page.keyboard.type('2')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/search\?q=2/)
    await tabTo('main dl a[href*="sort="]')
    await page.keyboard.press('Enter')
    await page.waitForURL(/sort=/)
    await tabTo('main article a')
    await page.keyboard.press('Enter')
    await page.waitForURL(new RegExp(`/${locale}/news/`))
    await page.goto(`${site.origin}/${locale}/news/story-third`)
    await tabTo('.gallery a')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/media\/story-third\/view-\d\.png/)
    await page.goBack()
    await page.waitForURL(new RegExp(`/${locale}/news/story-third`))
  },
)

const records = {
  en: ['Date: 2024-06-23 09:00:00', 'Today/Total visits: 0/0', 'Times in UTC+8'],
  zh: ['日期：2024-06-23 09:00:00', '今日/总访问量：0/0', '时区 UTC+8'],
}

test.each(screens)(
  'the text of a release and a reference to it are copied as they read, without a mouse (%s, %i pixels, %s)',
  async (locale, width, scheme) => {
    await setScreen(width, scheme)
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.goto(`${site.origin}/${locale}/news/story-third`)
    const copied = (part: string) =>
      until(`“${part}” is copied`, async () => {
        const text = await page.evaluate(() => navigator.clipboard.readText())
        return text.includes(part) ? text : undefined
      })
    await page.evaluate(() => navigator.clipboard.writeText(''))
    await tabTo('[data-copy-text]')
    await page.keyboard.press('Enter')
    // The parts of the record line stand one under the other on a telephone.
    const record = width < 768 ? records[locale] : [records[locale].join(' · ')]
    const lines = (await copied(record[0] ?? '')).split('\n')
    expect(lines).toEqual(expect.arrayContaining([...record, await page.locator('h1').textContent()]))
    await tabTo('details:has(#cite-gbt) > summary')
    await page.keyboard.press('Enter')
    await tabTo('[data-copy-text="#cite-gbt"]')
    await page.keyboard.press('Enter')
    expect(await copied('[EB/OL]')).toBe(await page.locator('#cite-gbt').textContent())
  },
)
