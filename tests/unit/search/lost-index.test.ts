import { existsSync } from 'node:fs'
import { open, readdir, rm, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { systemClock } from '#lib/clock.ts'
import { buildCatalogue } from '#lib/content/catalogue.ts'
import { buildEdition } from '#lib/content/edition.ts'
import { type Log, silentLog } from '#lib/log.ts'
import type { Search } from '#lib/search/result.ts'
import { openSearch } from '#lib/search/search.ts'
import { at, release, site } from '#tests/support/content/releases.ts'
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts'
import { until } from '#tests/support/until.ts'

/** Few enough that no thread writes them; their texts fill many pages of the file. */
const releases = Array.from({ length: 40 }, (_, index) => release({ slug: `plant-${index}`, title: `Plant ${index}` }))
const edition = buildEdition(buildCatalogue(site(), releases), at('2026-11-21 12:00:00'))

/** A text with words of its own, so that the index is large. */
const textOf = (slug: string) =>
  Array.from({ length: 600 }, (_, index) => `${slug.replace('-', '')}word${index}`).join(' ')

type Line = readonly [level: string, event: string, hint: unknown]

/** A search as one process opens it, and what it logs. */
function openProcess(dataDir: string) {
  const lines: Line[] = []
  const say = (level: string) => (event: string, fields?: Readonly<Record<string, unknown>>) =>
    void lines.push([level, event, fields?.['hint']])
  const log: Log = { ...silentLog, warn: say('warn'), error: say('error') }
  const search = openSearch({
    dataDir,
    contentDir: '/nowhere',
    content: {
      catalogue: () => edition.catalogue,
      body: async ({ slug }) => {
        const text = `The needle. ${textOf(slug)}`
        return { html: '', text, markdown: text, headings: [], images: [], readingMinutes: 1 }
      },
      onChange: () => () => {},
    },
    edition: () => edition,
    clock: systemClock,
    log,
  })
  onTestFinished(() => search.close())
  return { search, lines }
}

const find = (search: Search, text = 'needle') =>
  search.find(edition, { locale: 'en', text, order: 'relevance', page: 1 })

const isWhole = (search: Search) =>
  until('everything is found', async () => (find(search).total === 40 && search.progress() === 1 ? true : undefined))

/** Overwrites everything but the file's first page, as a failing disk may. */
async function damage(file: string): Promise<void> {
  const { size } = await stat(file)
  const handle = await open(file, 'r+')
  await handle.write(Buffer.alloc(size - 4096, 0xa5), 0, size - 4096, 4096)
  await handle.close()
}

/** Writes what is only in the log of the database into its file, by closing it. */
async function makeIndex(): Promise<string> {
  const dataDir = await makeTemporaryFolder()
  const { search } = openProcess(dataDir)
  await isWhole(search)
  await search.close()
  return dataDir
}

const indexFiles = async (dataDir: string) =>
  (await readdir(dataDir)).filter((name) => /^search(-\d+)?\.sqlite$/.test(name))

const damaged: Line = ['error', 'search.index-damaged', expect.stringContaining('A new index is being made')]

test('an index that is damaged while it is used is made anew, said once, and meanwhile nothing is found', async () => {
  const dataDir = await makeIndex()
  const { search, lines } = openProcess(dataDir)
  await isWhole(search)
  await damage(join(dataDir, 'search.sqlite'))
  const first = find(search, 'plant7word7')
  expect(first).toMatchObject({ asked: true, hits: [], total: 0, complete: false })
  expect([search.progress(), search.titles(edition, 'en', 'plant')]).toEqual([0, []])
  expect(find(search)).toMatchObject({ total: 0, complete: false })
  await isWhole(search)
  expect(find(search, 'plant7word7')).toMatchObject({ total: 1, complete: true })
  expect(lines).toEqual([damaged])
  expect(await indexFiles(dataDir)).toEqual(['search-1.sqlite'])
})

test('damage that is found while the index is brought up to date makes it anew too', async () => {
  const dataDir = await makeIndex()
  await damage(join(dataDir, 'search.sqlite'))
  const { search, lines } = openProcess(dataDir)
  await isWhole(search)
  expect(lines).toEqual([damaged])
})

test('an index that somebody empties while it is used is made anew', async () => {
  const dataDir = await makeIndex()
  const { search, lines } = openProcess(dataDir)
  await isWhole(search)
  await truncate(join(dataDir, 'search.sqlite'))
  expect(find(search).complete).toBe(false)
  await isWhole(search)
  expect(lines).toEqual([damaged])
})

test('of two processes over one damaged index both find again, in one new file', async () => {
  const dataDir = await makeIndex()
  const [one, other] = [openProcess(dataDir), openProcess(dataDir)]
  await isWhole(one.search)
  await isWhole(other.search)
  await damage(join(dataDir, 'search.sqlite'))
  // The process that does not write finds the damage, in a part of the file that it has not read before.
  expect(find(other.search, 'plant7word7').complete).toBe(false)
  await until('both have left it', async () => (existsSync(join(dataDir, 'search.sqlite')) ? undefined : true))
  await isWhole(other.search)
  await isWhole(one.search)
  expect(await indexFiles(dataDir)).toEqual(['search-1.sqlite'])
  expect(other.lines).toEqual([damaged])
  for (const [, event] of one.lines) expect(event).toMatch(/^search\.index-(?:gone|damaged)$/)
})

test('an index that is deleted while it is used is made anew within seconds, and the next start knows it', async () => {
  const dataDir = await makeIndex()
  const { search, lines } = openProcess(dataDir)
  await isWhole(search)
  for (const end of ['', '-wal', '-shm']) await rm(join(dataDir, `search.sqlite${end}`), { force: true })
  await until('a new one is there', async () => ((await indexFiles(dataDir)).length === 1 ? true : undefined))
  await isWhole(search)
  expect(lines).toEqual([['warn', 'search.index-gone', expect.stringContaining('A new index is being made')]])
  await search.close()
  const again = openProcess(dataDir)
  await isWhole(again.search)
  expect([await indexFiles(dataDir), again.lines]).toEqual([['search-1.sqlite'], []])
})

test('a fault that is not the index is thrown, and the index stays', async () => {
  const dataDir = await makeIndex()
  const { search, lines } = openProcess(dataDir)
  await isWhole(search)
  const broken = { ...edition, locales: undefined } as unknown as typeof edition
  expect(() => search.find(broken, { locale: 'en', text: 'needle', order: 'newest', page: 1 })).toThrow(TypeError)
  expect(find(search)).toMatchObject({ total: 40, complete: true })
  expect(lines).toEqual([])
})
