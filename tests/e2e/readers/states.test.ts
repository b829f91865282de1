import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contrastBarriers, openReader, type Reader } from '#tests/support/access/ask-access.ts'
import { openBrowser } from '#tests/support/browser/browser.ts'
import { asPainted, faultsOf, paintedAt, tokenColour } from '#tests/support/browser/visual-facts.ts'
import { type RunningSite, startSite } from '#tests/support/site/running-site.ts'
import { localeStates, siteOfStates, states } from './states.ts'

/*
 * What must be true of every state of a page with whatever fonts and at every width: nothing is cut, nothing lies over another,
 * all fits its width, photographs are there, and where the state's mark stands, the ground and the colour of words that the
 * style sheet of tokens names for it are painted, with words on it that everybody can read. Whether it looks as it did,
 * pictures.test.ts asks.
 */

const widths = [320, 768, 1280, 1920] as const
const schemes = ['light', 'dark'] as const
const sheet = readFileSync('components/styles/tokens.css', 'utf8')

let site: RunningSite
let browser: Browser
let page: Page
let reader: Reader
beforeAll(async () => {
  site = await startSite(siteOfStates)
  browser = await openBrowser()
  page = await browser.newPage()
  reader = await openReader(page)
})
afterAll(async () => {
  await browser?.close()
  await site?.stop()
})

test('every state is there in both languages', () => {
  for (const { name } of states)
    expect(
      localeStates.filter((one) => one.name === name).map(({ locale }) => locale),
      name,
    ).toEqual(['en', 'zh'])
})

test.each(localeStates)(
  '$name in $locale is set without a fault on every screen and on paper',
  async ({ address, mark, count }) => {
    await page.emulateMedia({ colorScheme: 'light', media: 'screen' })
    await page.goto(site.origin + address)
    const marks = page.locator(mark)
    if (count !== undefined) expect(await marks.count()).toBe(count)
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 })
      expect(await faultsOf(page), `${width} pixels`).toEqual([])
      const box = await marks.first().boundingBox()
      expect(box, `${width} pixels`).toMatchObject({ x: expect.any(Number) })
      expect(box?.height, `${width} pixels`).toBeGreaterThan(16)
      expect(box?.width, `${width} pixels`).toBeGreaterThan(24)
    }
    await page.emulateMedia({ media: 'print' })
    expect(await faultsOf(page), 'paper').toEqual([])
  },
)

test.each(localeStates)(
  '$name in $locale is painted in the colours of the style sheet, and can be read, in both schemes',
  async ({ address, mark, colours: [ground, words] }) => {
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.goto(site.origin + address)
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme, media: 'screen' })
      expect(await contrastBarriers(reader), colorScheme).toEqual([])
      const shown = page.locator(mark).first()
      const { ground: painted, ink } = await paintedAt(shown)
      expect(painted, colorScheme).toBe(asPainted(tokenColour(sheet, ground, colorScheme)))
      const colour = await shown.evaluate((element) => getComputedStyle(element).color)
      expect(colour, colorScheme).toBe(asPainted(tokenColour(sheet, words, colorScheme)))
      // Letters take some part of any text, and never most of it.
      expect(ink, colorScheme).toBeGreaterThan(0.002)
      expect(ink, colorScheme).toBeLessThan(0.5)
    }
  },
)

test('each kind of notice has a ground of its own, beside that of the page', async () => {
  const noticed = ['superseded', 'old', 'withdrawn'].map(
    (name) => localeStates.find((one) => one.name === name)?.address,
  )
  await page.setViewportSize({ width: 1280, height: 900 })
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme, media: 'screen' })
    const grounds: string[] = []
    for (const address of noticed) {
      await page.goto(`${site.origin}${address}`)
      const paper = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
      const painted = await paintedAt(page.getByRole('note').first())
      grounds.push(painted.ground, paper)
    }
    expect(new Set(grounds).size, colorScheme).toBe(4)
  }
})

test('a headline of the longest length leaves room for the rest of the screen', async () => {
  await page.emulateMedia({ colorScheme: 'light', media: 'screen' })
  for (const [locale, lines] of [
    ['en', 12],
    ['zh', 20],
  ] as const) {
    await page.setViewportSize({ width: 320, height: 900 })
    await page.goto(`${site.origin}/${locale}/news/longest-headline`)
    const set = await page.locator('h1').evaluate((heading) => {
      return heading.getBoundingClientRect().height / Number.parseFloat(getComputedStyle(heading).lineHeight)
    })
    expect(Math.round(set), locale).toBeLessThanOrEqual(lines)
  }
})

test('Arabic runs from right to left within a page, and a page in Arabic is mirrored whole', async () => {
  await page.emulateMedia({ colorScheme: 'light', media: 'screen' })
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.goto(`${site.origin}/en/news/greeting-in-arabic`)
  expect(
    await page
      .locator('[lang="ar"]')
      .last()
      .evaluate((text) => getComputedStyle(text).direction),
  ).toBe('rtl')
  const centre = async () => {
    const [text, side] = [
      await page.locator('h1').boundingBox(),
      await page.locator('aside, article > div').last().boundingBox(),
    ]
    return (side?.x ?? 0) - (text?.x ?? 0)
  }
  expect(await centre()).toBeGreaterThan(0)
  await page.evaluate(() => {
    document.documentElement.dir = 'rtl'
    document.documentElement.lang = 'ar'
  })
  expect(await centre()).toBeLessThan(0)
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 })
    expect(await faultsOf(page), `${width} pixels`).toEqual([])
  }
})

test('the direction of writing that a headline sets ends with it', async () => {
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.goto(`${site.origin}/en/news/furnace-3-cooling-repaired`)
  const ends = await page.locator('li[data-current] strong').evaluate((headline) => {
    // A sign of Unicode that turns round what follows it, which nobody sees in a file.
    headline.textContent = `\u202e${headline.textContent}`
    return [headline.getBoundingClientRect().right, headline.nextElementSibling?.getBoundingClientRect().left ?? 0]
  })
  expect(ends[1]).toBeGreaterThanOrEqual(ends[0] ?? 0)
})
