import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { systemClock } from '#lib/clock.ts'
import { openEditions } from '#lib/content/edition.ts'
import { openLiveContent } from '#lib/content/live.ts'
import type { Release } from '#lib/content/types.ts'
import { type Log, silentLog } from '#lib/log.ts'
import { openBuildThread } from '#lib/search/build/build-thread.ts'
import type { SearchRequest } from '#lib/search/result.ts'
import { openSearch } from '#lib/search/search.ts'
import { openSearchIndex } from '#lib/search/search-index.ts'
import { makeContentFolder, releaseText } from '#tests/support/content/content-folder.ts'
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts'
import { until } from '#tests/support/until.ts'

const request: SearchRequest = { locale: 'en', text: '', order: 'oldest', page: 1 }

/** A site of so many releases, each with a word of its own, and a search over it. */
async function openSite(releases: number) {
  const files = Array.from({ length: releases }, (_, index): [string, string] => {
    const body = `The **number${index}** of this plant is [public](https://example.org/hidden).`
    return [`news/2015/r${index}/en.md`, releaseText(`Plant ${index}`, '', body)]
  })
  const folder = await makeContentFolder(Object.fromEntries(files))
  onTestFinished(folder.close)
  const dataDir = await makeTemporaryFolder()
  const content = await openLiveContent({ contentDir: folder.dir, dataDir, clock: systemClock, log: silentLog })
  const editions = openEditions(content, systemClock)
  onTestFinished(async () => {
    editions.close()
    await content.close()
  })
  const rendered: string[] = []
  const body = (release: Release) => {
    rendered.push(release.slug)
    return content.body(release)
  }
  const counted = {
    catalogue: () => content.catalogue(),
    onChange: (listener: (changed: ReadonlySet<string>) => void) => content.onChange(listener),
    body,
  }
  const events: string[] = []
  const log: Log = { ...silentLog, info: (event) => void events.push(event), warn: (event) => void events.push(event) }
  const open = () => {
    const search = openSearch({
      dataDir,
      contentDir: folder.dir,
      content: counted,
      edition: () => editions.edition(),
      clock: systemClock,
      log,
    })
    onTestFinished(() => search.close())
    return search
  }
  return { folder, content, editions, rendered, events, open }
}

test('many releases are indexed in a thread, a few changed ones here, and those that are gone are forgotten', {
  timeout: 90_000,
}, async () => {
  const { folder, content, editions, rendered, events, open } = await openSite(230)
  const search = open()
  const find = (text: string) => search.find(editions.edition(), { ...request, text })
  const isDone = async () => (search.progress() === 1 ? true : undefined)
  expect(find('plant').complete).toBe(false)
  await until('everything is indexed', isDone, 60_000)
  expect(rendered).toEqual([])
  expect(events).toEqual(['search.indexing', 'search.indexed'])
  expect([find('plant').total, find('number229').total, find('hidden').total]).toEqual([230, 1, 0])

  await folder.write('news/2015/r7/en.md', releaseText('Plant 7', '', 'A **changed** text.'))
  await folder.remove('news/2015/r8')
  await content.refresh()
  await until('the change is indexed', isDone)
  expect(rendered).toEqual(['r7'])
  expect([find('changed').total, find('number7').total, find('number8').total]).toEqual([1, 0, 0])
  expect(find('plant').total).toBe(229)

  await search.close()
  const again = open()
  await until('a second start knows everything', async () => (again.progress() === 1 ? true : undefined))
  expect(again.find(editions.edition(), { ...request, text: 'plant' }).total).toBe(229)
  expect(rendered).toEqual(['r7'])
})

test('a thread that finds the index damaged names the fault as SQLite does', { timeout: 90_000 }, async () => {
  const folder = await makeTemporaryFolder()
  const file = join(folder, 'search.sqlite')
  openSearchIndex(file).close()
  const whole = await readFile(file)
  await writeFile(file, whole.fill(0xa5, 4096))
  const thread = openBuildThread({ file, contentDir: folder, indexFile: join(folder, 'content.sqlite') })
  const fault = { code: expect.stringMatching(/^SQLITE_CORRUPT/) }
  await expect(thread.write([])).rejects.toMatchObject(fault)
  await expect(thread.end(false)).rejects.toMatchObject(fault)
})
