import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, expect, test, vi } from 'vitest'
import { type LiveContent, openLiveContent } from '#lib/content/live.ts'
import { silentLog } from '#lib/log.ts'
import { type ContentFolder, makeContentFolder, releaseText } from '#tests/support/content/content-folder.ts'
import { plainCatalogue } from '#tests/support/content/plain-releases.ts'

const toClose: { close(): Promise<void> }[] = []

afterEach(async () => {
  for (const one of toClose.splice(0).reverse()) await one.close()
})

interface Site {
  readonly folder: ContentFolder
  /** A second start, which has releases from the index. */
  readonly live: LiveContent
  readonly database: Database.Database
}

/** A site that was started before; `spoil` harms its index between the two starts. */
async function warmSite(files: Readonly<Record<string, string>>, spoil = ''): Promise<Site> {
  const folder = await makeContentFolder(files)
  const dataDir = join(folder.dir, '../data')
  await mkdir(dataDir)
  const options = { contentDir: folder.dir, dataDir, clock: { now: () => 0 }, log: silentLog }
  await (await openLiveContent(options)).close()
  const database = new Database(join(dataDir, 'content.sqlite'))
  database.exec(spoil)
  const live = await openLiveContent(options)
  toClose.push(folder, { close: async () => void database.close() }, live)
  return { folder, live, database }
}

const award = { 'news/2015/award/en.md': releaseText('Award', 'summary: In short.\nnumber: 7\n') }

test('what the index loses while the site runs costs no reader a title, and is kept again', async () => {
  const seminar = { 'news/2015/seminar/en.md': releaseText('Seminar') }
  const { folder, live, database } = await warmSite({ ...award, ...seminar })
  database.exec('DELETE FROM source')
  const found = (slug: string) => live.catalogue().releases.get(slug)?.en
  const details = { title: 'Award', summary: 'In short.', summaryGiven: true, number: '7', downloads: [], contacts: [] }
  expect(found('award')).toMatchObject(details)
  expect(found('seminar')?.summary).toBe('The plant opened on Monday.')
  const kept = database.prepare<[], number>('SELECT count(*) FROM source').pluck()
  await vi.waitFor(() => expect(kept.get()).toBe(2), { timeout: 20_000, interval: 20 })
  const before = found('award')
  await folder.write('news/2015/award/en.md', releaseText('Prize'))
  expect(before).toMatchObject(details)
})

test('details that the index has wrong are read from their file', async () => {
  const { live } = await warmSite(award, `UPDATE source SET detail = replace(detail, '"Award"', '"Prize"')`)
  expect(live.catalogue().releases.get('award')?.en?.title).toBe('Award')
})

test('a release that is lost in the index and on the disk is named by its slug, and harms no other', async () => {
  const { folder, live, database } = await warmSite(award)
  database.exec('DELETE FROM source')
  await folder.write('news/2015/award/en.md', 'No header.')
  expect(live.catalogue().releases.get('award')?.en).toMatchObject({ title: 'award', summary: '', tags: [] })
  await folder.remove('news/2015/award')
  const [, entry] = [...plainCatalogue(live.catalogue()).releases][0] ?? []
  expect(entry?.en?.title).toBe('award')
})
