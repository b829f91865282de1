import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { JSDOM } from 'jsdom'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeDemoContent } from '#lib/cli/demo/write-content.ts'
import { readSitemapParts, releasePathsIn, walkTo } from '#tests/support/site/reach.ts'
import { type RunningSite, startSite } from '#tests/support/site/running-site.ts'

let site: RunningSite
beforeAll(async () => {
  site = await startSite({
    async prepare(contentDir) {
      await rm(join(contentDir, 'news'), { recursive: true })
      await writeDemoContent(contentDir, { releases: 240, seed: 20151216, files: false })
    },
  })
})
afterAll(() => site.stop())

const documentOf = async (path: string) =>
  new JSDOM(await (await fetch(site.origin + path)).text(), { url: site.origin + path }).window.document

test('links alone lead from the front page to every release within four clicks', async () => {
  const wanted = releasePathsIn(await readSitemapParts(site.origin))
  expect(wanted.size).toBeGreaterThan(300)
  const { clicks } = await walkTo(site.origin, wanted)
  expect([...wanted].filter((path) => (clicks.get(path) ?? Number.POSITIVE_INFINITY) > 4)).toEqual([])
})

test.each(['en', 'zh'])(
  'each page of a list in %s has its own address and title and leads to its neighbours',
  async (locale) => {
    const titles = new Set<string>()
    for (const [page, neighbours] of [
      [1, [2]],
      [2, [1, 3]],
      [3, [2, 4]],
    ] as const) {
      const address = (number: number) => `/${locale}/news${number === 1 ? '' : `/page/${number}`}`
      const document = await documentOf(address(page))
      const canonical = document.querySelector('link[rel=canonical]')?.getAttribute('href')
      expect(canonical).toBe(site.origin + address(page))
      expect(document.querySelector('meta[name=robots]')?.getAttribute('content')).not.toContain('noindex')
      if (page > 1) expect(document.title).toContain(String(page))
      titles.add(document.title)
      const links = [...document.querySelectorAll('main a[href]')].map((link) => link.getAttribute('href'))
      for (const neighbour of neighbours) expect(links).toContain(address(neighbour))
    }
    expect(titles.size).toBe(3)
    const first = await fetch(`${site.origin}/${locale}/news/page/1`, { redirect: 'manual' })
    expect([first.status, first.headers.get('location')]).toEqual([301, `/${locale}/news`])
    expect((await fetch(`${site.origin}/${locale}/news/page/999`)).status).toBe(404)
  },
)
