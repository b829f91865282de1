import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'
import { lastResortHtml, startingHtml } from '#lib/serve/pages/last-resort.ts'
import { checkHtml, hasJava } from '#tests/support/browser/html-checker.ts'
import { testWith } from '#tests/support/needs.ts'
import { faultOf } from '#tests/support/site/fault.ts'
import type { RunningSite } from '#tests/support/site/running-site.ts'
import { furtherPages, pageStates, startWholeSite } from '#tests/support/site/whole-site.ts'
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts'
import { localeTemplates, statusTemplates } from '../templates.ts'

let site: RunningSite
beforeAll(async () => {
  site = await startWholeSite()
})
afterAll(() => site.stop())

const statuses = new Map([
  ['/en/news/nothing', 404],
  ['/zh/news/nothing', 404],
  ['/en/news/removed-release', 410],
  ['/zh/news/removed-chinese', 410],
])

const series = Array.from({ length: 20 }, (_, index) => `series-${index + 1}`)

testWith(hasJava)(
  'every page is valid HTML by the Nu checker, without error and without warning',
  async () => {
    const folder = await makeTemporaryFolder()
    const files: string[] = []
    const keep = async (path: string, answer: Response) => {
      const file = join(folder, `${files.length}${encodeURIComponent(path).slice(0, 60)}.html`)
      await writeFile(file, await answer.text())
      files.push(file)
    }
    for (const path of [...localeTemplates, ...statusTemplates, ...pageStates, ...furtherPages]) {
      const answer = await fetch(site.origin + path)
      await keep(path, answer)
      expect(answer.status, path).toBe(statuses.get(path) ?? 200)
    }
    for (const [locale, slugs] of [
      ['en', series.slice(0, 10)],
      ['zh', series.slice(10)],
    ] as const) {
      const answer = await faultOf(site, slugs, (slug) => `/${locale}/news/${slug}`)
      await keep(`${locale} 500`, answer)
      expect(answer.status).toBe(500)
    }
    for (const html of [lastResortHtml, startingHtml]) await keep('last resort', new Response(html))
    expect(checkHtml(files)).toEqual([])
    const broken = join(folder, 'broken.html')
    await writeFile(broken, '<!DOCTYPE html><html lang="en"><title>Broken</title><p align="left"><img src="a.png">')
    expect(checkHtml([broken]).length).toBeGreaterThan(1)
  },
  180_000,
)
