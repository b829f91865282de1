import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aliasKey, buildCatalogue, versionsOf } from '#lib/content/catalogue.ts'
import { type ContentState, changeContent, emptyContent } from '#lib/content/change.ts'
import { parseFolder } from '#lib/content/parse.ts'
import { releaseText } from '#tests/support/content/content-folder.ts'
import { contentState, type Files, foldersOf } from '#tests/support/content/content-state.ts'
import { at, release, site } from '#tests/support/content/releases.ts'

const seminar = 'news/2015/seminar/en.md'
const broken = '---\ntitle: [\n---\n'
const titles = ({ catalogue }: ContentState) =>
  Object.fromEntries(
    [...catalogue.releases].map(([slug, versions]) => [
      slug,
      versionsOf(versions)
        .map(({ title }) => title)
        .sort(),
    ]),
  )

test('a catalogue holds every version by slug and language, and every alias', () => {
  const { releases, aliases } = buildCatalogue(site(), [
    release({ slug: 'a', aliases: ['/NewsDetail.asp?id=1', '/新闻'] }),
    release({ slug: 'a', locale: 'zh', title: '甲' }),
    release({ slug: 'b', aliases: ['/NewsDetail.asp?id=1'] }),
  ])
  expect(releases.get('a')?.zh?.title).toBe('甲')
  expect([...aliases]).toEqual([
    ['/NewsDetail.asp?id=1', { slug: 'a', locale: 'en' }],
    ['/%E6%96%B0%E9%97%BB', { slug: 'a', locale: 'en' }],
  ])
})

test.each([
  ['/old.asp?id=1', '/old.asp?id=1'],
  ['/新闻/1', '/%E6%96%B0%E9%97%BB/1'],
  ['/%e6%96%b0', '/%E6%96%B0'],
  ['/a b', '/a%20b'],
  ['/a#part', '/a'],
  ['//example.com/a', '//example.com/a'],
  ['/a/../b', '/b'],
])('the alias %s is compared as %s', (alias, key) => {
  expect(aliasKey(alias)).toBe(key)
  expect(aliasKey(key)).toBe(key)
})

test('an alias of plain signs is compared as a browser would send it', () => {
  const signs = fc.array(fc.constantFrom('/', '.', '..', 'a', 'B', '-', '_', '?', '=', '&', '9', '#'), {
    maxLength: 12,
  })
  fc.assert(
    fc.property(signs, (rest) => {
      const { pathname, search } = new URL(`http://alias/${rest.join('')}`)
      expect(aliasKey(`/${rest.join('')}`)).toBe(`${pathname}${search}`)
    }),
    { numRuns: 1000 },
  )
})

test('a reading adds, changes and removes releases, and says which', () => {
  const first = contentState({ [seminar]: releaseText('Seminar'), 'news/2015/award/en.md': releaseText('Award') })
  const [edited] = foldersOf({ [seminar]: releaseText('Seminar held') })
  const [added] = foldersOf({ 'news/2016/fair/en.md': releaseText('Fair') })
  if (edited === undefined || added === undefined) throw new Error('no folders')
  const { state, changed } = changeContent(first, {
    folders: new Map([
      [edited.path, parseFolder(edited, site())],
      [added.path, parseFolder(added, site())],
      ['news/2015/award', undefined],
    ]),
  })
  expect(titles(state)).toEqual({ seminar: ['Seminar held'], fair: ['Fair'] })
  expect([...changed].sort()).toEqual(['award', 'fair', 'seminar'])
  expect(titles(first)).toEqual({ seminar: ['Seminar'], award: ['Award'] })
})

test('the catalogue is the same object when nothing in it changed', () => {
  const files = { [seminar]: releaseText('Seminar'), 'pages/about/en.md': '---\ntitle: About\n---\n\nWords.\n' }
  const first = contentState(files)
  const again = contentState(files, { before: first })
  const withBroken = contentState({ 'news/2015/new/en.md': broken }, { before: again })
  expect(again.catalogue).toBe(first.catalogue)
  expect(withBroken.catalogue).toBe(first.catalogue)
})

test('only what changed is another object afterwards', () => {
  const first = contentState({ [seminar]: releaseText('Seminar'), 'news/2015/award/en.md': releaseText('Award') })
  const next = contentState({ [seminar]: releaseText('Seminar held') }, { before: first })
  expect(next.catalogue.releases.get('award')).toBe(first.catalogue.releases.get('award'))
  expect(next.catalogue.aliases).toBe(first.catalogue.aliases)
})

test('a broken file keeps its last good version while it is there, and only its own', () => {
  const both = { [seminar]: releaseText('Seminar'), 'news/2015/seminar/zh.md': releaseText('研讨会') }
  const good = contentState(both)
  const bad = contentState({ ...both, [seminar]: broken }, { before: good })
  expect(titles(bad)).toEqual({ seminar: ['Seminar', '研讨会'] })
  const worse = contentState({ [seminar]: broken }, { before: bad })
  expect(titles(worse)).toEqual({ seminar: ['Seminar'] })
  expect(titles(contentState({}, { before: worse, gone: ['news/2015/seminar'] }))).toEqual({})
})

test('a release that never was good is left out until it is', () => {
  const bad = contentState({ [seminar]: broken })
  expect(titles(bad)).toEqual({})
  expect(titles(contentState({ [seminar]: releaseText('Seminar') }, { before: bad }))).toEqual({ seminar: ['Seminar'] })
})

test('of two folders with one slug the first stays, and the second follows when the first is gone', () => {
  const first = contentState({ 'news/2016/seminar/en.md': releaseText('First') })
  const both = contentState({ [seminar]: releaseText('Second') }, { before: first })
  expect(titles(both)).toEqual({ seminar: ['First'] })
  expect(titles(contentState({}, { before: both, gone: ['news/2016/seminar'] }))).toEqual({ seminar: ['Second'] })
  expect(titles(contentState({}, { before: both, gone: ['news/2015/seminar'] }))).toEqual({ seminar: ['First'] })
})

test('a folder whose name cannot be an address is not published', () => {
  expect(titles(contentState({ 'news/2015/Seminar_1/en.md': releaseText('Seminar') }))).toEqual({})
})

test('of two releases with one alias the first has it, until it gives it up', () => {
  const claiming = (title: string) => releaseText(title, 'aliases: [/old.asp]\n')
  const first = contentState({ [seminar]: claiming('First') })
  const both = contentState({ 'news/2015/award/en.md': claiming('Second') }, { before: first })
  expect(both.catalogue.aliases.get('/old.asp')?.slug).toBe('seminar')
  const given = contentState({ [seminar]: releaseText('First') }, { before: both })
  expect(given.catalogue.aliases.get('/old.asp')?.slug).toBe('award')
  const none = contentState({}, { before: given, gone: ['news/2015/award'] })
  expect([...none.catalogue.aliases]).toEqual([])
})

test('an alias that two languages of a release claim stays with the other when one gives it up', () => {
  const claiming = { [seminar]: releaseText('Seminar', 'aliases: [/old.asp]\n') }
  const chinese = { 'news/2015/seminar/zh.md': releaseText('研讨会', 'aliases: [/old.asp]\n') }
  const both = contentState({ ...claiming, ...chinese })
  expect(both.catalogue.aliases.get('/old.asp')).toEqual({ slug: 'seminar', locale: 'en' })
  const given = contentState({ [seminar]: releaseText('Seminar'), ...chinese }, { before: both })
  expect(given.catalogue.aliases.get('/old.asp')).toEqual({ slug: 'seminar', locale: 'zh' })
})

test('who waits for an alias waits once, however often it is read', () => {
  const claiming = (title: string) => releaseText(title, 'aliases: [/old.asp]\n')
  const first = contentState({ [seminar]: claiming('First') })
  const both = contentState({ 'news/2015/award/en.md': claiming('Second') }, { before: first })
  const again = contentState({ 'news/2015/award/en.md': claiming('Second again') }, { before: both })
  expect(again.aliases.waiting.get('/old.asp')).toEqual([{ slug: 'award', locale: 'en' }])
})

test('in another time zone the same bytes are another instant', () => {
  const shanghai = contentState({ [seminar]: releaseText('Seminar') })
  const berlin = contentState(
    { [seminar]: releaseText('Seminar') },
    { before: shanghai, facts: site({ timeZone: 'Europe/Berlin' }) },
  )
  expect(shanghai.catalogue.releases.get('seminar')?.en?.date).toBe(at('2015-12-16 08:54:43'))
  expect(berlin.catalogue.releases.get('seminar')?.en?.date).toBe(at('2015-12-16 15:54:43'))
})

test('pages keep their last good version as releases do', () => {
  const page = (title: string) => ({ 'pages/about/en.md': `---\ntitle: ${title}\n---\n\nWords.\n` })
  const title = ({ catalogue }: ContentState) => catalogue.pages.get('about')?.en?.title
  const good = contentState(page('About'))
  expect(title(contentState({ 'pages/about/en.md': broken }, { before: good }))).toBe('About')
  expect(title(contentState(page('About us'), { before: good }))).toBe('About us')
  const gone = changeContent(good, { pages: new Map([['pages/about', undefined]]) }).state
  expect(gone.catalogue.pages.size).toBe(0)
})

const path = fc.constantFrom('news/2015/a', 'news/2016/a', 'news/2015/b', 'news/2016/b', 'news/2015/c')
const text = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      title: fc.constantFrom('One', 'Two', 'Three'),
      aliases: fc.subarray(['/x', '/y', '/z?id=1']),
    }),
  },
  { weight: 1, arbitrary: fc.constantFrom('broken', 'gone') },
)

test('whatever is read in whatever order, every slug and alias has exactly one owner that exists', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(path, text), { maxLength: 15 }), (steps) => {
      let state = emptyContent(site())
      const disk = new Map<string, string>()
      for (const [folder, written] of steps) {
        if (written === 'gone') disk.delete(folder)
        else if (written === 'broken') disk.set(folder, broken)
        else disk.set(folder, releaseText(written.title, `aliases: ${JSON.stringify(written.aliases)}\n`))
        const files: Files = disk.has(folder) ? { [`${folder}/en.md`]: disk.get(folder) ?? '' } : {}
        state = contentState(files, { before: state, gone: disk.has(folder) ? [] : [folder] })
      }
      const { releases, aliases } = state.catalogue
      expect([...state.folders.keys()].sort()).toEqual([...disk.keys()].sort())
      for (const versions of releases.values())
        for (const { file } of versionsOf(versions)) expect(disk.has(file.replace('/en.md', ''))).toBe(true)
      for (const [folder, words] of disk) if (words !== broken) expect(releases.has(folder.slice(-1))).toBe(true)
      const claimed = new Set([...releases.values()].flatMap(versionsOf).flatMap((one) => one.aliases.map(aliasKey)))
      expect([...aliases.keys()].sort()).toEqual([...claimed].sort())
      for (const [alias, { slug, locale }] of aliases)
        expect(releases.get(slug)?.[locale]?.aliases.map(aliasKey)).toContain(alias)
    }),
    { numRuns: 100 },
  )
})
