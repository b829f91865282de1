import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect } from 'vitest'
import { CrawledSite, writeCrawledContent } from '#tests/support/crawled-site.ts'
import { checkHtml, hasJava } from '#tests/support/html-checker.ts'
import { testWith } from '#tests/support/needs.ts'
import { startSite } from '#tests/support/running-site.ts'
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts'
import { localeTemplates, statusTemplates } from './templates.ts'

/** A release with everything that editors can write in its text. */
async function writeEverything(contentDir: string): Promise<void> {
  const bodies = join(import.meta.dirname, '..', 'fixtures', 'content', 'body')
  const folder = join(contentDir, 'news', '2024', 'everything')
  await mkdir(folder, { recursive: true })
  for (const [name, locale] of [
    ['complete', 'en'],
    ['complete-chinese', 'zh'],
  ] as const) {
    const text = await readFile(join(bodies, `${name}.md`), 'utf8')
    const withoutLink = text.replace(/\[([^\]]+)\]\(\.\.\/[^)]+\)/g, '$1')
    await writeFile(join(folder, `${locale}.md`), withoutLink.replace(/^date: .*$/m, 'date: 2024-05-04 09:30'))
  }
  const photo = sharp({ create: { width: 1600, height: 1000, channels: 3, background: '#0f4c5c' } })
  await photo.jpeg().toFile(join(folder, 'opening.jpg'))
  await writeFile(join(folder, 'programme.pdf'), '%PDF-1.4\n')
}

let site: CrawledSite
beforeAll(async () => {
  site = new CrawledSite(
    await startSite({
      prepare: async (contentDir) => {
        await writeCrawledContent(contentDir)
        await writeEverything(contentDir)
      },
    }),
  )
})
afterAll(() => site.site.stop())

const others = ['withdrawn-release', 'pictured-release', 'of-today', 'everything'].map((slug) => `/en/news/${slug}`)
const searches = ['/en/search?q=seminar', '/zh/search?q=企业', '/en/search?q=nothing+like+it', '/en/search']

testWith(hasJava)(
  'every page is valid HTML by the Nu checker, without error and without warning',
  async () => {
    const folder = await makeTemporaryFolder()
    const files: string[] = []
    for (const path of [...localeTemplates, ...statusTemplates, ...others, '/zh/news/everything', ...searches]) {
      const answer = await site.get(path)
      const file = join(folder, `${encodeURIComponent(path)}.html`)
      await writeFile(file, await answer.text())
      files.push(file)
      if (others.includes(path)) expect(answer.status, path).toBe(200)
    }
    expect(checkHtml(files)).toEqual([])
    const broken = join(folder, 'broken.html')
    await writeFile(broken, '<!DOCTYPE html><html lang="en"><title>Broken</title><p align="left"><img src="a.png">')
    expect(checkHtml([broken]).length).toBeGreaterThan(1)
  },
  180_000,
)
