import { existsSync } from 'node:fs'
import { appendFile, mkdir, open, readdir, rename, symlink, truncate, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import { type LiveContent, type LiveContentOptions, openLiveContent } from '#lib/content/live.ts'
import type { LogFields } from '#lib/log.ts'
import { silentLog } from '#lib/log.ts'
import { type ContentFolder, makeContentFolder, releaseText } from '#tests/support/content/content-folder.ts'
import { git } from '#tests/support/git.ts'

const toClose: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of toClose.splice(0).reverse()) await one.close()
})

async function folderWith(files: Readonly<Record<string, string>>): Promise<ContentFolder> {
  const folder = await makeContentFolder(files)
  toClose.push(folder)
  return folder
}

async function openLive(contentDir: string, options: Partial<LiveContentOptions> = {}): Promise<LiveContent> {
  const clock = { now: () => Date.parse('2026-01-01T00:00:00Z') }
  const live = await openLiveContent({ contentDir, clock, log: silentLog, ...options })
  toClose.push(live)
  return live
}

const soon = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 8000, interval: 10 })
const slugs = (live: LiveContent) => [...live.catalogue().releases.keys()].sort()
const titleOf = (live: LiveContent, slug: string) => live.catalogue().releases.get(slug)?.en?.title
const codes = (live: LiveContent) => live.problems().map(({ code, file }) => `${file} ${code}`)

async function textOf(live: LiveContent, slug: string): Promise<string | undefined> {
  const release = live.catalogue().releases.get(slug)?.en
  return release === undefined ? undefined : (await live.body(release)).text
}

const one = { 'news/2015/seminar/en.md': releaseText('Seminar') }

test('a release written into a running site is online, with its text', async () => {
  const folder = await folderWith(one)
  const live = await openLive(folder.dir)
  expect(slugs(live)).toEqual(['seminar'])
  await folder.write('news/2016/award/en.md', releaseText('Award', '', 'The *award* was given.'))
  await soon(() => expect(slugs(live)).toEqual(['award', 'seminar']))
  expect(await textOf(live, 'award')).toBe('The award was given.')
})

test('an edit shows, also when the editor writes another file and renames it', async () => {
  const folder = await folderWith(one)
  const live = await openLive(folder.dir)
  await folder.write('news/2015/seminar/en.md', releaseText('Seminar held'))
  await soon(() => expect(titleOf(live, 'seminar')).toBe('Seminar held'))
  await folder.write('news/2015/seminar/.en.md.tmp', releaseText('Seminar closed'))
  await folder.move('news/2015/seminar/.en.md.tmp', 'news/2015/seminar/en.md')
  await soon(() => expect(titleOf(live, 'seminar')).toBe('Seminar closed'))
})

test('a broken release keeps its last good version and text, is reported, and comes back when mended', async () => {
  const folder = await folderWith({ ...one, 'news/2015/seminar/zh.md': releaseText('研讨会', '', '研讨会举行。') })
  const live = await openLive(folder.dir)
  await folder.write('news/2015/seminar/en.md', '---\ntitle: [\n---\nText of the broken version.\n')
  await soon(() => expect(codes(live).join()).toContain('news/2015/seminar/en.md'))
  expect(titleOf(live, 'seminar')).toBe('Seminar')
  expect(await textOf(live, 'seminar')).toBe('The plant opened on Monday.')
  expect(live.catalogue().releases.get('seminar')?.zh?.title).toBe('研讨会')
  await folder.write('news/2015/seminar/en.md', releaseText('Mended'))
  await soon(() => expect(titleOf(live, 'seminar')).toBe('Mended'))
  expect(live.problems().filter(({ severity }) => severity === 'error')).toEqual([])
})

test('a new release that is broken is left out, and the others stay', async () => {
  const folder = await folderWith({ ...one, 'news/2015/broken/en.md': 'No header.\n' })
  const live = await openLive(folder.dir)
  expect(slugs(live)).toEqual(['seminar'])
  expect(codes(live).join()).toContain('news/2015/broken/en.md')
})

test('a renamed folder is another release, and its new place is watched', async () => {
  const folder = await folderWith(one)
  const live = await openLive(folder.dir)
  await folder.move('news/2015/seminar', 'news/2015/conference')
  await soon(() => expect(slugs(live)).toEqual(['conference']))
  await folder.write('news/2015/conference/en.md', releaseText('Conference'))
  await soon(() => expect(titleOf(live, 'conference')).toBe('Conference'))
})

test('a release moved to another year stays online', async () => {
  const folder = await folderWith(one)
  const live = await openLive(folder.dir)
  const seen: boolean[] = []
  live.onChange(() => seen.push(live.catalogue().releases.has('seminar')))
  await folder.move('news/2015/seminar', 'news/2016/seminar')
  await soon(() => expect(live.catalogue().releases.get('seminar')?.en?.file).toBe('news/2016/seminar/en.md'))
  expect(seen).not.toContain(false)
  await folder.move('news/2016', 'news/2017')
  await soon(() => expect(live.catalogue().releases.get('seminar')?.en?.file).toBe('news/2017/seminar/en.md'))
  await folder.write('news/2017/seminar/en.md', releaseText('Edited after two moves'))
  await soon(() => expect(titleOf(live, 'seminar')).toBe('Edited after two moves'))
})

test('a deleted release goes, and one made again under its name is seen', async () => {
  const folder = await folderWith({ ...one, 'news/2015/award/en.md': releaseText('Award') })
  const live = await openLive(folder.dir)
  await folder.remove('news/2015/seminar')
  await soon(() => expect(slugs(live)).toEqual(['award']))
  await folder.write('news/2015/seminar/en.md', releaseText('Again'))
  await soon(() => expect(titleOf(live, 'seminar')).toBe('Again'))
  await folder.write('news/2015/seminar/en.md', releaseText('And again'))
  await soon(() => expect(titleOf(live, 'seminar')).toBe('And again'))
})

test('an emptied folder loses its release and stays watched', async () => {
  const folder = await folderWith(one)
  const live = await openLive(folder.dir)
  await folder.remove('news/2015/seminar/en.md')
  await soon(() => expect(slugs(live)).toEqual([]))
  await folder.write('news/2015/seminar/en.md', releaseText('Refilled'))
  await soon(() => expect(titleOf(live, 'seminar')).toBe('Refilled'))
})

test('one language taken away leaves the other', async () => {
  const folder = await folderWith({ ...one, 'news/2015/seminar/zh.md': releaseText('研讨会') })
  const live = await openLive(folder.dir)
  await folder.remove('news/2015/seminar/en.md')
  await soon(() => expect(Object.keys(live.catalogue().releases.get('seminar') ?? {})).toEqual(['zh']))
})

test('a file that is still being written replaces nothing until it is whole', async () => {
  const folder = await folderWith(one)
  const live = await openLive(folder.dir)
  const seen = new Set<string>()
  const note = async () => seen.add((await textOf(live, 'seminar')) ?? 'gone')
  live.onChange(() => void note())
  const text = releaseText('Long release', '', Array.from({ length: 20 }, (_, n) => `Paragraph ${n}.`).join('\n\n'))
  const file = join(folder.dir, 'news/2015/seminar/en.md')
  const handle = await open(file, 'w')
  for (let start = 0; start < text.length; start += 12) {
    await handle.write(text.slice(start, start + 12))
    await pause(8)
  }
  await handle.close()
  await soon(async () => expect(await textOf(live, 'seminar')).toContain('Paragraph 19.'))
  await note()
  expect([...seen].filter((words) => !words.includes('Paragraph 19.'))).toEqual([])
})

test('a file emptied for a moment does not take its release away', async () => {
  const folder = await folderWith(one)
  const live = await openLive(folder.dir)
  await truncate(join(folder.dir, 'news/2015/seminar/en.md'))
  await soon(() => expect(codes(live)).toContain('news/2015/seminar/en.md file/empty'))
  expect(titleOf(live, 'seminar')).toBe('Seminar')
  await folder.write('news/2015/seminar/en.md', releaseText('Refilled'))
  await soon(() => expect(titleOf(live, 'seminar')).toBe('Refilled'))
})

test('a file that is unlinked and made anew, as git does it, is never missing', async () => {
  const folder = await folderWith(one)
  const live = await openLive(folder.dir)
  const seen: (string | undefined)[] = []
  live.onChange(() => seen.push(titleOf(live, 'seminar')))
  const file = join(folder.dir, 'news/2015/seminar/en.md')
  for (let round = 1; round <= 5; round++) {
    await unlink(file)
    await pause(120)
    await writeFile(file, releaseText(`Round ${round}`))
    await soon(() => expect(titleOf(live, 'seminar')).toBe(`Round ${round}`))
  }
  expect(seen).not.toContain(undefined)
})

test('while git works nothing changes, and afterwards everything does at once', async () => {
  const folder = await folderWith({ ...one, 'news/2015/award/en.md': releaseText('Award') })
  await mkdir(join(folder.dir, '../.git'))
  const live = await openLive(folder.dir)
  const lock = join(folder.dir, '../.git/index.lock')
  const swaps: ReadonlySet<string>[] = []
  live.onChange((changed) => swaps.push(changed))
  await writeFile(lock, '')
  await folder.remove('news/2015/seminar')
  await folder.write('news/2015/award/en.md', releaseText('Award, second half'))
  await folder.write('news/2016/fair/en.md', releaseText('Fair'))
  for (let index = 0; index < 200; index++) await folder.write(`news/2017/release-${index}/en.md`, releaseText('Many'))
  expect(swaps).toEqual([])
  expect(slugs(live)).toEqual(['award', 'seminar'])
  await unlink(lock)
  await soon(() => expect(slugs(live)).toHaveLength(202))
  await soon(() => expect(slugs(live)).not.toContain('seminar'))
  expect(titleOf(live, 'award')).toBe('Award, second half')
  expect(swaps.length).toBeLessThanOrEqual(5)
})

test('git that died in the middle takes nothing away, and what it brought is shown', async () => {
  const folder = await folderWith({ ...one, 'news/2015/award/en.md': releaseText('Award') })
  await mkdir(join(folder.dir, '../.git'))
  const said: string[] = []
  const live = await openLive(folder.dir, {
    gitLockLimit: 300,
    log: { ...silentLog, warn: (event: string, _fields?: LogFields) => said.push(event) },
  })
  const lock = join(folder.dir, '../.git/index.lock')
  await writeFile(lock, '')
  await folder.remove('news/2015/seminar')
  await folder.write('news/2016/fair/en.md', releaseText('Fair'))
  await soon(() => expect(slugs(live)).toEqual(['award', 'fair', 'seminar']))
  expect(said).toContain('content.git-lock-left')
  await live.refresh()
  expect(slugs(live)).toEqual(['award', 'fair', 'seminar'])
  await unlink(lock)
  await live.refresh()
  expect(slugs(live)).toEqual(['award', 'fair'])
})

test('a real git pull of a hundred changes is a few swaps, and no release is ever missing', async () => {
  const folder = await folderWith({})
  const home = join(folder.dir, '..')
  const release = (index: number, title: string) => ({ [`news/2015/release-${index}/en.md`]: releaseText(title) })
  for (let index = 0; index < 100; index++)
    for (const [path, text] of Object.entries(release(index, `First ${index}`))) await folder.write(path, text)
  await git(home, 'init', '-q', '-b', 'main')
  await git(home, 'add', '.')
  await git(home, 'commit', '-q', '-m', 'First')
  await git(home, 'clone', '-q', '.', 'copy')
  for (let index = 0; index < 100; index++)
    for (const [path, text] of Object.entries(release(index, `Second ${index}`))) await folder.write(path, text)
  await git(home, 'commit', '-q', '-a', '-m', 'Second')
  const live = await openLive(join(home, 'copy/content'))
  expect(slugs(live)).toHaveLength(100)
  const sizes: number[] = []
  live.onChange(() => sizes.push(live.catalogue().releases.size))
  await git(join(home, 'copy'), 'pull', '-q')
  await soon(() => expect(slugs(live).map((slug) => titleOf(live, slug)?.startsWith('Second'))).not.toContain(false))
  expect(new Set(sizes)).toEqual(new Set([100]))
  expect(sizes.length).toBeLessThanOrEqual(5)
})

test('a folder whose name begins like the news folder is none of the site’s', async () => {
  const folder = await folderWith({ ...one, 'news-archive/2015/old/en.md': releaseText('Old') })
  const live = await openLive(folder.dir)
  await folder.write('news-archive/2015/older/en.md', releaseText('Older'))
  await folder.move('news-archive', 'news-of-old')
  await folder.write('news/2015/seminar-2/en.md', releaseText('Second'))
  await folder.remove('news/2015/seminar')
  await soon(() => expect(slugs(live)).toEqual(['seminar-2']))
})

test('a content folder behind a link is followed, also when the link is turned to another folder', async () => {
  const folder = await folderWith(one)
  const other = await folderWith({ 'news/2016/award/en.md': releaseText('Award') })
  const link = join(folder.dir, '../current')
  await symlink(folder.dir, link)
  const live = await openLive(link)
  await folder.write('news/2015/seminar/en.md', releaseText('Edited behind the link'))
  await soon(() => expect(titleOf(live, 'seminar')).toBe('Edited behind the link'))
  await symlink(other.dir, `${link}.new`)
  await rename(`${link}.new`, link)
  await soon(() => expect(slugs(live)).toEqual(['award']))
  await other.write('news/2016/award/en.md', releaseText('Edited behind the new link'))
  await soon(() => expect(titleOf(live, 'award')).toBe('Edited behind the new link'))
})

test('a content folder that vanishes takes nothing offline, and is found again when it is back', async () => {
  const folder = await folderWith(one)
  const live = await openLive(folder.dir)
  await rename(folder.dir, `${folder.dir}-away`)
  await live.refresh()
  expect(slugs(live)).toEqual(['seminar'])
  await rename(`${folder.dir}-away`, folder.dir)
  await folder.write('news/2015/seminar/en.md', releaseText('Back'))
  await soon(() => expect(titleOf(live, 'seminar')).toBe('Back'))
})

test('new facts of the site show, broken ones do not, and a new time zone moves every date', async () => {
  const folder = await folderWith(one)
  const live = await openLive(folder.dir)
  const yaml = (zone: string, name: string) =>
    `name: { en: ${name}, zh: 新闻 }\ntagline: { en: News, zh: 新闻 }\ntimeZone: ${zone}\ndefaultLocale: en\nprofile: corporate\npageSize: 20\n`
  await folder.write('site.yaml', yaml('Asia/Shanghai', 'Weifang News'))
  await soon(() => expect(live.catalogue().site.name.en).toBe('Weifang News'))
  await folder.write('site.yaml', yaml('UTC+8', 'Broken News'))
  await soon(() => expect(codes(live).join()).toContain('site.yaml'))
  expect(live.catalogue().site.name.en).toBe('Weifang News')
  await folder.write('site.yaml', yaml('Europe/Berlin', 'Berlin News'))
  const berlin = Date.parse('2015-12-16T08:54:43+01:00')
  await soon(() => expect(live.catalogue().releases.get('seminar')?.en?.date).toBe(berlin))
  expect(live.catalogue().site.name.en).toBe('Berlin News')
})

test('a new category is known to releases at once', async () => {
  const folder = await folderWith({ 'news/2015/fair/en.md': releaseText('Fair', 'category: trade\n') })
  const live = await openLive(folder.dir)
  expect(slugs(live)).toEqual([])
  await appendFile(join(folder.dir, 'categories.yaml'), 'trade: { en: Trade, zh: 贸易 }\n')
  await soon(() => expect(slugs(live)).toEqual(['fair']))
})

test('pages are live as releases are', async () => {
  const page = (title: string) => `---\ntitle: ${title}\n---\n\nWho we are.\n`
  const folder = await folderWith({ 'pages/about/en.md': page('About') })
  const live = await openLive(folder.dir)
  const about = () => live.catalogue().pages.get('about')?.en
  expect(about()?.title).toBe('About')
  await folder.write('pages/about/en.md', page('About us'))
  await soon(() => expect(about()?.title).toBe('About us'))
  await folder.write('pages/about/en.md', 'broken')
  await soon(() => expect(codes(live).join()).toContain('pages/about/en.md'))
  expect(about()?.title).toBe('About us')
  await folder.remove('pages/about')
  await soon(() => expect(about()).toBeUndefined())
})

test('listeners hear which releases changed, and one that fails harms no other', async () => {
  const folder = await folderWith({ ...one, 'news/2015/award/en.md': releaseText('Award') })
  const failures: string[] = []
  const live = await openLive(folder.dir, { log: { ...silentLog, error: (event: string) => failures.push(event) } })
  const heard: string[][] = []
  live.onChange(() => {
    throw new Error('listener')
  })
  const stop = live.onChange((changed) => heard.push([...changed]))
  await folder.write('news/2015/award/en.md', releaseText('Award given'))
  await soon(() => expect(heard).toEqual([['award']]))
  expect(failures).toEqual(['content.listener-failed'])
  stop()
  await folder.write('news/2015/award/en.md', releaseText('Award taken'))
  await soon(() => expect(titleOf(live, 'award')).toBe('Award taken'))
  expect(heard).toHaveLength(1)
})

test('a file touched without another letter in it swaps nothing', async () => {
  const folder = await folderWith(one)
  const live = await openLive(folder.dir)
  const catalogue = live.catalogue()
  await folder.write('news/2015/seminar/en.md', one['news/2015/seminar/en.md'])
  await live.refresh()
  expect(live.catalogue()).toBe(catalogue)
})

test('the text of a version stays to be had after the next version is online', async () => {
  const folder = await folderWith(one)
  const live = await openLive(folder.dir)
  const first = live.catalogue().releases.get('seminar')?.en
  await folder.write('news/2015/seminar/en.md', releaseText('Seminar', '', 'Other words.'))
  await soon(async () => expect(await textOf(live, 'seminar')).toBe('Other words.'))
  expect(first && (await live.body(first)).text).toBe('The plant opened on Monday.')
})

test('refresh finds what no event told of', async () => {
  const folder = await folderWith(one)
  const live = await openLive(folder.dir)
  await folder.write('news/2015/award/en.md', releaseText('Award'))
  await live.refresh()
  expect(slugs(live)).toEqual(['award', 'seminar'])
})

test('a folder or a whole year that is exchanged for another at a stroke is read, and watched in its new place', async () => {
  const folder = await folderWith(one)
  const live = await openLive(folder.dir)
  const exchange = async (path: string, text: string) => {
    await folder.write(`../next/${path === 'news/2015' ? 'seminar/' : ''}en.md`, text)
    await folder.move(path, `../before-${path.length}`)
    await folder.move('../next', path)
  }
  await exchange('news/2015/seminar', releaseText('Folder exchanged'))
  await soon(() => expect(titleOf(live, 'seminar')).toBe('Folder exchanged'))
  await folder.write('news/2015/seminar/en.md', releaseText('Edited in it'))
  await soon(() => expect(titleOf(live, 'seminar')).toBe('Edited in it'))
  await exchange('news/2015', releaseText('Year exchanged'))
  await soon(() => expect(titleOf(live, 'seminar')).toBe('Year exchanged'))
  await folder.write('news/2015/seminar/en.md', releaseText('Edited in that'))
  await soon(() => expect(titleOf(live, 'seminar')).toBe('Edited in that'))
})

const place = fc.constantFrom(...['2015/a', '2015/b', '2016/a', '2016/c', '2017/d'].map((end) => `news/${end}`))
const deed = fc.oneof(
  fc.record({ kind: fc.constantFrom('write', 'break', 'remove', 'empty'), at: place, to: place }),
  fc.record({ kind: fc.constantFrom('move', 'move year'), at: place, to: place }),
)

async function act(folder: ContentFolder, { kind, at, to }: { kind: string; at: string; to: string }, turn: number) {
  const year = (path: string) => path.slice(0, 9)
  if (kind === 'write') await folder.write(`${at}/en.md`, releaseText(`Turn ${turn}`))
  else if (kind === 'break') await folder.write(`${at}/en.md`, '---\ntitle: [\n')
  else if (kind === 'remove') await folder.remove(at)
  else if (kind === 'empty') await folder.remove(`${at}/en.md`)
  else if (kind === 'move') await folder.move(at, to)
  else await folder.move(year(at), year(to))
}

const versions = (live: LiveContent) =>
  Object.fromEntries([...live.catalogue().releases].map(([slug, found]) => [slug, found.en?.digest]))

test('whatever happens to the folder and however fast, the site ends with what lies there, by events alone', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 5, maxLength: 25 }), async (deeds) => {
      const folder = await makeContentFolder(one)
      const live = await openLive(folder.dir)
      for (const [turn, one] of deeds.entries()) {
        // What is not there cannot be moved or removed.
        await act(folder, one, turn).catch((error) => expect(['ENOENT', 'ENOTEMPTY', 'EINVAL']).toContain(error.code))
        if (turn % 4 === 0) await pause(turn * 3)
      }
      // A broken file would rightly keep what it was.
      for (const path of ['2015/a', '2015/b', '2016/a', '2016/c', '2017/d'])
        if (existsSync(join(folder.dir, 'news', path, 'en.md')))
          await folder.write(`news/${path}/en.md`, releaseText(`Last of ${path}`, '', `Words of ${path}.`))
      const fresh = await openLive(folder.dir)
      await soon(() => {
        const clash = live.problems().some(({ code }) => code === 'folder/name-clash')
        if (clash) expect(Object.keys(versions(live)).sort()).toEqual(Object.keys(versions(fresh)).sort())
        else expect(versions(live)).toEqual(versions(fresh))
      })
      for (const opened of toClose.splice(-2)) await opened.close()
      await folder.close()
    }),
    { numRuns: 12 },
  )
}, 60_000)

test('a system that refuses to watch is told of once, and changes are found by looking', async () => {
  const folder = await folderWith({ ...one, 'news/2015/award/en.md': releaseText('Award') })
  const said: string[] = []
  const live = await openLive(folder.dir, {
    log: { ...silentLog, warn: (event: string) => said.push(event) },
    watchFolder() {
      throw Object.assign(new Error('System limit for number of file watchers reached'), { code: 'ENOSPC' })
    },
  })
  expect(said).toEqual(['content.watch-refused'])
  expect(live.isWatched()).toBe(false)
  await folder.write('news/2015/seminar/en.md', releaseText('Found by looking'))
  await folder.write('news/2016/fair/en.md', releaseText('Fair'))
  await folder.remove('news/2015/award')
  await soon(() => expect(slugs(live)).toEqual(['fair', 'seminar']))
  await soon(() => expect(titleOf(live, 'seminar')).toBe('Found by looking'))
  expect(said).toEqual(['content.watch-refused'])
})

test('progress is told while the folder is read for the first time', async () => {
  const folder = await folderWith(one)
  const told: [number, number][] = []
  await openLive(folder.dir, { onProgress: (read, found) => told.push([read, found]) })
  expect(told[0]).toEqual([0, 1])
  expect(told.at(-1)).toEqual([1, 1])
})

test('a site cannot start without its files, nor with broken ones, and says why', async () => {
  const folder = await folderWith({ 'site.yaml': 'timeZone: UTC+8\n' })
  await expect(openLive(folder.dir)).rejects.toMatchObject({ code: 'content/site-invalid' })
  await expect(openLive(folder.dir)).rejects.toThrow(/site\.yaml:1/)
  await folder.remove('site.yaml')
  await expect(openLive(folder.dir)).rejects.toMatchObject({ code: 'content/absent' })
})

test('closing leaves nothing beside the index', async () => {
  const folder = await folderWith(one)
  const dataDir = join(folder.dir, '../data')
  await mkdir(dataDir)
  const live = await openLiveContent({ contentDir: folder.dir, clock: { now: () => 0 }, log: silentLog, dataDir })
  await live.close()
  expect(await readdir(dataDir)).toEqual(['content.sqlite'])
})
