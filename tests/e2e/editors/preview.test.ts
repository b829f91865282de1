import { copyFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { onePixel, releaseFile, writeRelease } from '#tests/support/content/site-content.ts'
import { type RunningSite, startSite } from '#tests/support/site/running-site.ts'
import { callNews } from '#tests/support/terminal.ts'
import { until } from '#tests/support/until.ts'

const secret = 'a secret of the tests'
const slug = 'quiet-release'
const words = 'Unheard-of-word'
const release = {
  slug,
  title: 'A release under embargo',
  header: ['date: 2124-06-21 09:30:00', 'embargo: true', 'image:', '  src: pixel.png', '  alt: One pixel'],
  body: `${words}.\n\n![The same pixel](pixel.png)`,
}

let site: RunningSite
beforeAll(async () => {
  site = await startSite({
    environment: { PREVIEW_SECRET: secret },
    async prepare(contentDir) {
      await writeRelease(contentDir, release)
      const folder = join(contentDir, releaseFile(release), '..')
      await writeFile(join(folder, 'pixel.png'), onePixel)
      await copyFile(join(contentDir, releaseFile(release)), join(folder, 'zh.md'))
    },
  })
})
afterAll(() => site.stop())

const news = (...args: readonly string[]) =>
  callNews({
    args,
    environment: {
      CONTENT_DIR: site.contentDir,
      DATA_DIR: site.dataDir,
      SITE_URL: site.origin,
      PREVIEW_SECRET: secret,
    },
  })
async function makeLink(locale: 'en' | 'zh'): Promise<string> {
  const { shown, status } = await news('preview', slug, '--lang', locale)
  expect(status, shown).toBe(0)
  const [link] = /https?:\S+\/preview\/\S+/.exec(shown) ?? []
  if (link === undefined) throw new Error(`The command gave no link: ${shown}`)
  return link
}
const get = (url: string) => fetch(url, { redirect: 'manual' })

test.each([
  ['en', 'Preview: this release is not public', 'Under embargo until 21 June 2124, 09:30 (UTC+8)'],
  ['zh', '预览：本稿尚未公开', '2124年6月21日 09:30（UTC+8）前禁止发布'],
] as const)(
  'the %s link shows the real page under a bar, counts nothing and is kept by nobody',
  async (locale, bar, embargo) => {
    expect((await get(`${site.origin}/${locale}/news/${slug}`)).status).toBe(404)
    const link = await makeLink(locale)
    const answer = await get(link)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
    expect(answer.headers.get('x-robots-tag')).toContain('noindex')
    const html = await answer.text()
    for (const text of [bar, embargo, release.title, words, '<meta name="robots" content="noindex, nofollow"'])
      expect(html).toContain(text)
    for (const text of ['data-count', '/api/visits/', 'rel="canonical"', 'application/ld+json', '__next_f'])
      expect(html).not.toContain(text)

    const pictures = [...html.matchAll(/(?:src|srcset|href)="(\/media\/[^"\s]+)/gi)].map(([, path]) => path ?? '')
    expect(pictures.length).toBeGreaterThanOrEqual(2)
    for (const path of pictures) {
      const picture = await get(site.origin + path.replaceAll('&amp;', '&'))
      expect([picture.status, picture.headers.get('cache-control')]).toEqual([200, 'private, no-store'])
    }
    expect((await get(`${site.origin}/media/${slug}/pixel.png`)).status).toBe(404)
    expect((await get(`${site.origin}/media/${slug}/pixel.png?preview=${link.split('/').at(-1)}x`)).status).toBe(404)
  },
)

test('a link that was tampered with, or revoked, is a missing page', async () => {
  const link = await makeLink('en')
  expect((await get(link)).status).toBe(200)
  expect((await get(`${link.slice(0, -2)}AA`)).status).toBe(404)
  expect((await get(link.replace('/en/preview', '/zh/preview'))).status).toBe(404)
  expect((await news('preview', slug, '--revoke')).shown).toContain('are void')
  const answer = await get(link)
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([404, 'private, no-store'])
  expect((await get(await makeLink('en'))).status).toBe(200)
})

test('once the release is published its link leads to the public page', async () => {
  const link = await makeLink('en')
  await writeFile(join(site.contentDir, releaseFile(release)), '---\ntitle: Out now\ndate: 2024-06-21\n---\n\nOut.\n')
  await until('the release is out', async () => {
    const { status } = await get(`${site.origin}/en/news/${slug}`)
    return status === 200 ? true : undefined
  })
  const answer = await get(link)
  expect([answer.status, answer.headers.get('location')]).toEqual([302, `/en/news/${slug}`])
})
