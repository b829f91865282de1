import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import { buildDemoRelease } from '#lib/cli/demo/release.ts'
import { openDerivedIndex } from '#lib/content/derived/derived-index.ts'
import { type FolderWork, type ReadingIndex, readFolders } from '#lib/content/derived/folder-work.ts'
import { type FolderFacts, parseRows } from '#lib/content/kept/folder-json.ts'
import { makeContentFolder, releaseText } from '#tests/support/content/content-folder.ts'
import { site } from '#tests/support/content/releases.ts'

vi.setConfig({ testTimeout: 60_000 })

const toClose: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of toClose.splice(0).reverse()) await close()
})

const path = 'news/2015/seminar'
const forgetful: ReadingIndex = { folders: () => new Map(), detail: () => undefined, keep: () => true, put: () => {} }

/** A release's folder, and an index that notes which texts it is asked for. */
async function openFolder(files: Readonly<Record<string, string>> = {}) {
  const folder = await makeContentFolder()
  const dataDir = join(folder.dir, '../data')
  await mkdir(dataDir)
  const index = openDerivedIndex(dataDir, { onFault: (reason) => expect.fail(reason) })
  toClose.push(folder.close, () => index.close())
  const taken: string[] = []
  const noting: ReadingIndex = {
    folders: (...range) => index.folders(...range),
    detail(key) {
      const detail = index.detail(key)
      if (detail !== undefined) taken.push(key.slice(path.length + 1).split(' ')[0] ?? '')
      return detail
    },
    keep: (texts) => index.keep(texts),
    put: (rows) => index.put(rows),
  }
  const work: FolderWork = { contentDir: folder.dir, rules: 'r', site: site(), depth: 'header', rest: 0 }
  const read = async (other: Partial<FolderWork> = {}, from = noting): Promise<FolderFacts> => {
    const { understood } = await readFolders([path], { ...work, ...other }, from)
    const json = parseRows(understood)[0]?.[2]
    return json !== undefined && 'versions' in json ? json : { versions: [] }
  }
  const write = (name: string, text: string) => folder.write(`${path}/${name}`, text)
  const remove = (name: string) => rm(join(folder.dir, path, name), { force: true })
  for (const [name, text] of Object.entries(files)) await write(name, text)
  return { read, write, remove, taken }
}

const demoTexts = Array.from({ length: 12 }, (_, at) =>
  buildDemoRelease(at, { releases: 12, seed: 3, until: '2026-11-20', files: false }),
).flatMap(({ texts }) => [...texts.values()])

const text = fc.oneof(
  fc.constantFrom(...demoTexts),
  fc.constantFrom(
    ...[releaseText('Seminar'), releaseText('A picture', '', 'Look:\n\n![A hall](hall.jpg)')],
    ...[releaseText('Links', '', '[Words](plan.pdf) and [more](../other).'), releaseText('A draft', 'draft: true\n')],
    ...[releaseText('A download', 'downloads:\n  - file: plan.pdf\n    title: Plan\n'), releaseText('Empty', '', '')],
    ...[releaseText('A warning', 'tags: [a, A]\n'), releaseText('An error', 'colour: red\n'), 'No header.', ''],
  ),
)
const change = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.constantFrom('en.md', 'zh.md'), text) },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom('hall.jpg', 'plan.pdf', 'EN.md'), fc.constantFrom('1', '22')) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom('en.md', 'zh.md', 'hall.jpg', 'EN.md'), fc.constant(undefined)) },
)

test('a folder of which texts are taken over is what it is when read anew, whatever changed in it', async () => {
  const { read, write, remove, taken } = await openFolder()
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 2 }), fc.boolean(), async (changes, isChecked) => {
      for (const [name, written] of changes) await (written === undefined ? remove(name) : write(name, written))
      const anew = await read({}, forgetful)
      const now = await read()
      expect(now.versions).toEqual(anew.versions)
      // Of a text that cannot be skimmed, reading it anew tells more; whoever took it over is told when it is checked.
      if (anew.skimmed) expect({ ...now, links: [] }).toEqual({ ...anew, links: [] })
      else if (!now.skimmed) expect(now).toEqual(anew)
      if (isChecked) expect(await read({ depth: 'whole' })).toEqual(await read({ depth: 'whole' }, forgetful))
    }),
    { numRuns: 150 },
  )
  expect(taken.length).toBeGreaterThan(10)
})

test('of two texts the one that is as it was is taken over', async () => {
  const { read, write, taken } = await openFolder({ 'en.md': releaseText('First'), 'zh.md': releaseText('研讨会') })
  await read({ depth: 'whole' })
  await write('en.md', releaseText('Second'))
  expect((await read()).versions).toHaveLength(2)
  expect(taken).toEqual(['zh.md'])
})

test('nothing is taken over under other rules, beside other files, of a faulty text, or where bodies are asked for', async () => {
  const warned = releaseText('研讨会', 'tags: [a, A]\n')
  const { read, write, taken } = await openFolder({ 'en.md': releaseText('First'), 'zh.md': warned })
  const { problems } = await read({ depth: 'whole' })
  expect(problems).toHaveLength(1)
  await read({ rules: 'other' })
  await read({ depth: 'whole' })
  await write('plan.pdf', '1')
  await read()
  expect(taken).toEqual([])
  expect((await read()).problems).toEqual(problems)
  expect(taken).toEqual(['en.md'])
})
