import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '#tests/support/browser.ts'
import { type RunningSite, startSite } from '#tests/support/running-site.ts'
import { writeReleasesOfEveryState } from '#tests/support/site-content.ts'
import { localeTemplates, statusTemplates } from './templates.ts'

let site: RunningSite
let browser: Browser
beforeAll(async () => {
  site = await startSite({ prepare: writeReleasesOfEveryState })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await site?.stop()
})

const addresses = [...localeTemplates, ...statusTemplates, '/en/news/pictured-release', '/en/news/withdrawn-release']
const cases = addresses.flatMap((path) => (['light', 'dark'] as const).map((colorScheme) => ({ path, colorScheme })))

test.each(cases)('$path has no barrier that axe can find, $colorScheme', async ({ path, colorScheme }) => {
  const context = await browser.newContext({ colorScheme })
  const page = await context.newPage()
  await page.goto(site.origin + path)
  const { violations } = await new AxeBuilder({ page }).analyze()
  const found = violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.html}`))
  expect(found).toEqual([])
  await context.close()
})

test.each(localeTemplates)('%s does not scroll sideways on a narrow screen', async (path) => {
  const page = await browser.newPage({ viewport: { width: 320, height: 640 } })
  await page.goto(site.origin + path)
  const { content, screen } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    screen: document.documentElement.clientWidth,
  }))
  expect(content).toBeLessThanOrEqual(screen)
  await page.close()
})
