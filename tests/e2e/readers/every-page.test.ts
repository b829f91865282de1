import { beforeAll, expect, test } from 'vitest'
import { type Locale, locales } from '#lib/i18n/locales.ts'
import { openFault, startAccessSite, statesIn } from '#tests/support/access/access-site.ts'
import { askAccess, openReader, type Reader } from '#tests/support/access/ask-access.ts'
import { visitedSite } from '#tests/support/site/visited-site.ts'
import { localeTemplates, statusTemplates } from '../templates.ts'

/* Asks every template in every state in both languages, at every width, in both schemes. */

const visited = visitedSite(startAccessSite)
const open = async () => await openReader(await visited.browser.newPage())
let readers: Readonly<Record<Locale, Reader>>
beforeAll(async () => {
  readers = { en: await open(), zh: await open() }
})

const templates = [...localeTemplates, ...statusTemplates]
const pagesIn = (locale: Locale) => [...templates.filter((path) => path.split('/')[1] === locale), ...statesIn(locale)]
const pages = locales.flatMap((locale) => pagesIn(locale).map((path) => ({ locale, path })))

// Ten windows a page: on a machine with much other work that takes long.
test.each(pages)('$path stands in nobody’s way', { timeout: 240_000 }, async ({ locale, path }) => {
  await readers[locale].page.goto(visited.site.origin + path)
  expect(await askAccess(readers[locale])).toEqual([])
})

test.each(locales)('the page of a fault stands in nobody’s way (%s)', { timeout: 240_000 }, async (locale) => {
  await openFault(readers[locale].page, visited.site, locale)
  expect(await askAccess(readers[locale])).toEqual([])
})

test.each(locales)('each page has a title of its own, with the site’s name at its end (%s)', async (locale) => {
  const titles = new Map<string, string>()
  const home = await (await fetch(`${visited.site.origin}/${locale}`)).text()
  const site = /<meta property="og:site_name" content="([^"]+)"/.exec(home)?.[1] ?? 'no name'
  for (const path of pagesIn(locale)) {
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
