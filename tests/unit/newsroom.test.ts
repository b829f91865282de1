import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { readConfig } from '#lib/config.ts'
import { silentLog } from '#lib/log.ts'
import { type Newsroom, openNewsroom } from '#lib/newsroom.ts'

const opened: { folder: string; newsroom: Newsroom }[] = []
afterEach(async () => {
  for (const { folder, newsroom } of opened.splice(0)) {
    await newsroom.close()
    await rm(folder, { recursive: true })
  }
})

async function openSampleNewsroom() {
  const folder = await mkdtemp(join(tmpdir(), 'newsroom-'))
  await cp(join(import.meta.dirname, '../../content'), join(folder, 'content'), { recursive: true })
  const config = readConfig({ CONTENT_DIR: 'content', DATA_DIR: 'data' }, folder)
  const newsroom = await openNewsroom(config, { log: silentLog })
  opened.push({ folder, newsroom })
  return { newsroom, contentDir: config.contentDir }
}

const visit = (slug: string, event: string) => ({
  method: 'POST',
  slug,
  pixel: false,
  headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' },
  remoteAddress: '192.0.2.1',
  body: Buffer.from(JSON.stringify({ event })),
})

test('the sample content is public in both languages and has no problem', async () => {
  const { newsroom } = await openSampleNewsroom()
  expect(newsroom.content.problems()).toEqual([])
  expect(newsroom.edition().locales.en.releases.map(({ slug }) => slug)).toEqual([
    'jining-business-environment-interview',
    'outstanding-chief-information-officer',
    'weifang-informationization-seminar',
  ])
  expect(newsroom.edition().locales.zh.releases).toHaveLength(3)
})

test('the ranking of all times begins with the greatest totals from an older site, each release once', async () => {
  const { newsroom, contentDir } = await openSampleNewsroom()
  const [seminar, interview] = ['weifang-informationization-seminar', 'jining-business-environment-interview']
  for (const [name, total] of Object.entries({ 'en.md': 150, 'zh.md': 200 })) {
    const file = join(contentDir, 'news/2021', interview, name)
    const text = await readFile(file, 'utf8')
    await writeFile(file, text.replace('title:', `legacyVisits: ${total}\ntitle:`))
  }
  await newsroom.content.refresh()
  const expected = [
    { slug: interview, visits: 200 },
    { slug: seminar, visits: 111 },
  ]
  expect(await newsroom.visits.topReleases('all', 5)).toEqual(expected)
  expect(await newsroom.visits.topReleases('all', 1)).toEqual(expected.slice(0, 1))
})

test('a renamed folder that names its old address keeps its visits, and the old total', async () => {
  const { newsroom, contentDir } = await openSampleNewsroom()
  const [before, after] = ['weifang-informationization-seminar', 'weifang-seminar']
  const counted = await newsroom.visits.record(visit(before, 'a'.repeat(32)))
  expect(counted).toMatchObject({ counted: true, today: 1, total: 112 })
  const folder = join(contentDir, 'news/2015', before)
  for (const file of ['en.md', 'zh.md']) {
    const text = await readFile(join(folder, file), 'utf8')
    await writeFile(join(folder, file), text.replace('dateline:', `aliases: [/en/news/${before}]\ndateline:`))
  }
  await rename(folder, join(contentDir, 'news/2015', after))
  await newsroom.content.refresh()
  await vi.waitUntil(async () => (await newsroom.visits.figures([after])).get(after)?.total === 112, { timeout: 5000 })
  expect((await newsroom.visits.figures([before])).get(before)?.total).toBe(0)
})
