import { rename, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'
import { lastResortHtml, startingHtml } from '#lib/serve/pages/last-resort.ts'
import { checkHtml, hasJava } from '#tests/support/html-checker.ts'
import { testWith } from '#tests/support/needs.ts'
import type { RunningSite } from '#tests/support/running-site.ts'
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts'
import { furtherPages, pageStates, startWholeSite } from '#tests/support/whole-site.ts'
import { localeTemplates, statusTemplates } from './templates.ts'

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

/** The page for a fault: a release asked for in the moment in which its folder has become a link to itself, before that is noticed. */
async function faultOf(locale: string): Promise<Response> {
  for (let number = 1; number <= 20; number++) {
    const folder = join(site.contentDir, 'news', '2024', `series-${number}`)
    await rename(folder, `${folder}-${locale}-away`).catch(() => undefined)
    await symlink(folder, folder)
    const answer = await fetch(`${site.origin}/${locale}/news/series-${number}`)
    if (answer.status === 500) return answer
  }
  throw new Error('Every fault was noticed before anybody asked')
}

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
    for (const locale of ['en', 'zh']) await keep(`${locale} 500`, await faultOf(locale))
    for (const html of [lastResortHtml, startingHtml]) await keep('last resort', new Response(html))
    expect(checkHtml(files)).toEqual([])
    const broken = join(folder, 'broken.html')
    await writeFile(broken, '<!DOCTYPE html><html lang="en"><title>Broken</title><p align="left"><img src="a.png">')
    expect(checkHtml([broken]).length).toBeGreaterThan(1)
  },
  180_000,
)
