import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import { type LiveContent, openLiveContent } from '#lib/content/live.ts'
import type { Catalogue } from '#lib/content/types.ts'
import type { TreeLimits } from '#lib/content/watch/tree-reader.ts'
import { silentLog } from '#lib/log.ts'
import { type ContentFolder, makeContentFolder, releaseText } from '#tests/support/content/content-folder.ts'
import { plainCatalogue } from '#tests/support/content/plain-releases.ts'

const toClose: { close(): Promise<void> }[] = []
// Threads load TypeScript when they start, which takes seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

afterEach(async () => {
  for (const one of toClose.splice(0).reverse()) await one.close()
})

interface Site {
  readonly folder: ContentFolder
  readonly dataDir: string
  /** What was said of the index. */
  readonly said: string[]
}

async function siteWith(files: Readonly<Record<string, string>>): Promise<Site> {
  const folder = await makeContentFolder(files)
  toClose.push(folder)
  const dataDir = join(folder.dir, '../data')
  await mkdir(dataDir)
  return { folder, dataDir, said: [] }
}

async function start({ folder, dataDir, said }: Site, limits?: TreeLimits): Promise<LiveContent> {
  const log = { ...silentLog, warn: (event: string) => said.push(event) }
  return await openLiveContent({
    contentDir: folder.dir,
    clock: { now: () => 0 },
    log,
    dataDir,
    ...(limits && { limits }),
  })
}

/** What a start finds; the process ends afterwards. */
async function startAndStop(site: Site): Promise<{ catalogue: Catalogue; texts: string[]; problems: string[] }> {
  const live = await start(site)
  const catalogue = plainCatalogue(live.catalogue())
  const releases = [...catalogue.releases.values()].flatMap((versions) => Object.values(versions))
  const texts: string[] = []
  for (const release of releases) texts.push(`${release.file}: ${(await live.body(release)).text}`)
  const problems = live.problems().map(({ file, code, line }) => `${file}:${line} ${code}`)
  await live.close()
  return { catalogue, texts: texts.sort(), problems }
}

const titles = ({ catalogue }: { catalogue: Catalogue }) =>
  Object.fromEntries([...catalogue.releases].map(([slug, { en }]) => [slug, en?.title]))

const two = {
  'news/2015/seminar/en.md': releaseText('Seminar'),
  'news/2015/award/en.md': releaseText('Award', 'tags: [prizes]\n', 'The award was given.'),
}

/** Makes what the index has of a release say something else; `sum` mends the checksum, as no accident does. */
function forge({ dataDir }: Site, path: string, [from, to]: readonly [string, string], sum: boolean): void {
  const database = new Database(join(dataDir, 'content.sqlite'))
  const sql = 'SELECT rules, fingerprint, json FROM folder WHERE path = ?'
  const row = database.prepare<[string], { rules: string; fingerprint: string; json: string }>(sql).get(path)
  if (row === undefined) throw new Error(`The index has no ${path}`)
  const json = row.json.replace(from, to)
  database.prepare('UPDATE folder SET json = ? WHERE path = ?').run(json, path)
  const right = [row.rules, row.fingerprint, json].reduce((before, text) => crc32(text, before), 0)
  if (sum) database.prepare('UPDATE folder SET sum = ? WHERE path = ?').run(right, path)
  database.close()
}

const kept = ({ dataDir }: Site) => {
  const database = new Database(join(dataDir, 'content.sqlite'), { readonly: true })
  const paths = database.prepare<[], string>('SELECT path FROM folder ORDER BY path').pluck().all()
  database.close()
  return paths
}

test('a second start gives what the first one gave, texts and problems too', async () => {
  const site = await siteWith({ ...two, 'news/2015/broken/en.md': 'No header.\n' })
  const cold = await startAndStop(site)
  expect(titles(cold)).toEqual({ seminar: 'Seminar', award: 'Award' })
  expect(cold.problems.join()).toContain('news/2015/broken/en.md')
  expect(kept(site)).toEqual(['news/2015/award', 'news/2015/broken', 'news/2015/seminar'])
  expect(await startAndStop(site)).toEqual(cold)
  expect(site.said.filter((event) => event !== 'content.problem')).toEqual([])
})

test('a second start does not read files that nobody touched', async () => {
  const site = await siteWith(two)
  await startAndStop(site)
  forge(site, 'news/2015/award', ['"prizes"', '"from the index"'], true)
  expect((await startAndStop(site)).catalogue.releases.get('award')?.en?.tags).toEqual(['from the index'])
})

test('a text that the index has wrong is read from its file', async () => {
  const site = await siteWith(two)
  await startAndStop(site)
  const database = new Database(join(site.dataDir, 'content.sqlite'))
  database.exec("UPDATE source SET bytes = CAST(replace(CAST(bytes AS TEXT), 'was given', 'was taken') AS BLOB)")
  database.close()
  expect((await startAndStop(site)).texts).toContain('news/2015/award/en.md: The award was given.')
})

test('what changed, came and went while the site was down is found', async () => {
  const site = await siteWith(two)
  await startAndStop(site)
  await site.folder.write('news/2015/seminar/en.md', releaseText('Seminar closed'))
  await site.folder.write('news/2016/fair/en.md', releaseText('Fair'))
  await site.folder.remove('news/2015/award')
  const warm = await startAndStop(site)
  expect(titles(warm)).toEqual({ seminar: 'Seminar closed', fair: 'Fair' })
  expect(kept(site)).toEqual(['news/2015/seminar', 'news/2016/fair'])
})

test('a renamed release is known by its new name alone', async () => {
  const site = await siteWith(two)
  await startAndStop(site)
  await site.folder.move('news/2015/award', 'news/2015/prize')
  expect(titles(await startAndStop(site))).toEqual({ seminar: 'Seminar', prize: 'Award' })
})

test('a release that became a draft while the site was down is a draft', async () => {
  const site = await siteWith(two)
  await startAndStop(site)
  await site.folder.write('news/2015/award/en.md', releaseText('Award', 'draft: true\n'))
  expect((await startAndStop(site)).catalogue.releases.get('award')?.en?.draft).toBe(true)
})

test('a row that somebody or something altered is not believed: a draft stays a draft', async () => {
  const site = await siteWith({ 'news/2015/award/en.md': releaseText('Award', 'draft: true\n') })
  await startAndStop(site)
  forge(site, 'news/2015/award', ['"draft":true', '"draft":false'], false)
  expect((await startAndStop(site)).catalogue.releases.get('award')?.en?.draft).toBe(true)
})

test('a deleted release does not come back out of the index', async () => {
  const site = await siteWith(two)
  await startAndStop(site)
  await site.folder.remove('news/2015/award')
  await startAndStop(site)
  expect(kept(site)).toEqual(['news/2015/seminar'])
})

test('a language taken away while the site was down is gone', async () => {
  const site = await siteWith({ ...two, 'news/2015/award/zh.md': releaseText('获奖', '', '颁奖。') })
  await startAndStop(site)
  await site.folder.remove('news/2015/award/zh.md')
  expect(Object.keys((await startAndStop(site)).catalogue.releases.get('award') ?? {})).toEqual(['en'])
})

test('another time zone moves every date, and other categories are checked against', async () => {
  const site = await siteWith({ 'news/2015/award/en.md': releaseText('Award', 'category: sports\n') })
  const before = await startAndStop(site)
  expect(before.catalogue.releases.size).toBe(0)
  await site.folder.write('categories.yaml', 'sports: { en: Sports, zh: 体育 }\n')
  const categories = await startAndStop(site)
  const date = categories.catalogue.releases.get('award')?.en?.date
  expect(date).toBe(Date.parse('2015-12-16T08:54:43+08:00'))
  const yaml =
    'name: { en: A, zh: 甲 }\ntagline: { en: B, zh: 乙 }\ntimeZone: Europe/Berlin\ndefaultLocale: en\nprofile: corporate\npageSize: 20\n'
  await site.folder.write('site.yaml', yaml)
  const moved = (await startAndStop(site)).catalogue.releases.get('award')?.en?.date
  expect(moved).toBe(Date.parse('2015-12-16T08:54:43+01:00'))
})

test.each([
  [
    'is not a database',
    async (file: string) => writeFile(file, 'Not a database, but long enough to look like a file of one.'.repeat(40)),
  ],
  ['is cut off', async (file: string) => writeFile(file, (await readFile(file)).subarray(0, 5000))],
  [
    'has another version',
    async (file: string) => {
      const database = new Database(file)
      database.pragma('user_version = 99')
      database.close()
    },
  ],
])('an index that %s is thrown away with a line in the log, and made anew', async (_, spoil) => {
  const site = await siteWith(two)
  const cold = await startAndStop(site)
  await spoil(join(site.dataDir, 'content.sqlite'))
  expect(await startAndStop(site)).toEqual(cold)
  expect(site.said).toContain('content.index-fault')
  site.said.length = 0
  expect(await startAndStop(site)).toEqual(cold)
  expect(site.said).toEqual([])
  expect(kept(site)).toEqual(['news/2015/award', 'news/2015/seminar'])
})

test('a site whose data folder takes no index runs without one', async () => {
  const site = await siteWith(two)
  await rm(site.dataDir, { recursive: true })
  await writeFile(site.dataDir, 'A file where the folder should be.')
  const without = await startAndStop(site)
  expect(titles(without)).toEqual({ seminar: 'Seminar', award: 'Award' })
  expect(without.texts).toContain('news/2015/award/en.md: The award was given.')
  expect(site.said).toContain('content.index-fault')
})

test('an index deleted while the site runs costs no reader a text', async () => {
  const site = await siteWith(two)
  const live = await start(site)
  for (const name of await readdir(site.dataDir)) await rm(join(site.dataDir, name))
  const award = live.catalogue().releases.get('award')?.en
  expect(award && (await live.body(award)).text).toBe('The award was given.')
  await live.close()
  expect(titles(await startAndStop(site))).toEqual({ seminar: 'Seminar', award: 'Award' })
})

test('two processes share one index', async () => {
  const site = await siteWith(two)
  const [one, other] = await Promise.all([start(site), start(site)])
  expect(one.catalogue().releases.size).toBe(2)
  expect(plainCatalogue(other.catalogue())).toEqual(plainCatalogue(one.catalogue()))
  await Promise.all([one.close(), other.close()])
  expect(site.said).toEqual([])
})

const inBulk: TreeLimits = { few: 1, readWhole: 0, fewChanged: 1 }
const wrongBody = '# A heading too high\n\n<script>alert(1)</script>'

const soon = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 40_000, interval: 20 })

test('many folders read in threads give what a few give one by one', async () => {
  const site = await siteWith({
    ...two,
    'news/2015/broken/en.md': 'No header.\n',
    'news/2016/wrong/en.md': releaseText('Wrong', '', wrongBody),
  })
  const whole = await startAndStop(site)
  await rm(join(site.dataDir, 'content.sqlite'))
  const live = await start(site, inBulk)
  expect(plainCatalogue(live.catalogue()).releases.get('seminar')).toEqual(whole.catalogue.releases.get('seminar'))
  await soon(() => expect(live.unchecked()).toBe(0))
  expect(plainCatalogue(live.catalogue())).toEqual(whole.catalogue)
  expect(live.problems().map(({ file, code, line }) => `${file}:${line} ${code}`)).toEqual(whole.problems)
  await live.close()
  expect(await startAndStop(site)).toEqual(whole)
})

test('of many new releases one with a wrong body goes offline when it is checked, and is reported', async () => {
  const site = await siteWith({ ...two, 'news/2016/wrong/en.md': releaseText('Wrong', '', wrongBody) })
  const live = await start(site, inBulk)
  await soon(() => expect(live.unchecked()).toBe(0))
  expect([...live.catalogue().releases.keys()].sort()).toEqual(['award', 'seminar'])
  expect(live.problems().map(({ file }) => file)).toContain('news/2016/wrong/en.md')
  await live.close()
})

test('of many changed releases one with a wrong body goes back to its last good version', async () => {
  const site = await siteWith(two)
  const live = await start(site, inBulk)
  await soon(() => expect(live.unchecked()).toBe(0))
  await site.folder.write('news/2015/award/en.md', releaseText('Award', '', wrongBody))
  await soon(() => expect(live.problems().map(({ file }) => file)).toContain('news/2015/award/en.md'))
  const award = live.catalogue().releases.get('award')?.en
  expect(award && (await live.body(award)).text).toBe('The award was given.')
  await live.close()
})

test('what is changed in many folders just after a start is found', async () => {
  const site = await siteWith(two)
  await startAndStop(site)
  const live = await start(site, inBulk)
  await site.folder.write('news/2015/award/en.md', releaseText('Award taken'))
  await soon(() => expect(live.catalogue().releases.get('award')?.en?.title).toBe('Award taken'))
  await live.close()
})

const slugs = ['alpha', 'beta', 'gamma']
const edits = fc.oneof(
  fc.record({
    kind: fc.constant('write' as const),
    slug: fc.constantFrom(...slugs),
    file: fc.constantFrom('en.md', 'zh.md', 'notes.txt'),
    text: fc.constantFrom(
      releaseText('One'),
      releaseText('Two', 'draft: true\n'),
      releaseText('Three', 'tags: [a, b]\n', 'See [it](notes.txt).'),
      releaseText('Four', '', '# A heading too high\n\n<b>HTML</b>'),
      'No header.',
      '',
    ),
  }),
  fc.record({ kind: fc.constant('remove' as const), slug: fc.constantFrom(...slugs) }),
  fc.record({
    kind: fc.constant('rename' as const),
    slug: fc.constantFrom(...slugs),
    to: fc.constantFrom('delta', 'alpha'),
  }),
)

test('whatever was edited while the site was down, a warm start gives what a cold one gives', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(edits, { maxLength: 4 }), { minLength: 1, maxLength: 3 }), async (rounds) => {
      const site = await siteWith(two)
      await startAndStop(site)
      for (const round of rounds) {
        for (const edit of round) {
          const path = `news/2015/${edit.slug}`
          const isThere = (slug: string) => existsSync(join(site.folder.dir, `news/2015/${slug}`))
          if (edit.kind === 'write') await site.folder.write(`${path}/${edit.file}`, edit.text)
          else if (!isThere(edit.slug)) continue
          else if (edit.kind === 'remove') await site.folder.remove(path)
          else if (!isThere(edit.to)) await site.folder.move(path, `news/2015/${edit.to}`)
        }
        const warm = await startAndStop(site)
        const other = join(site.folder.dir, '../other')
        await rm(other, { recursive: true, force: true })
        await mkdir(other)
        expect(warm).toEqual(await startAndStop({ ...site, dataDir: other }))
      }
    }),
    { numRuns: 8 },
  )
})
