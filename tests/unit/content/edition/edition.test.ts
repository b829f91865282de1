import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildCatalogue } from '#lib/content/catalogue.ts'
import { buildEdition, openEditions } from '#lib/content/edition.ts'
import type { Catalogue, Edition, Release } from '#lib/content/types.ts'
import { editorsVisibility, visibility } from '#lib/content/visibility.ts'
import { locales } from '#lib/i18n/locales.ts'
import { at, release, site } from '#tests/support/content/releases.ts'

const day = 86_400_000
const editionOf = (releases: readonly Release[], now = at('2026-01-01')) =>
  buildEdition(buildCatalogue(site(), releases), now)
const slugs = (releases: readonly Release[]) => releases.map(({ slug }) => slug)

test('a list is newest first, and of one instant by slug', () => {
  const { releases } = editionOf([
    release({ slug: 'b', date: at('2015-01-01') }),
    release({ slug: 'c', date: at('2016-01-01') }),
    release({ slug: 'a', date: at('2015-01-01') }),
  ]).locales.en
  expect(slugs(releases)).toEqual(['c', 'a', 'b'])
})

test('each language has its own list, and a release names the languages it may be read in', () => {
  const { en, zh } = editionOf([
    release({ slug: 'both', locale: 'zh' }),
    release({ slug: 'both' }),
    release({ slug: 'english' }),
    release({ slug: 'later', locale: 'zh', date: at('2027-01-01') }),
    release({ slug: 'later' }),
  ]).locales
  expect(slugs(en.releases)).toEqual(['both', 'english', 'later'])
  expect(slugs(zh.releases)).toEqual(['both'])
  expect(en.bySlug.get('both')?.translations).toEqual(['en', 'zh'])
  expect(en.bySlug.get('later')?.translations).toEqual(['en'])
})

test('what is not listed is in no list, index or count', () => {
  const tagged = { category: 'policy', tags: ['Secret'] }
  const edition = editionOf([
    release({ slug: 'draft', draft: true, ...tagged }),
    release({ slug: 'scheduled', date: at('2026-02-01'), ...tagged }),
    release({ slug: 'embargoed', date: at('2026-02-02'), embargo: true, ...tagged }),
    release({ slug: 'expired', expires: at('2025-12-31'), ...tagged }),
    release({ slug: 'gone', withdrawn: { date: at('2025-12-31'), kind: 'error' }, ...tagged }),
    release({
      slug: 'replaced',
      withdrawn: { date: at('2025-12-31'), kind: 'replaced', replacement: 'draft' },
      ...tagged,
    }),
  ])
  const { releases, bySlug, byCategory, byTag, years, lead } = edition.locales.en
  expect([releases, [...bySlug], [...byCategory], [...byTag], years, lead]).toEqual([[], [], [], [], [], undefined])
})

test('on an editor’s own machine what waits is listed too, marked, and promoted nowhere; what has ended is not', () => {
  const catalogue = buildCatalogue(site(), [
    release({ slug: 'draft', draft: true }),
    release({ slug: 'scheduled', date: at('2026-02-01') }),
    release({ slug: 'embargoed', date: at('2026-02-02'), embargo: true }),
    release({ slug: 'expired', expires: at('2025-12-31') }),
    release({ slug: 'gone', withdrawn: { date: at('2025-12-31'), kind: 'error' } }),
    release({ slug: 'open' }),
  ])
  const { releases, lead, bySlug } = buildEdition(catalogue, at('2026-01-01'), undefined, editorsVisibility).locales.en
  expect(releases.map(({ slug, waiting, promoted }) => [slug, waiting, promoted])).toEqual([
    ['embargoed', 'embargoed', false],
    ['scheduled', 'scheduled', false],
    ['draft', 'draft', false],
    ['open', undefined, true],
  ])
  expect(lead?.slug).toBe('open')
  expect(bySlug.get('open')?.waiting).toBeUndefined()
  const later = buildEdition(catalogue, at('2026-02-01'), undefined, editorsVisibility).locales.en
  expect(later.bySlug.get('scheduled')?.waiting).toBeUndefined()
})

test('months and years are those of the site’s time zone', () => {
  const dates = { newYear: Date.parse('2015-12-31T16:00:00Z'), eve: Date.parse('2015-12-31T15:59:59.999Z') }
  const releases = [release({ slug: 'new-year', date: dates.newYear }), release({ slug: 'eve', date: dates.eve })]
  const inShanghai = editionOf(releases).locales.en.years
  expect(inShanghai.map(({ year, count, months }) => [year, count, months.map(({ month }) => month)])).toEqual([
    [2016, 1, [1]],
    [2015, 1, [12]],
  ])
  const catalogue = buildCatalogue(site({ timeZone: 'Europe/Berlin' }), releases)
  const inBerlin = buildEdition(catalogue, at('2026-01-01')).locales.en.years
  expect(inBerlin.map(({ year, count }) => [year, count])).toEqual([[2015, 2]])
})

test('months are newest first and hold their releases newest first', () => {
  const [year] = editionOf([
    release({ slug: 'march-1', date: at('2015-03-01') }),
    release({ slug: 'december', date: at('2015-12-09') }),
    release({ slug: 'march-31', date: at('2015-03-31 23:59:59') }),
  ]).locales.en.years
  expect(year?.months.map(({ month, releases }) => [month, slugs(releases)])).toEqual([
    [12, ['december']],
    [3, ['march-31', 'march-1']],
  ])
})

test('a tag gathers every spelling and is shown in the one used most', () => {
  const { byTag } = editionOf([
    release({ slug: 'a', tags: ['Big Data', 'ＢＩＧ data'] }),
    release({ slug: 'b', tags: ['big data'] }),
    release({ slug: 'c', tags: ['big data', 'CIO'] }),
  ]).locales.en
  expect([...byTag.values()].map(({ key, name, releases }) => [key, name, slugs(releases)])).toEqual([
    ['big-data', 'big data', ['a', 'b', 'c']],
    ['cio', 'CIO', ['c']],
  ])
})

test('the lead is the newest promoted release, until another is pinned', () => {
  const withdrawn = { date: at('2020-01-01'), kind: 'withdrawn' } as const
  const newest = release({ slug: 'newest', date: at('2019-01-01'), withdrawn })
  const second = release({ slug: 'second', date: at('2018-01-01') })
  const pinned = release({ slug: 'pinned', date: at('2015-01-01'), pinnedUntil: at('2026-01-02') })
  expect(editionOf([newest, second]).locales.en.lead?.slug).toBe('second')
  expect(editionOf([newest, second, pinned], at('2026-01-02') - 1).locales.en.lead?.slug).toBe('pinned')
  expect(editionOf([newest, second, pinned], at('2026-01-02')).locales.en.lead?.slug).toBe('second')
  expect(editionOf([second, { ...pinned, withdrawn }]).locales.en.lead?.slug).toBe('second')
})

test('changes show from their own date, newest first, and move "updated"', () => {
  const changes = [
    { date: at('2016-01-01'), kind: 'update', note: 'first' },
    { date: at('2016-03-01'), kind: 'correction', note: 'third' },
    { date: at('2016-02-01'), kind: 'update', note: 'second' },
  ] as const
  const seen = (now: string) => {
    const found = editionOf([release({ changes })], at(now)).locales.en.releases[0]
    return [found?.state, found?.updatedAt, found?.effectiveChanges.map(({ note }) => note)]
  }
  expect(seen('2015-12-31')).toEqual(['published', at('2015-12-16 08:54:43'), []])
  expect(seen('2016-02-01')).toEqual(['published', at('2016-02-01'), ['second', 'first']])
  expect(seen('2016-03-01')).toEqual(['corrected', at('2016-03-01'), ['third', 'second', 'first']])
})

test('a withdrawal moves "updated", and no change can move it before publication', () => {
  const early = [{ date: at('2010-01-01'), kind: 'update', note: 'Dated before the release.' }] as const
  const withdrawn = { date: at('2017-01-01'), kind: 'withdrawn' } as const
  const updated = (fields: Partial<Release>) => editionOf([release(fields)]).locales.en.releases[0]?.updatedAt
  expect(updated({ changes: early })).toBe(at('2015-12-16 08:54:43'))
  expect(updated({ withdrawn })).toBe(at('2017-01-01'))
})

test('an edition holds until the first instant at which anything may change', () => {
  const now = at('2026-01-01')
  const edition = editionOf([
    release({ slug: 'old' }),
    release({ slug: 'scheduled', date: now + 3 * day }),
    release({ slug: 'expiring', expires: now + 2 * day }),
    release({ slug: 'pinned', pinnedUntil: now + day }),
    release({ slug: 'pinned-long-ago', pinnedUntil: now - day }),
  ])
  expect(edition.until).toBe(now + day)
  expect(Object.fromEntries(edition.boundaries)).toEqual({
    scheduled: now + 3 * day,
    expiring: now + 2 * day,
    pinned: now + day,
  })
  expect(editionOf([release()]).until).toBe(Number.POSITIVE_INFINITY)
})

test('a pin that ends now, or on what is not shown before others, is no boundary', () => {
  const now = at('2026-01-01')
  const withdrawn = { date: at('2020-01-01'), kind: 'withdrawn' } as const
  const ended = release({ slug: 'ended', pinnedUntil: now })
  const noticed = release({ slug: 'noticed', pinnedUntil: now + day, withdrawn })
  expect(editionOf([ended, noticed], now).until).toBe(Number.POSITIVE_INFINITY)
  const newer = release({ slug: 'newer', date: at('2016-01-01') })
  expect(editionOf([{ ...ended, expires: now + day }, newer], now).locales.en.lead?.slug).toBe('newer')
})

test('of two pins that hold the newer release leads, and of equally frequent spellings the newest', () => {
  const tagged = (slug: string, date: string, tag: string) =>
    release({ slug, date: at(date), tags: [tag], pinnedUntil: at('2026-02-01') })
  const two = [tagged('older', '2015-01-01', 'big data'), tagged('newer', '2016-01-01', 'Big Data')]
  for (const releases of [two, two.toReversed()]) {
    const { lead, byTag } = editionOf(releases).locales.en
    expect([lead?.slug, byTag.get('big-data')?.name]).toEqual(['newer', 'Big Data'])
  }
})

const moment = fc.integer({ min: 0, max: 12 }).map((days) => at('2025-12-28') + days * day)
const anyRelease = fc
  .record(
    {
      slug: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
      locale: fc.constantFrom(...locales),
      title: fc.string({ maxLength: 3 }),
      date: moment,
      draft: fc.boolean(),
      category: fc.constantFrom('policy', 'industry'),
      tags: fc.array(fc.constantFrom('CIO', 'cio', 'ＣＩＯ', 'Weifang', '信息化'), { maxLength: 4 }),
      expires: moment,
      pinnedUntil: moment,
      changes: fc.array(
        fc.record({ date: moment, kind: fc.constantFrom('correction', 'update'), note: fc.constant('') }),
        {
          maxLength: 2,
        },
      ),
      withdrawn: fc.record({ date: moment, kind: fc.constantFrom('withdrawn', 'error', 'replaced') }),
    },
    { requiredKeys: ['slug', 'locale', 'date', 'draft', 'tags'] },
  )
  .map((fields) => release(fields))

/** What `buildEdition` must not depend on: the order inside indexes that have none. */
const comparable = (edition: Edition) => ({
  ...edition,
  boundaries: Object.fromEntries(edition.boundaries),
  catalogue: undefined,
  locales: locales.map((locale) => {
    const { bySlug, byCategory, byTag, ...lists } = edition.locales[locale]
    return {
      ...lists,
      bySlug: Object.fromEntries(bySlug),
      byCategory: Object.fromEntries(byCategory),
      byTag: [...byTag],
    }
  }),
})

const step = fc.record({
  change: fc.option(fc.array(anyRelease, { maxLength: 4 })),
  drop: fc.option(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')),
  hours: fc.integer({ min: -30, max: 72 }),
  timeZone: fc.constantFrom('Asia/Shanghai', 'Asia/Shanghai', 'Pacific/Honolulu'),
})

test('an edition brought up to date equals one built from nothing, whatever changed and wherever the clock went', () => {
  fc.assert(
    fc.property(fc.array(anyRelease, { maxLength: 10 }), fc.array(step, { maxLength: 6 }), (first, steps) => {
      let catalogue: Catalogue = buildCatalogue(site(), first)
      let now = at('2026-01-01')
      let edition = buildEdition(catalogue, now)
      for (const { change, drop, hours, timeZone } of steps) {
        now += hours * 3_600_000
        const releases = new Map(catalogue.releases)
        for (const [slug, versions] of buildCatalogue(site(), change ?? []).releases) releases.set(slug, versions)
        if (drop !== null) releases.delete(drop)
        catalogue = { ...catalogue, site: site({ timeZone }), releases }
        edition = buildEdition(catalogue, now, edition)
        expect(comparable(edition)).toEqual(comparable(buildEdition(catalogue, now)))
      }
    }),
    { numRuns: 300 },
  )
})

test('the edition of a process is one object until its boundary, a swap, or a clock set back', () => {
  const now = at('2026-01-01')
  const clock = { time: now, now: () => clock.time }
  let catalogue = buildCatalogue(site(), [release(), release({ slug: 'scheduled', date: now + day })])
  const listeners = new Set<() => void>()
  let looks = 0
  const editions = openEditions(
    {
      catalogue: () => catalogue,
      onChange(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
    clock,
    (facts, instant) => {
      looks += 1
      return visibility(facts, instant)
    },
  )
  const first = editions.edition()
  clock.time = now + day - 1
  expect(editions.edition()).toBe(first)
  clock.time = now + day
  const second = editions.edition()
  expect(editions.edition()).toBe(second)
  expect(slugs(second.locales.en.releases)).toEqual(['scheduled', 'weifang-seminar'])
  clock.time = now + day - 1
  expect(slugs(editions.edition().locales.en.releases)).toEqual(['weifang-seminar'])
  catalogue = buildCatalogue(site(), [release({ slug: 'another' })])
  const before = looks
  for (const listener of listeners) listener()
  expect(looks, 'nobody has asked yet').toBeGreaterThan(before)
  expect(slugs(editions.edition().locales.en.releases)).toEqual(['another'])
  expect(listeners.size).toBe(1)
  editions.close()
  expect(listeners.size).toBe(0)
})
