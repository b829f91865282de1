import type { Browser } from 'playwright'
import { afterAll, beforeAll } from 'vitest'
import { openBrowser } from '../browser/browser.ts'
import { type RunningSite, startSite } from './running-site.ts'

interface VisitedSite {
  readonly site: RunningSite
  readonly browser: Browser
}

/** A site and a browser for all tests of a file, started before the first and ended after the last; not there until then. */
export function visitedSite(start: () => Promise<RunningSite> = startSite): VisitedSite {
  let site: RunningSite | undefined
  let browser: Browser | undefined
  beforeAll(async () => {
    site = await start()
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await site?.stop()
  })
  const there = <T>(opened: T | undefined): T => {
    if (opened === undefined) throw new Error('The site and the browser are there for tests, not before them.')
    return opened
  }
  return {
    get site() {
      return there(site)
    },
    get browser() {
      return there(browser)
    },
  }
}
