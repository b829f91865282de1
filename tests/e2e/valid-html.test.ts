import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'
import { checkHtml, hasJava } from '#tests/support/html-checker.ts'
import { testWith } from '#tests/support/needs.ts'
import type { RunningSite } from '#tests/support/running-site.ts'
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts'
import { pageStates, startWholeSite } from '#tests/support/whole-site.ts'
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
])

testWith(hasJava)(
  'every page is valid HTML by the Nu checker, without error and without warning',
  async () => {
    const folder = await makeTemporaryFolder()
    const files: string[] = []
    for (const path of [...localeTemplates, ...statusTemplates, ...pageStates]) {
      const answer = await fetch(site.origin + path)
      const file = join(folder, `${files.length}${encodeURIComponent(path).slice(0, 60)}.html`)
      await writeFile(file, await answer.text())
      files.push(file)
      expect(answer.status, path).toBe(statuses.get(path) ?? 200)
    }
    expect(checkHtml(files)).toEqual([])
    const broken = join(folder, 'broken.html')
    await writeFile(broken, '<!DOCTYPE html><html lang="en"><title>Broken</title><p align="left"><img src="a.png">')
    expect(checkHtml([broken]).length).toBeGreaterThan(1)
  },
  180_000,
)
