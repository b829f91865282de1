import type { Browser, CDPSession, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeBarriers } from '#tests/support/axe.ts'
import { fitBarriers, spaceText, structureBarriers, styleBarriers } from '#tests/support/barriers.ts'
import { openBrowser } from '#tests/support/browser.ts'
import type { RunningSite } from '#tests/support/running-site.ts'
import { secondEngineBarriers } from '#tests/support/second-engine.ts'
import { until } from '#tests/support/until.ts'
import { faultsOf } from '#tests/support/visual-facts.ts'
import { furtherPages, pageStates, startWholeSite } from '#tests/support/whole-site.ts'
import { localeTemplates, statusTemplates } from './templates.ts'

let site: RunningSite
let browser: Browser
let page: Page
let session: CDPSession
beforeAll(async () => {
  site = await startWholeSite()
  browser = await openBrowser()
  page = await browser.newPage({ reducedMotion: 'reduce' })
  session = await page.context().newCDPSession(page)
})
afterAll(async () => {
  await browser?.close()
  await site?.stop()
})

/** What depends on colours and sizes alone; everything else is the same in the dark. */
const rulesOfStyle = ['color-contrast', 'link-in-text-block', 'target-size', 'scrollable-region-focusable']

/** Sets what a reader's browser takes for usual text, in pixels; 16 as browsers come. */
const setTextSize = (standard: number) =>
  session.send('Page.setFontSizes', { fontSizes: { standard, fixed: standard } })

const widths = [320, 768, 1280]
const schemes = ['light', 'dark'] as const

test.each([...localeTemplates, ...statusTemplates, ...pageStates, ...furtherPages])(
  '%s stands in nobody’s way',
  async (path) => {
    const found: string[] = []
    const note = (where: string, barriers: readonly string[]) =>
      found.push(...barriers.map((barrier) => `${where}: ${barrier}`))
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' })
    await page.setViewportSize({ width: 1280, height: 720 })
    await page.goto(site.origin + path)
    note('structure', await page.evaluate(structureBarriers))
    // Everything that opens is open.
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true
    })
    for (const width of widths) {
      await page.setViewportSize({ width, height: width === 320 ? 256 : 720 })
      note(`${width}`, await page.evaluate(fitBarriers))
      await page.evaluate(spaceText, true)
      note(`${width}, spaced`, await page.evaluate(fitBarriers))
      await page.evaluate(spaceText, false)
      await setTextSize(32)
      note(`${width}, text of 200 %`, await page.evaluate(fitBarriers))
      await setTextSize(16)
      for (const colorScheme of schemes) {
        await page.emulateMedia({ colorScheme })
        note(`${width}, ${colorScheme}`, await axeBarriers(page, colorScheme === 'dark' ? rulesOfStyle : undefined))
        note(`${width}, ${colorScheme}`, await page.evaluate(styleBarriers))
      }
      await page.emulateMedia({ colorScheme: 'light' })
    }
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme, forcedColors: 'active' })
      note(`forced colours, ${colorScheme}`, await page.evaluate(styleBarriers))
    }
    expect([...new Set(found)]).toEqual([])
  },
)

test.each([
  '/en',
  '/zh',
  '/en/news/weifang-informationization-seminar',
  '/en/news/everything',
  '/zh/news/story-third',
  '/zh/search?q=信息化',
  '/en/archive',
  '/zh/feeds',
  '/en/news/nothing',
])('%s is well set when its text alone is twice as large, as some browsers enlarge it', async (path) => {
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' })
  await page.goto(site.origin + path)
  await page.evaluate(() => {
    const larger = new CSSStyleSheet()
    larger.replaceSync(':root { font-size: 200% }')
    document.adoptedStyleSheets = [larger]
  })
  for (const width of widths) {
    await page.setViewportSize({ width, height: 720 })
    expect.soft(await faultsOf(page), `${width} wide`).toEqual([])
  }
})

test.each([...localeTemplates, ...statusTemplates, ...pageStates])(
  '%s stands in nobody’s way by another engine either',
  async (path) => {
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' })
    await page.setViewportSize({ width: 1280, height: 720 })
    await page.goto(site.origin + path)
    expect(await secondEngineBarriers(page)).toEqual([])
  },
)

test('header, search and help stand in the same order on every page of a language', async () => {
  for (const locale of ['en', 'zh']) {
    const orders = new Set<string>()
    for (const path of [...localeTemplates, ...statusTemplates, ...pageStates]) {
      if (!path.startsWith(`/${locale}`)) continue
      const html = await (await fetch(site.origin + path)).text()
      const order = await page.evaluate((text) => {
        const parsed = new DOMParser().parseFromString(text, 'text/html')
        const parts = parsed.querySelectorAll('body header nav a, body header form, main, body > div > footer a')
        return [...parts]
          .filter((part) => part.tagName === 'MAIN' || part.closest('main') === null)
          .map((part) => (part.tagName === 'A' && !part.hasAttribute('hreflang') ? part.textContent : part.tagName))
          .join(' | ')
      }, html)
      orders.add(order)
    }
    expect([...orders]).toHaveLength(1)
  }
})

/** One page of each kind; what the focus meets is the same in both languages. */
const walked = [...localeTemplates.filter((path) => path.startsWith('/en')), ...statusTemplates, ...pageStates].filter(
  (path) => !/^\/zh\/(?:tag|stats|search|news\/story-second)/.test(path),
)

test.each(walked)('the keyboard alone goes through %s in the order of its text and leaves it again', async (path) => {
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' })
  await page.setViewportSize({ width: 1280, height: 720 })
  await page.goto(site.origin + path)
  const count = await page.evaluate(() => {
    const all = [...document.querySelectorAll<HTMLElement>('a[href], button, input, select, summary, [tabindex="0"]')]
    const expected = all.filter((element) => element.checkVisibility())
    const told: string[] = []
    document.addEventListener('focusin', ({ target }) => {
      if (!(target instanceof HTMLElement)) return
      if (target !== expected.shift()) told.push(`out of order: ${target.outerHTML}`)
      const [{ left = 0, top = 0, width = 0, height = 0 } = {}] = target.getClientRects()
      const seen = document.elementFromPoint(left + width / 2, top + height / 2)
      if (seen === null || !(target.contains(seen) || seen.contains(target))) told.push(`hidden: ${target.outerHTML}`)
    })
    Object.assign(globalThis, { told, expected })
    return expected.length
  })
  for (let pressed = 0; pressed < count; pressed++) await page.keyboard.press('Tab')
  const { told, expected } = await page.evaluate(() => {
    const { told: faults, expected: left } = globalThis as unknown as { told: string[]; expected: HTMLElement[] }
    return { told: faults, expected: left.map(({ outerHTML }) => outerHTML) }
  })
  expect([...told, ...expected]).toEqual([])
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.tagName)).toMatch(/BODY|A/)
})

/** Presses Tab until what has the focus matches. */
async function tabTo(selector: string): Promise<void> {
  for (let pressed = 0; pressed < 100; pressed++) {
    await page.keyboard.press('Tab')
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector)) return
  }
  throw new Error(`The focus never reached ${selector}`)
}

test.each(['en', 'zh'])('the skip link, a search and a gallery need no mouse (%s)', async (locale) => {
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' })
  await page.setViewportSize({ width: 1280, height: 720 })
  await page.goto(`${site.origin}/${locale}`)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')
  await page.goto(`${site.origin}/${locale}`)
  await tabTo('input[type=search]')
  await page.keyboard.type('2')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/search\?q=2/)
  await tabTo('main article a')
  await page.keyboard.press('Enter')
  await page.waitForURL(new RegExp(`/${locale}/news/`))
  await page.goto(`${site.origin}/${locale}/news/story-third`)
  await tabTo('.gallery a')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/media\/story-third\/view-\d\.png/)
  await page.goBack()
  await page.waitForURL(new RegExp(`/${locale}/news/story-third`))
})

test.each([
  ['en', 'Date: 2024-06-23 09:00:00 · Today/Total visits: 0/0 · Times in UTC+8'],
  ['zh', '日期：2024-06-23 09:00:00 · 今日/总访问量：0/0 · 时区 UTC+8'],
])(
  'the text of a release and a reference to it are copied as they read, without a mouse (%s)',
  async (locale, record) => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' })
    await page.setViewportSize({ width: 1280, height: 720 })
    await page.goto(`${site.origin}/${locale}/news/story-third`)
    const copied = (part: string) =>
      until(`“${part}” is copied`, async () => {
        const text = await page.evaluate(() => navigator.clipboard.readText())
        return text.includes(part) ? text : undefined
      })
    await tabTo('[data-copy-text]')
    await page.keyboard.press('Enter')
    const lines = (await copied(record)).split('\n')
    expect(lines).toContain(record)
    expect(lines).toContain(await page.locator('h1').textContent())
    await tabTo('details:has(#cite-gbt) > summary')
    await page.keyboard.press('Enter')
    await tabTo('[data-copy-text="#cite-gbt"]')
    await page.keyboard.press('Enter')
    expect(await copied('[EB/OL]')).toBe(await page.locator('#cite-gbt').textContent())
  },
)
