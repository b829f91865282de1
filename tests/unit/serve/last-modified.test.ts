import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { systemClock } from '#lib/clock.ts'
import { buildCatalogue } from '#lib/content/catalogue.ts'
import { buildEdition } from '#lib/content/edition.ts'
import { openLiveContent } from '#lib/content/live.ts'
import type { Release } from '#lib/content/types.ts'
import { silentLog } from '#lib/log.ts'
import { LastModified } from '#lib/serve/last-modified.ts'
import { makeContentFolder, releaseText } from '#tests/support/content/content-folder.ts'
import { at, release, site } from '#tests/support/content/releases.ts'

const noon = at('2026-11-21 12:00:00')
const old = at('2020-01-01')
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'newsroom-'))
  await mkdir(join(folder, 'news/2015/a'), { recursive: true })
  await writeFile(join(folder, 'news/2015/a/en.md'), 'text')
  for (const path of ['news/2015/a/en.md', 'news/2015', 'news', '.']) await touch(path, old)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const touch = (path: string, instant: number) => utimes(join(folder, path), instant / 1000, instant / 1000)
const a = release({ slug: 'a', file: 'news/2015/a/en.md', date: at('2015-12-16 08:54:43') })
const editionOf = (releases: readonly Release[], now = noon) => buildEdition(buildCatalogue(site(), releases), now)
const ask = (releases: readonly Release[], kind: 'release' | 'home', now = noon) =>
  new LastModified(folder, () => 0).of(
    editionOf(releases, now),
    kind === 'home' ? { kind, locale: 'en' } : { kind, locale: 'en', slug: 'a' },
    now,
  )

test('a release was changed when its newest correction took effect', async () => {
  const corrected = at('2021-03-04 05:06:07')
  const change = { date: corrected, kind: 'correction' as const, note: 'x' }
  expect(await ask([{ ...a, changes: [change] }], 'release')).toBe(corrected)
})

test('a release was changed when its file was written after that, though no date says so', async () => {
  const written = at('2024-01-01')
  await touch('news/2015/a/en.md', written)
  expect(await ask([a], 'release')).toBe(written)
  await touch('news/2015/a/en.md', old)
})

test('a written page was changed on the day that it names, or when its file was written after that', async () => {
  const page = {
    name: 'about',
    locale: 'en',
    title: 'About',
    summary: '',
    file: 'pages/about/en.md',
    digest: '',
  } as const
  await mkdir(join(folder, 'pages/about'), { recursive: true })
  await writeFile(join(folder, page.file), 'text')
  const updated = at('2022-02-02')
  const of = (written: number) =>
    touch(page.file, written).then(() =>
      new LastModified(folder, () => 0).of(
        buildEdition(buildCatalogue(site(), [], [{ ...page, updated }]), noon),
        { kind: 'page', locale: 'en', name: 'about' },
        noon,
      ),
    )
  expect([await of(old), await of(at('2023-03-03'))]).toEqual([updated, at('2023-03-03')])
  await rm(join(folder, 'pages'), { recursive: true })
  await touch('.', old)
})

test('what was written this moment counts as older, so that a second change in the same second is seen', async () => {
  await touch('news/2015/a/en.md', noon - 500)
  const first = await ask([a], 'release')
  expect(first).toBeLessThanOrEqual(noon - 2000)
  expect(await ask([a], 'release', noon + 60_000)).toBeGreaterThan(first)
  await touch('news/2015/a/en.md', old)
})

test('a release was changed when a newer one took its place', async () => {
  const newer = release({ slug: 'b', date: at('2022-02-02'), supersedes: 'a' })
  expect(await ask([a, newer], 'release')).toBe(newer.date)
})

test('the future is never told', async () => {
  await touch('news/2015/a/en.md', noon + 3_600_000)
  expect(await ask([a], 'release')).toBeLessThanOrEqual(noon)
  await touch('news/2015/a/en.md', old)
})

test.each([
  ['a publication', { date: at('2026-11-20') }],
  ['a correction', { changes: [{ date: at('2026-11-20'), kind: 'correction' as const, note: 'x' }] }],
  ['an expiry', { expires: at('2026-11-20') }],
  ['the end of a pin', { pinnedUntil: at('2026-11-20') }],
  ['a withdrawal', { withdrawn: { date: at('2026-11-20'), kind: 'withdrawn' as const, reason: 'x' } }],
])('a list was changed by %s', async (_what, fields) => {
  expect(await ask([a], 'home')).toBe(old)
  expect(await ask([{ ...a, ...fields }], 'home')).toBe(at('2026-11-20'))
})

test('a list was changed by what is published at this very instant', async () => {
  const settling = 2000
  expect(await ask([a, release({ slug: 'b', date: noon })], 'home')).toBe(noon - settling)
})

test('what is still to come has changed nothing', async () => {
  expect(await ask([a, release({ slug: 'b', date: at('2026-12-01') })], 'home')).toBe(old)
  expect(await ask([a, release({ slug: 'b', date: at('2026-11-01'), draft: true })], 'home')).toBe(old)
})

test('a list has another instant as soon as something else is public', async () => {
  const modified = new LastModified(folder, () => 0)
  const b = release({ slug: 'b', date: at('2026-10-01') })
  const seen = [[a], [a, b]].map((releases) => modified.of(editionOf(releases), { kind: 'home', locale: 'en' }, noon))
  expect(await Promise.all(seen)).toEqual([old, b.date])
})

test('a list was changed when a folder came or went, with whatever date', async () => {
  await touch('news/2015', at('2025-05-05'))
  expect(await ask([a], 'home')).toBe(at('2025-05-05'))
  await touch('news/2015', old)
})

test('a list was changed when the facts of the site were written', async () => {
  await writeFile(join(folder, 'site.yaml'), 'name: News')
  await touch('.', old)
  await touch('site.yaml', at('2025-06-06'))
  expect(await ask([a], 'home')).toBe(at('2025-06-06'))
  await rm(join(folder, 'site.yaml'))
  await touch('.', old)
})

test('a list was changed when a text was edited in its place', async () => {
  const modified = new LastModified(folder, () => at('2026-02-02'))
  expect(await modified.of(editionOf([a]), { kind: 'home', locale: 'en' }, noon)).toBe(at('2026-02-02'))
})

test('processes beside each other and after a restart know of an edit in place by the same instant', async () => {
  const content = await makeContentFolder({ 'news/2015/a/en.md': releaseText('First') })
  onTestFinished(() => content.close())
  const open = async () => {
    const live = await openLiveContent({ contentDir: content.dir, clock: systemClock, log: silentLog })
    onTestFinished(() => live.close())
    return live
  }
  const two = [await open(), await open()]
  const before = two.map((live) => live.touched())
  await content.write('news/2015/a/en.md', releaseText('Second'))
  await Promise.all(two.map((live) => live.refresh()))
  const after = [...two, await open()].map((live) => live.touched())
  expect(after[0]).toBeGreaterThan(Math.max(...before))
  expect(new Set(after).size).toBe(1)
})

test('processes and restarts tell the same', async () => {
  const releases = [a, release({ slug: 'b', date: at('2026-10-01 10:00:00') })]
  expect(await ask(releases, 'home', noon)).toBe(await ask(releases, 'home', noon + 86_400_000))
})
