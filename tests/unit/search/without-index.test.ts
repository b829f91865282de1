import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { buildCatalogue } from '#lib/content/catalogue.ts'
import { buildEdition } from '#lib/content/edition.ts'
import { silentLog } from '#lib/log.ts'
import { openSearch } from '#lib/search/search.ts'
import { at, release, site } from '#tests/support/content/releases.ts'
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts'
import { until } from '#tests/support/until.ts'

test('while its index cannot be opened search finds nothing and says so, and finds as soon as it can', async () => {
  const now = at('2026-11-21 12:00:00')
  const edition = buildEdition(buildCatalogue(site(), [release({ slug: 'seminar', title: 'Seminar' })]), now)
  const dataDir = join(await makeTemporaryFolder(), 'unmounted')
  const refused: unknown[] = []
  const search = openSearch({
    dataDir,
    contentDir: '/nowhere',
    content: {
      catalogue: () => edition.catalogue,
      body: async () => ({ html: '', text: '', markdown: '', headings: [], images: [], readingMinutes: 1 }),
      onChange: () => () => {},
    },
    edition: () => edition,
    clock: { now: () => now },
    log: { ...silentLog, error: (event, fields) => refused.push([event, fields?.['reason']]) },
  })
  const request = { locale: 'en', text: 'seminar', order: 'relevance', page: 1 } as const
  expect(refused).toEqual([['search.index-failed', expect.stringContaining('no such file or directory')]])
  expect(search.find(edition, request)).toMatchObject({ asked: true, hits: [], found: 0, complete: false })
  expect([search.progress(), search.titles(edition, 'en', 'seminar')]).toEqual([0, []])
  await mkdir(dataDir)
  await until('the index is made', async () => (search.progress() === 1 ? true : undefined))
  expect(search.find(edition, request)).toMatchObject({ found: 1, complete: true })
  await search.close()
})
