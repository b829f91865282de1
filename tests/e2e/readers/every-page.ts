import { beforeAll, expect, test } from 'vitest'
import type { Locale } from '#lib/i18n/locales.ts'
import { openFault, startAccessSite, statesIn } from '#tests/support/access/access-site.ts'
import { askAccess, openReader, type Reader } from '#tests/support/access/ask-access.ts'
import { visitedSite } from '#tests/support/site/visited-site.ts'
import { localeTemplates, statusTemplates } from '../templates.ts'

/** Asks every template in every state in one language, at every width, in both schemes. */
export function askEveryPage(locale: Locale): void {
  const visited = visitedSite(startAccessSite)
  let reader: Reader
  beforeAll(async () => {
    reader = await openReader(await visited.browser.newPage())
  })
  const templates = [...localeTemplates, ...statusTemplates].filter((path) => path.split('/')[1] === locale)
  const pages = [...templates, ...statesIn(locale)]

  // Ten windows a page: on a machine with much other work that takes long.
  test.each(pages)('%s stands in nobody’s way', { timeout: 240_000 }, async (path) => {
    await reader.page.goto(visited.site.origin + path)
    expect(await askAccess(reader)).toEqual([])
  })

  test(`the page of a fault stands in nobody’s way (${locale})`, { timeout: 240_000 }, async () => {
    await openFault(reader.page, visited.site, locale)
    expect(await askAccess(reader)).toEqual([])
  })

  test(`each page has a title of its own, with the site’s name at its end (${locale})`, async () => {
    const titles = new Map<string, string>()
    const home = await (await fetch(`${visited.site.origin}/${locale}`)).text()
    const site = /<meta property="og:site_name" content="([^"]+)"/.exec(home)?.[1] ?? 'no name'
    for (const path of pages) {
      const answer = await fetch(visited.site.origin + path)
      const title = /<title>([^<]+)<\/title>/.exec(await answer.text())?.[1] ?? ''
      expect(title.endsWith(site), `${path}: ${title}`).toBe(true)
      const [, number] = /\/page\/(\d+)$/.exec(path) ?? []
      if (number !== undefined) expect(title, path).toContain(number)
      // Of what is gone or missing every address says the same, and of one search whatever narrows it.
      if (answer.status !== 200 || path.includes('&')) continue
      expect(titles.get(title), title).toBeUndefined()
      titles.set(title, path)
    }
    expect(titles.size).toBeGreaterThan(25)
  })
}
