import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readFolders } from '#lib/content/derived/folder-work.ts'
import { ShownRelease } from '#lib/content/edition/shown-release.ts'
import { buildDetails } from '#lib/content/kept/facts.ts'
import { packFolder, packRows, parseRows } from '#lib/content/kept/folder-json.ts'
import { KeptRelease } from '#lib/content/kept/kept-release.ts'
import { Unpacker } from '#lib/content/kept/unpack.ts'
import type { ParsedFolder } from '#lib/content/parse.ts'
import type { Release } from '#lib/content/types.ts'
import { makeContentFolder, releaseText } from '#tests/support/content/content-folder.ts'
import { plainPublicRelease, plainRelease } from '#tests/support/content/plain-releases.ts'
import { site } from '#tests/support/content/releases.ts'

const instant = fc.integer({ min: -4e12, max: 8e12 })
const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.array(arbitrary, { maxLength: 3 })

/** Any release of the folder `news/2015/seminar`, whatever its header has. */
const anyRelease: fc.Arbitrary<Release> = fc
  .record(
    {
      slug: fc.constant('seminar'),
      locale: fc.constantFrom('en' as const, 'zh' as const),
      digest: fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 }),
      title: words,
      date: instant,
      draft: fc.boolean(),
      embargo: fc.boolean(),
      summary: fc.oneof(words, fc.constant('')),
      summaryGiven: fc.boolean(),
      tags: some(words),
      downloads: some(fc.record({ file: words, title: words, size: fc.nat() })),
      contacts: some(fc.record({ name: words, phone: words })),
      aliases: some(words.map((word) => `/${word}`)),
      legacyVisits: fc.nat({ max: 3 }),
      changes: some(
        fc.record({ date: instant, kind: fc.constantFrom('correction' as const, 'update' as const), note: words }),
      ),
      source: fc.record({ name: words, url: words }, { requiredKeys: ['name'] }),
      category: words,
      number: words,
      dateline: words,
      image: fc.record({ src: words, alt: words, width: fc.nat(), height: fc.nat() }),
      pictures: fc.array(words, { minLength: 1, maxLength: 3 }),
      pinnedUntil: instant,
      expires: instant,
      withdrawn: fc.record({ date: instant, kind: fc.constantFrom('withdrawn' as const, 'error' as const) }),
      canonical: words,
      follows: words,
      supersedes: words,
    },
    {
      requiredKeys: [
        ...(['slug', 'locale', 'digest', 'title', 'date', 'draft', 'embargo', 'summary', 'summaryGiven'] as const),
        ...(['tags', 'downloads', 'contacts', 'aliases', 'legacyVisits', 'changes'] as const),
      ],
    },
  )
  .map((fields) => ({ ...fields, file: `news/2015/seminar/${fields.locale}.md` }))

const folderOf = (releases: readonly Release[]): ParsedFolder => ({
  ...{ path: 'news/2015/seminar', year: '2015', slug: 'seminar', releases, problems: [], links: [] },
})

const refusing = {
  read: () => {
    throw new Error('Nobody may read this')
  },
}

/** A folder as a start finds it in the index, whose releases have the details of `releases`. */
function keptFolder(releases: readonly Release[], details = detailsOf(releases)): ParsedFolder {
  const json = packFolder(folderOf(releases), true)
  const [row] = parseRows(packRows([{ path: 'news/2015/seminar', fingerprint: 'f', json }]))
  const unpacked = new Unpacker(details).unpack(row?.[0] ?? '', row?.[2] ?? { versions: [] })
  if ('pages' in unpacked) throw new Error('It has become a page')
  return unpacked
}

const detailsOf = (releases: readonly Release[]) => ({
  read({ digest }: Release) {
    const found = releases.find((release) => release.digest === digest)
    if (found === undefined) throw new Error(`No release has the digest ${digest}`)
    return JSON.parse(JSON.stringify(buildDetails(found)))
  },
})

test('a release whose details are read when they are asked for has every field that it was parsed with', () => {
  fc.assert(
    fc.property(fc.uniqueArray(anyRelease, { maxLength: 2, selector: ({ digest }) => digest }), (releases) => {
      const folder = keptFolder(releases)
      expect(folder.releases.map(plainRelease)).toEqual(releases)
      expect(folder.releases.every((release) => release instanceof KeptRelease)).toBe(true)
      expect({ ...folder, releases }).toEqual(folderOf(releases))
    }),
  )
})

test('what decides about lists is held, so that a walk over a whole site reads nothing', () => {
  fc.assert(
    fc.property(anyRelease, (release) => {
      const [kept] = keptFolder([release], refusing).releases
      const { slug, locale, file, digest, date, draft, embargo, expires, changes, withdrawn, category, tags } = release
      const { pinnedUntil, aliases, legacyVisits, canonical, follows, supersedes } = release
      const held = { slug, locale, file, digest, date, draft, embargo, expires, changes, withdrawn, category, tags }
      expect(kept).toMatchObject({ ...held, pinnedUntil, aliases, legacyVisits, canonical, follows, supersedes })
      if (release.image === undefined) expect(kept?.image).toBeUndefined()
      if (release.pictures === undefined) expect(kept?.pictures).toBeUndefined()
    }),
  )
})

test('a release as readers see it has every field of the release, and what the edition says of it', () => {
  fc.assert(
    fc.property(anyRelease, (release) => {
      const standing = {
        ...{ state: 'corrected' as const, promoted: false, waiting: 'draft' as const, updatedAt: 5 },
        ...{ effectiveChanges: release.changes, translations: ['zh' as const] },
      }
      expect(plainPublicRelease(new ShownRelease(release, standing))).toEqual({ ...release, ...standing })
    }),
  )
})

test('releases share the tags that are equal in them', () => {
  const releases = fc.sample(anyRelease, { numRuns: 1, seed: 1 })
  const [first] = releases
  if (first === undefined) throw new Error('No release')
  const both = [
    { ...first, tags: ['a', 'b'] },
    { ...first, digest: 'ab'.repeat(32), tags: ['a', 'b'] },
  ]
  const [one, other] = keptFolder(both).releases
  expect(one?.tags).toBe(other?.tags)
})

test('what the index does not take is held whole', async () => {
  const folder = await makeContentFolder({ 'news/2015/seminar/en.md': releaseText('Seminar', 'number: 7\n') })
  const work = { contentDir: folder.dir, rules: 'r', site: site(), depth: 'whole', rest: 0 } as const
  const put: unknown[] = []
  const full = {
    ...{ folders: () => new Map(), detail: () => undefined },
    ...{ keep: () => false, put: (folders: readonly unknown[]) => put.push(...folders) },
  }
  const { understood } = await readFolders(['news/2015/seminar'], work, full)
  await folder.close()
  const [row] = parseRows(understood)
  const parsed = new Unpacker(refusing).unpack(row?.[0] ?? '', row?.[2] ?? { versions: [] })
  expect('releases' in parsed && parsed.releases).toMatchObject([{ title: 'Seminar', number: '7' }])
  expect(put).toEqual([])
})
