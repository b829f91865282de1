import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test, vi } from 'vitest'
import { systemClock } from '#lib/clock.ts'
import { buildCatalogue } from '#lib/content/catalogue.ts'
import { buildEdition } from '#lib/content/edition.ts'
import type { Edition } from '#lib/content/types.ts'
import { type Log, silentLog } from '#lib/log.ts'
import { openProcessLock } from '#lib/process-lock.ts'
import { openSearch } from '#lib/search/search.ts'
import { openSearchIndex } from '#lib/search/search-index.ts'
import { at, release, site } from '#tests/support/content/releases.ts'
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts'

const edition = buildEdition(buildCatalogue(site(), [release({ slug: 'a' })]), at('2026-11-21 12:00:00'))

/** A search over one release whose text is handed out when `text` resolves. */
function openTestSearch(
  dataDir: string,
  text: () => Promise<string>,
  { log = silentLog, shown = edition }: { readonly log?: Log; readonly shown?: Edition } = {},
) {
  return openSearch({
    dataDir,
    contentDir: '/nowhere',
    content: {
      catalogue: () => shown.catalogue,
      body: async () => {
        const body = await text()
        return { html: '', text: body, markdown: body, headings: [], images: [], readingMinutes: 1 }
      },
      onChange: () => () => {},
    },
    edition: () => shown,
    clock: systemClock,
    log,
  })
}

const find = (search: ReturnType<typeof openTestSearch>) =>
  search.find(edition, { locale: 'en', text: 'needle', order: 'newest', page: 1 })

test('of two processes over one data folder one writes the index, and both find', async () => {
  const dataDir = await makeTemporaryFolder()
  const texts: ((text: string) => void)[] = []
  const writer = openTestSearch(dataDir, () => new Promise((resolve) => texts.push(resolve)))
  const reader = openTestSearch(dataDir, () => Promise.reject(new Error('Read by the process that does not write')))
  expect(find(reader)).toMatchObject({ total: 0, complete: false })
  await vi.waitUntil(() => texts.length === 1)
  texts[0]?.('A needle in the text.')
  await vi.waitUntil(() => reader.progress() === 1, { timeout: 10_000 })
  expect(find(writer)).toMatchObject({ total: 1, complete: true })
  expect(find(reader)).toMatchObject({ total: 1, complete: true })
  await reader.close()
  await writer.close()
})

test('a process that does not write finds everything in its first search', async () => {
  const dataDir = await makeTemporaryFolder()
  const releases = Array.from({ length: 4100 }, (_, index) => release({ slug: `r${index}` }))
  const index = openSearchIndex(join(dataDir, 'search.sqlite'))
  index.put(
    releases.map(({ slug, digest, title }) => ({
      key: `en/${slug}`,
      digest,
      title,
      facts: '',
      text: 'needle',
      waits: false,
    })),
  )
  index.close()
  const writer = openProcessLock(dataDir, 'search-writer')
  onTestFinished(() => writer.close())
  expect(writer.take()).toBe(true)
  const all = buildEdition(buildCatalogue(site(), releases), at('2026-11-21 12:00:00'))
  const reader = openTestSearch(dataDir, () => Promise.reject(new Error('Read by the process that does not write')), {
    shown: all,
  })
  await vi.waitUntil(() => reader.progress() === 1, { timeout: 10_000 })
  expect(reader.find(all, { locale: 'en', text: 'needle', order: 'newest', page: 1 }).total).toBe(4100)
  await reader.close()
})

test('a process that does not write says that something is lacking until what changed is written', async () => {
  const dataDir = await makeTemporaryFolder()
  const index = openSearchIndex(join(dataDir, 'search.sqlite'))
  onTestFinished(() => index.close())
  const entry = { key: 'en/a', title: 'A', facts: '', waits: false }
  index.put([{ ...entry, digest: release({ slug: 'a' }).digest, text: 'hay' }])
  const writer = openProcessLock(dataDir, 'search-writer')
  onTestFinished(() => writer.close())
  expect(writer.take()).toBe(true)
  let catalogue = edition.catalogue
  const listeners: ((changed: ReadonlySet<string>) => void)[] = []
  const reader = openSearch({
    dataDir,
    contentDir: '/nowhere',
    content: {
      catalogue: () => catalogue,
      body: () => Promise.reject(new Error('Read by the process that does not write')),
      onChange: (listener) => {
        listeners.push(listener)
        return () => {}
      },
    },
    edition: () => edition,
    clock: systemClock,
    log: silentLog,
  })
  onTestFinished(() => reader.close())
  await vi.waitUntil(() => reader.progress() === 1, { timeout: 10_000 })

  catalogue = buildCatalogue(site(), [release({ slug: 'a', digest: 'another' })])
  for (const listener of listeners) listener(new Set(['a']))
  expect(reader.progress()).toBe(0.5)
  expect(find(reader)).toMatchObject({ total: 0, complete: false })
  index.put([{ ...entry, digest: 'another', text: 'needle' }])
  await vi.waitUntil(() => reader.progress() === 1, { timeout: 10_000 })
  expect(find(reader)).toMatchObject({ total: 1, complete: true })
})

test('when the writing process ends, another goes on', async () => {
  const dataDir = await makeTemporaryFolder()
  const lock = openProcessLock(dataDir, 'search-writer')
  expect(lock.take()).toBe(true)
  expect(lock.take()).toBe(true)
  const search = openTestSearch(dataDir, async () => 'A needle in the text.')
  expect(search.progress()).toBe(0)
  lock.close()
  await vi.waitUntil(() => search.progress() === 1, { timeout: 10_000 })
  expect(find(search)).toMatchObject({ total: 1, complete: true })
  await search.close()
})

test('an index that is damaged is thrown away and made anew', async () => {
  const dataDir = await makeTemporaryFolder()
  for (const name of ['search.sqlite', 'search.sqlite-wal']) await writeFile(join(dataDir, name), 'torn '.repeat(2000))
  const search = openTestSearch(dataDir, async () => 'A needle in the text.')
  await vi.waitUntil(() => search.progress() === 1, { timeout: 10_000 })
  expect(find(search)).toMatchObject({ total: 1, complete: true })
  await search.close()
})

test('an index that cannot be written is said to lack something, and is tried again until it can', async () => {
  const dataDir = await makeTemporaryFolder()
  openSearchIndex(join(dataDir, 'search.sqlite')).close()
  const disk = new Database(join(dataDir, 'search.sqlite'))
  onTestFinished(() => void disk.close())
  disk.exec("CREATE TRIGGER full BEFORE INSERT ON entry BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END")
  const reasons: unknown[] = []
  const log: Log = { ...silentLog, error: (event, fields) => void reasons.push([event, fields]) }
  const search = openTestSearch(dataDir, async () => 'A needle in the text.', { log })
  await vi.waitUntil(() => reasons.length === 1)
  expect(reasons).toEqual([
    ['search.index-failed', { reason: 'database or disk is full', hint: expect.stringContaining('DATA_DIR') }],
  ])
  expect(find(search)).toMatchObject({ total: 0, complete: false })
  disk.exec('DROP TRIGGER full')
  await vi.waitUntil(() => search.progress() === 1, { timeout: 10_000 })
  expect(find(search)).toMatchObject({ total: 1, complete: true })
  await search.close()
})
