import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { releaseFile, type WrittenRelease, writeRelease } from '#tests/support/content/site-content.ts'
import { commitAll, git, openRepository, pull } from '#tests/support/git.ts'
import { type RunningSite, startSite } from '#tests/support/site/running-site.ts'
import { until } from '#tests/support/until.ts'

const count = 300
/** Generous, since the machine may have other work: what a quiet one takes is for the benchmarks. */
const limit = 20_000

let site: RunningSite
let desk: string

const slugOf = (index: number) => `pulled-${index}`
const release = (index: number, title: string): WrittenRelease => ({
  slug: slugOf(index),
  title: `${title} number ${index}`,
  header: [`date: 2025-03-01 09:${String(index % 60).padStart(2, '0')}:00`],
})

async function writeAtDesk(from: number, to: number, title: string): Promise<void> {
  for (let index = from; index < to; index++) await writeRelease(desk, release(index, title))
}

beforeAll(async () => {
  site = await startSite({
    async prepare(contentDir) {
      desk = join(contentDir, '..', 'desk')
      for (let index = 0; index < count; index++) await writeRelease(contentDir, release(index, 'First'))
      await openRepository(contentDir, desk)
    },
  })
})
afterAll(() => site.stop())

const read = async (path: string) => await (await fetch(site.origin + path)).text()
const says = (path: string, words: string) =>
  until(`${path} says “${words}”`, async () => ((await read(path)).includes(words) ? true : undefined), limit)

/** The titles of all releases, from the lists that readers page through. */
async function listed(): Promise<string> {
  const pages: string[] = []
  for (let page = 1; page <= count / 20; page++)
    pages.push(await read(page === 1 ? '/en/news' : `/en/news/page/${page}`))
  return pages.join('\n')
}

test.each([1, 30, 250])(
  'a git pull of %i changed releases shows, each on its page and in the lists',
  async (changed) => {
    const title = `Pulled with ${changed - 1} others`
    await writeAtDesk(0, changed, title)
    await commitAll(desk)
    await pull(site.contentDir, desk)
    for (let index = 0; index < changed; index += Math.ceil(changed / 10)) {
      await says(`/en/news/${slugOf(index)}`, `${title} number ${index}`)
    }
    await until(
      'the lists have all of them',
      async () => {
        const found = (await listed()).split(`${title} number `).length - 1
        return found >= changed ? true : undefined
      },
      limit,
    )
    expect(await read(`/en/news/${slugOf(count - 1)}`)).toContain(`First number ${count - 1}`)
  },
)

test('a pull that adds, renames and takes away shows as a whole', async () => {
  await git(desk, 'mv', 'news/2025/pulled-250', 'news/2025/renamed-250')
  await git(desk, 'rm', '-q', '-r', 'news/2025/pulled-251')
  await writeRelease(desk, release(count, 'Added'))
  await commitAll(desk)
  await pull(site.contentDir, desk)
  await says(`/en/news/${slugOf(count)}`, `Added number ${count}`)
  await says('/en/news/renamed-250', 'First number 250')
  const gone = async (slug: string) =>
    (await fetch(`${site.origin}/en/news/${slug}`)).status === 404 ? true : undefined
  for (const index of [250, 251]) await until(`${slugOf(index)} is gone`, () => gone(slugOf(index)), limit)
})

test('a pull interrupted in the middle shows nothing half done, and the rest when it completes', async () => {
  await writeAtDesk(0, 60, 'Interrupted')
  await commitAll(desk)
  await git(site.contentDir, 'fetch', '-q', desk, 'main')
  const lock = join(site.contentDir, '.git', 'index.lock')
  await writeFile(lock, '')
  // As far as git had come when it was stopped: half of the files, the last of them cut.
  for (let index = 0; index < 30; index++) {
    const file = releaseFile(release(index, ''))
    const text = await git(site.contentDir, 'show', `FETCH_HEAD:${file}`)
    await writeFile(join(site.contentDir, file), index === 29 ? text.slice(0, 20) : text)
  }
  const soon = performance.now() + 400
  while (performance.now() < soon) {
    for (const index of [0, 29, 59])
      expect(await read(`/en/news/${slugOf(index)}`)).toContain(`Pulled with 249 others number ${index}`)
  }
  await rm(lock)
  // The file that is cut has an error: its last good version stays.
  await says(`/en/news/${slugOf(0)}`, 'Interrupted number 0')
  expect(await read(`/en/news/${slugOf(29)}`)).toContain('Pulled with 249 others number 29')
  await git(site.contentDir, 'reset', '-q', '--hard', 'FETCH_HEAD')
  for (const index of [0, 29, 30, 59]) await says(`/en/news/${slugOf(index)}`, `Interrupted number ${index}`)
  await until(
    'nothing is broken',
    async () => {
      const health = await read('/api/health')
      return health.includes(releaseFile(release(29, ''))) ? undefined : true
    },
    limit,
  )
})
