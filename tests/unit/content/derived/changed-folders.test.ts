import { watch } from 'node:fs'
import { mkdir, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { ChangedFolders } from '#lib/content/derived/changed-folders.ts'
import { type LiveContent, type LiveContentOptions, openLiveContent } from '#lib/content/live.ts'
import type { ParsedFolder } from '#lib/content/parse.ts'
import { silentLog } from '#lib/log.ts'
import { makeContentFolder, releaseText } from '#tests/support/content/content-folder.ts'
import { site } from '#tests/support/content/releases.ts'
import { commitAll, git, openRepository, pull } from '#tests/support/git.ts'

// Threads load TypeScript when they start, which takes seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const toClose: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of toClose.splice(0).reverse()) await one.close()
})

const count = 80
const fileOf = (index: number) => `news/2015/release-${index}/en.md`
const range = (from: number, to: number, step = 1) =>
  Array.from({ length: Math.ceil((to - from) / step) }, (_, at) => from + at * step)
const all = (title: string) =>
  range(0, count)
    .map((index) => `${title} ${index}`)
    .sort()

const soon = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 40_000, interval: 10 })
const titles = (live: LiveContent) =>
  [...live.catalogue().releases.values()].map((versions) => versions.en?.title ?? '').sort()

/** A site whose bodies are checked and whose content is a repository with a desk; each change of it is read as many are. */
async function openSite(more: Pick<LiveContentOptions, 'watchFolder'> = {}) {
  const files = range(0, count).map((index) => [fileOf(index), releaseText(`First ${index}`)] as const)
  const folder = await makeContentFolder(Object.fromEntries(files))
  toClose.push(folder)
  const desk = join(folder.dir, '../desk')
  await openRepository(folder.dir, desk)
  const dataDir = join(folder.dir, '../data')
  await mkdir(dataDir)
  const options = { contentDir: folder.dir, clock: { now: () => 0 }, log: silentLog, dataDir, ...more }
  const usual = { few: 3000, fewChanged: 200 }
  await (await openLiveContent({ ...options, limits: { ...usual, readWhole: count } })).close()
  const live = await openLiveContent({ ...options, limits: { ...usual, readWhole: 0, fewChanged: 0 } })
  toClose.push(live)
  const edit = async (title: string) => {
    for (const index of range(0, count)) await writeFile(join(desk, fileOf(index)), releaseText(`${title} ${index}`))
    await commitAll(desk)
  }
  return { dir: folder.dir, desk, live, edit }
}

test('a pull of many changes shows whole, and so does the next; each text is to be had', async () => {
  const { dir, desk, live, edit } = await openSite()
  const seen: string[][] = []
  live.onChange(() => seen.push(titles(live)))
  for (const title of ['Second', 'Third']) {
    await edit(title)
    await pull(dir, desk)
    await soon(() => expect(titles(live)).toEqual(all(title)))
  }
  expect(seen).toEqual([all('Second'), all('Third')])
  for (const { en } of live.catalogue().releases.values())
    expect(en && (await live.body(en)).text).toBe('The plant opened on Monday.')
})

test('a pull that renames and takes away, its reset and another branch show what lies there', async () => {
  const { dir, desk, live, edit } = await openSite()
  await git(desk, 'rm', '-q', '-r', ...range(0, 10).map((index) => `news/2015/release-${index}`))
  for (const index of range(10, 20)) await git(desk, 'mv', `news/2015/release-${index}`, `news/2015/moved-${index}`)
  await commitAll(desk)
  await pull(dir, desk)
  const slugs = () => [...live.catalogue().releases.keys()].sort()
  const left = range(10, count).map((index) => (index < 20 ? `moved-${index}` : `release-${index}`))
  await soon(() => expect(slugs()).toEqual(left.sort()))
  await git(dir, 'reset', '-q', '--hard', 'HEAD~1')
  await soon(() =>
    expect(slugs()).toEqual(
      range(0, count)
        .map((index) => `release-${index}`)
        .sort(),
    ),
  )
  await git(desk, 'checkout', '-q', '-b', 'other', 'HEAD~1')
  await edit('Branch')
  await git(dir, 'fetch', '-q', desk, 'other')
  await git(dir, 'checkout', '-q', 'FETCH_HEAD')
  await soon(() => expect(titles(live)).toEqual(all('Branch')))
})

test('among many changed releases a broken one keeps its last good version and text', async () => {
  const { dir, desk, live, edit } = await openSite()
  await edit('Second')
  await writeFile(join(desk, fileOf(7)), '---\ntitle: [\n---\nText of the broken version.\n')
  await commitAll(desk)
  await pull(dir, desk)
  await soon(() =>
    expect(titles(live)).toEqual(all('Second').with(all('Second').indexOf('Second 7'), 'First 7').sort()),
  )
  expect(live.problems().map(({ file }) => file)).toContain(fileOf(7))
  const kept = live.catalogue().releases.get('release-7')?.en
  expect(kept && (await live.body(kept)).text).toBe('The plant opened on Monday.')
})

test('what is read ahead while git writes is not shown, and is read again when git writes it again', async () => {
  let watched = 0
  const { dir, live } = await openSite({
    watchFolder(...watching) {
      watched += 1
      return watch(...watching)
    },
  })
  const seen: string[][] = []
  live.onChange(() => seen.push(titles(live)))
  const before = watched
  await writeFile(join(dir, '.git/index.lock'), '')
  for (const index of range(0, count)) await writeFile(join(dir, fileOf(index)), releaseText(`Second ${index}`))
  // Each is given a new watch before it is read.
  await soon(() => expect(watched - before).toBeGreaterThan(50))
  expect(seen).toEqual([])
  for (const index of range(0, count, 2)) await writeFile(join(dir, fileOf(index)), releaseText(`Third ${index}`))
  await unlink(join(dir, '.git/index.lock'))
  const last = range(0, count).map((index) => (index % 2 === 0 ? `Third ${index}` : `Second ${index}`))
  await soon(() => expect(titles(live)).toEqual(last.sort()))
  expect(seen).toEqual([last])
})

test('a reading that lacks a text which is online is left to be looked at one by one', async () => {
  const pathOf = (name: string) => `news/2015/${name}`
  const fingerprint = `as it is\t${Date.now() - 1000}`
  const parsedAt = (path: string): ParsedFolder => ({
    path,
    year: '2015',
    slug: path,
    releases: [],
    problems: [],
    links: [],
  })
  const lookAt = (path: string) => ({
    ...{ kind: 'release' as const, parsed: parsedAt(path), fingerprint },
    ...{ sources: new Map(), assets: new Map() },
  })
  const folders = new ChangedFolders({
    bulk: {
      rules: () => 'rules',
      read: async (paths) => ({ looks: new Map(paths.map((path) => [path, lookAt(path)])), left: [] }),
      close: async () => {},
    },
    log: silentLog,
    online: () => undefined,
    isAs: () => true,
    writeKept: () => {},
    watch: () => {},
    lacks: (_, parsed) => parsed.path === pathOf('lost'),
  })
  const { looks, left } = await folders.look([pathOf('good'), pathOf('lost')], site())
  expect([...looks.keys()]).toEqual([pathOf('good')])
  expect(left).toEqual([pathOf('lost')])
})

test('what was read ahead is read again when it is not as it was, once what was kept of it is written', async () => {
  const paths = range(0, 80).map((index) => `news/2015/release-${index}`)
  const touched = new Set(paths.slice(0, 10))
  const done: string[] = []
  const isKnown = (path: string) => !touched.has(path) || done.filter((what) => what === path).length > 1
  const folders = new ChangedFolders({
    bulk: {
      rules: () => 'rules',
      async read(part) {
        done.push(...part)
        const parsed = { year: '2015', releases: [], problems: [], links: [] }
        const look = { kind: 'release' as const, fingerprint: 'f', sources: new Map(), assets: new Map() }
        return {
          looks: new Map(part.map((path) => [path, { ...look, parsed: { ...parsed, path, slug: path } }])),
          left: [],
        }
      },
      close: async () => {},
    },
    log: silentLog,
    online: () => undefined,
    watch: () => {},
    lacks: () => false,
    writeKept: () => done.push('written'),
    isAs: isKnown,
  })
  folders.begin(paths, site())
  folders.begin(paths, site())
  const { looks, left } = await folders.look(paths, site())
  expect(done).toEqual(['written', ...paths, 'written', ...touched])
  expect([[...looks.keys()].length, left]).toEqual([80, []])
})
