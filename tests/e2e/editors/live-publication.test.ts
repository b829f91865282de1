import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { wallClockText } from '#lib/time-zone.ts'
import { releaseFile, writeRelease } from '#tests/support/content/site-content.ts'
import { type RunningSite, startSite } from '#tests/support/site/running-site.ts'
import { until } from '#tests/support/until.ts'

let site: RunningSite
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site.stop())

/** What the handbook promises editors: a saved change is online within this many ms. */
const promised = 1000

const status = async (path: string) => (await fetch(site.origin + path, { redirect: 'manual' })).status
const text = async (path: string) => await (await fetch(site.origin + path)).text()
const health = async () =>
  (await (await fetch(`${site.origin}/api/health`)).json()) as {
    status: string
    broken: { file: string; line: number; code: string }[]
  }

const isOnline = (path: string, words: string) =>
  until(`${path} says “${words}”`, async () => ((await text(path)).includes(words) ? true : undefined), promised)
const answers = (path: string, wanted: number) =>
  until(`${path} answers ${wanted}`, async () => ((await status(path)) === wanted ? true : undefined), promised)
const isHealth = (wanted: string) =>
  until(`health is ${wanted}`, async () => ((await health()).status === wanted ? true : undefined), promised)

test('a release is written, edited, broken, repaired, renamed and deleted, each online within a second', async () => {
  const address = '/en/news/live-release'
  expect(await status(address)).toBe(404)

  await writeRelease(site.contentDir, {
    slug: 'live-release',
    title: 'First title',
    header: ['category: policy', 'tags: [trial]'],
  })
  await answers(address, 200)
  for (const list of ['/en', '/en/news', '/en/archive/2024/06', '/en/category/policy', '/en/tag/trial']) {
    expect(await text(list), list).toContain('First title')
  }

  await writeRelease(site.contentDir, { slug: 'live-release', title: 'Second title' })
  await isOnline(address, 'Second title')
  expect(await text('/en/news')).not.toContain('First title')
  expect(await status('/en/tag/trial')).toBe(404)

  const file = releaseFile({ slug: 'live-release' })
  await writeFile(join(site.contentDir, file), '---\ntitle: Q3 results: revenue up\ndate: 2024-06-21\n---\n\nBroken.\n')
  await isHealth('degraded')
  expect((await health()).broken).toMatchObject([{ file, line: 2 }])
  expect(await text(address)).toContain('Second title')
  expect(await text('/en/news')).toContain('Second title')

  await writeRelease(site.contentDir, { slug: 'live-release', title: 'Third title' })
  await isOnline(address, 'Third title')
  await isHealth('ok')

  const folder = dirname(join(site.contentDir, file))
  await rename(folder, join(dirname(folder), 'renamed-release'))
  await answers('/en/news/renamed-release', 200)
  await answers(address, 404)
  await writeRelease(site.contentDir, {
    slug: 'renamed-release',
    title: 'Third title',
    header: ['aliases:', `  - ${address}`],
  })
  await answers(address, 301)

  await rm(join(dirname(folder), 'renamed-release'), { recursive: true })
  await answers('/en/news/renamed-release', 404)
  await answers(address, 404)
  expect(await text('/en/news')).not.toContain('Third title')
})

test('a broken new release stays out and harms no other', async () => {
  const file = join(site.contentDir, 'news', '2024', 'never-good', 'en.md')
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, '---\ntitle: Never good\n')
  await isHealth('degraded')
  expect(await status('/en/news/never-good')).toBe(404)
  expect(await status('/en/news/weifang-informationization-seminar')).toBe(200)
  await rm(dirname(file), { recursive: true })
  await isHealth('ok')
})

test('a scheduled release appears by itself at its second, on its page and in the list together', async () => {
  const second = Math.ceil(Date.now() / 1000) + 3
  const date = wallClockText(second * 1000, 'Asia/Shanghai')
  const file = join(site.contentDir, 'news', date.slice(0, 4), 'timed-release', 'en.md')
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, `---\ntitle: Timed release\ndate: ${date}\n---\n\nText.\n`)
  await until('the second has come', async () => {
    const [page, before] = [await status('/en/news/timed-release'), Date.now() < second * 1000]
    if (before) expect(page).toBe(404)
    return before ? undefined : true
  })
  await answers('/en/news/timed-release', 200)
  expect(await text('/en/news')).toContain('Timed release')
})

test('a picture is public as long as its release is', async () => {
  const release = { slug: 'with-picture', body: '![A point](point.png)' }
  const folder = dirname(join(site.contentDir, releaseFile(release)))
  const { onePixel } = await import('#tests/support/content/site-content.ts')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'point.png'), onePixel)
  await writeRelease(site.contentDir, { ...release, header: ['draft: true'] })
  expect(await status('/media/with-picture/point.png')).toBe(404)
  await writeRelease(site.contentDir, release)
  await answers('/media/with-picture/point.png', 200)
  await writeRelease(site.contentDir, { ...release, header: ['draft: true'] })
  await answers('/media/with-picture/point.png', 404)
})
