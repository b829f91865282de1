import { mkdir, rename, stat, truncate, unlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { type LiveContent, openLiveContent } from '#lib/content/live.ts'
import { silentLog } from '#lib/log.ts'
import { type ContentFolder, makeContentFolder, releaseText } from '#tests/support/content/content-folder.ts'
import { commitAll, git } from '#tests/support/git.ts'

const toClose: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of toClose.splice(0).reverse()) await one.close()
})

async function open(files: Readonly<Record<string, string>>, now = () => Date.parse('2026-01-01T00:00:00Z')) {
  const folder = await makeContentFolder(files)
  toClose.push(folder)
  return { folder, live: await watch(folder, now) }
}

async function watch({ dir }: ContentFolder, now = () => Date.parse('2026-01-01T00:00:00Z')): Promise<LiveContent> {
  const live = await openLiveContent({ contentDir: dir, clock: { now }, log: silentLog })
  toClose.push(live)
  return live
}

const soon = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 8000, interval: 10 })
const titles = (live: LiveContent) =>
  Object.fromEntries([...live.catalogue().releases].map(([slug, { en }]) => [slug, en?.title]))
const codes = (live: LiveContent) => live.problems().map(({ code, file }) => `${file} ${code}`)
const seminar = 'news/2015/seminar/en.md'

test('what programs leave beside a release for themselves is neither text, nor file, nor a problem', async () => {
  const { folder, live } = await open({ [seminar]: releaseText('Seminar') })
  const at = (name: string) => `news/2015/seminar/${name}`
  // As Vim, Emacs, Word, LibreOffice, macOS, Windows and iCloud write them.
  const names = [
    '.en.md.swp',
    'en.md~',
    '#en.md#',
    '.#en.md',
    '~$plan.docx',
    '~WRL0001.tmp',
    '.~lock.plan.docx#',
    '.DS_Store',
    '._en.md',
    'Thumbs.db',
    '.opening.jpg.icloud',
    '.sync.ffs_db',
  ]
  for (const name of names) await folder.write(at(name), 'bytes')
  await folder.write('news/.DS_Store', 'bytes')
  await folder.write('.obsidian/workspace.json', '{}')
  await folder.write(seminar, releaseText('Seminar held'))
  await soon(() => expect(titles(live)).toEqual({ seminar: 'Seminar held' }))
  expect(codes(live)).toEqual([])
})

test('Vim saves by renaming the old file away and writing a new one, and the release is never missing', async () => {
  const { folder, live } = await open({ [seminar]: releaseText('Seminar') })
  const seen: (string | undefined)[] = []
  live.onChange(() => seen.push(titles(live)['seminar']))
  for (const round of [1, 2, 3]) {
    await rename(join(folder.dir, seminar), join(folder.dir, `${seminar}~`))
    await folder.write(seminar, releaseText(`Round ${round}`))
    await unlink(join(folder.dir, `${seminar}~`))
    await soon(() => expect(titles(live)).toEqual({ seminar: `Round ${round}` }))
  }
  expect(seen).not.toContain(undefined)
})

test('a folder renamed in case only is told, and renamed back it is online again', async () => {
  const { folder, live } = await open({ [seminar]: releaseText('Seminar') })
  await folder.move('news/2015/seminar', 'news/2015/Seminar')
  await soon(() => expect(codes(live)).toEqual(['news/2015/Seminar folder/unsafe-name']))
  await folder.move('news/2015/Seminar', 'news/2015/seminar')
  await soon(() => expect(codes(live)).toEqual([]))
  await soon(() => expect(titles(live)).toEqual({ seminar: 'Seminar' }))
})

test('files saved within the same millisecond, and one put back with its old time, show', async () => {
  const many = Array.from({ length: 20 }, (_, index) => `news/2015/release-${index}/en.md`)
  const { folder, live } = await open(Object.fromEntries(many.map((path) => [path, releaseText('First')])))
  await Promise.all(many.map((path) => folder.write(path, releaseText('Other'))))
  await soon(() => expect(new Set(Object.values(titles(live)))).toEqual(new Set(['Other'])))
  const path = join(folder.dir, many[0] ?? '')
  const { atime, mtime } = await stat(path)
  await writeFile(`${path}~`, releaseText('Third'))
  await utimes(`${path}~`, atime, mtime)
  await rename(`${path}~`, path)
  await soon(() => expect(titles(live)['release-0']).toBe('Third'))
})

test('another branch checked out, a stash and its return are followed whole', async () => {
  const { folder } = await open({ [seminar]: releaseText('Seminar'), 'news/2015/award/en.md': releaseText('Award') })
  const home = join(folder.dir, '..')
  await git(home, 'init', '-q', '-b', 'main')
  await commitAll(home)
  await git(home, 'checkout', '-q', '-b', 'autumn')
  await folder.remove('news/2015/award')
  await folder.write(seminar, releaseText('Seminar in autumn'))
  await folder.write('news/2015/fair/en.md', releaseText('Fair'))
  await commitAll(home)
  await git(home, 'checkout', '-q', 'main')
  const live = await watch(folder)
  const main = { seminar: 'Seminar', award: 'Award' }
  expect(titles(live)).toEqual(main)
  await git(home, 'checkout', '-q', 'autumn')
  await soon(() => expect(titles(live)).toEqual({ seminar: 'Seminar in autumn', fair: 'Fair' }))
  await git(home, 'checkout', '-q', 'main')
  await soon(() => expect(titles(live)).toEqual(main))
  await folder.write(seminar, releaseText('Not committed'))
  await soon(() => expect(titles(live)['seminar']).toBe('Not committed'))
  await git(home, 'stash', '-q')
  await soon(() => expect(titles(live)).toEqual(main))
  await git(home, 'stash', 'pop', '-q')
  await soon(() => expect(titles(live)['seminar']).toBe('Not committed'))
})

test('a clock that steps back while an editor saves hides no change', async () => {
  let now = Date.parse('2026-01-01T00:00:00Z')
  const { folder, live } = await open({ [seminar]: releaseText('Seminar') }, () => now)
  now -= 3_600_000
  await folder.write(seminar, releaseText('Seminar held'))
  await soon(() => expect(titles(live)['seminar']).toBe('Seminar held'))
  now += 7_200_000
  await truncate(join(folder.dir, seminar), 0)
  await folder.write(seminar, releaseText('Seminar closed'))
  await soon(() => expect(titles(live)['seminar']).toBe('Seminar closed'))
})

test('the news folder moved away and back takes nothing offline for good', async () => {
  const { folder, live } = await open({ [seminar]: releaseText('Seminar') })
  await folder.move('news', 'elsewhere/news')
  await mkdir(join(folder.dir, 'news'), { recursive: true })
  await folder.move('elsewhere/news/2015', 'news/2015')
  await folder.write(seminar, releaseText('Seminar held'))
  await soon(() => expect(titles(live)).toEqual({ seminar: 'Seminar held' }))
})
