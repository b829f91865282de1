import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { readContent } from '#lib/cli/content.ts'
import { drawPicture } from '#lib/cli/demo/pictures.ts'
import { buildDemoRelease } from '#lib/cli/demo/release.ts'
import { writeDemoStates } from '#lib/cli/demo/states.ts'
import { buildDemoHits } from '#lib/cli/demo/visits.ts'
import { writeDemoContent } from '#lib/cli/demo/write-content.ts'
import { versionsOf } from '#lib/content/catalogue.ts'
import { visibility } from '#lib/content/visibility.ts'
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts'

const now = Date.parse('2026-11-21T04:00:00Z')

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

test('the demo’s content has no mistake, and shows every state and kind of release', { timeout: 30_000 }, async () => {
  const folder = await makeTemporaryFolder()
  await writeDemoContent(folder, { releases: 125, seed: 1 })
  writeDemoStates(folder, '2026-11-20')
  const { state, problems } = await readContent(folder, now)
  // Texts of one pattern are alike, which is the one thing that check may say of them.
  expect(problems.filter(({ code }) => code !== 'release/near-duplicate')).toEqual([])
  const releases = [...(state?.catalogue.releases.values() ?? [])].flatMap((release) => versionsOf(release))
  const states = new Set(releases.map((release) => visibility(release, now).state))
  expect([...states].sort()).toEqual([
    'corrected',
    'draft',
    'embargoed',
    'expired',
    'gone',
    'published',
    'redirected',
    'withdrawn',
  ])
  expect(releases.some(({ pinnedUntil }) => pinnedUntil !== undefined)).toBe(true)
  expect(releases.some(({ downloads }) => downloads.length > 0)).toBe(true)
  expect(releases.some(({ image }) => image?.width === 1600 && image.height === 1067)).toBe(true)
  expect(new Set(releases.map(({ category }) => category)).size).toBe(8)
})

test('the same seed gives the same bytes, another seed others', { timeout: 30_000 }, async () => {
  const [first, second, other] = [await makeTemporaryFolder(), await makeTemporaryFolder(), await makeTemporaryFolder()]
  await writeDemoContent(first, { releases: 30, seed: 7 })
  await writeDemoContent(second, { releases: 30, seed: 7 })
  await writeDemoContent(other, { releases: 30, seed: 8 })
  const contents = async (folder: string) =>
    Promise.all(
      (await listFiles(folder)).map(async (file) => [
        file.slice(folder.length),
        (await readFile(file)).toString('base64'),
      ]),
    )
  expect(await contents(second)).toEqual(await contents(first))
  expect(await contents(other)).not.toEqual(await contents(first))
})

test('a release without files needs none', () => {
  for (let index = 0; index < 300; index += 1) {
    const release = buildDemoRelease(index, { releases: 300, seed: 3, until: '2026-11-20', files: false })
    expect(release.pictures).toEqual([])
    expect([...release.texts.values()].join()).not.toMatch(/picture-|\.pdf/)
  }
})

test('slugs are unique among thousands, and days go from 2009 to the given one', () => {
  const options = { releases: 5000, seed: 3, until: '2026-11-20', files: false }
  const releases = Array.from({ length: 5000 }, (_, index) => buildDemoRelease(index, options))
  expect(new Set(releases.map(({ slug }) => slug)).size).toBe(5000)
  expect(releases[0]?.year).toBe(2026)
  expect(releases.at(-1)?.year).toBe(2009)
})

test('a picture is a JPEG of its size', async () => {
  const { format, width, height } = await sharp(await drawPicture(4, 1)).metadata()
  expect([format, width, height]).toEqual(['jpeg', 1600, 1067])
})

test('hits fall on the last thirty days, each with its own event', () => {
  const hits = buildDemoHits({ slugs: ['a', 'b', 'c'], seed: 1, today: '2026-11-21', now })
  expect(new Set(hits.map(({ event }) => event)).size).toBe(hits.length)
  expect(hits.every(({ day }) => day > '2026-10-21' && day <= '2026-11-21')).toBe(true)
})
