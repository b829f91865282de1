import { expect, test } from 'vitest'
import { buildCatalogue } from '#lib/content/catalogue.ts'
import { buildEdition } from '#lib/content/edition.ts'
import { relatedReleases } from '#lib/content/related.ts'
import type { Release } from '#lib/content/types.ts'
import { at, release, site } from '#tests/support/content/releases.ts'

const fillers = Array.from({ length: 30 }, (_, index) =>
  release({ slug: `filler-${index}`, date: at('2025-01-01'), tags: index < 20 ? ['common'] : [] }),
)

function related(releases: readonly Release[], limit = 3): string[] {
  const edition = buildEdition(buildCatalogue(site(), [...releases, ...fillers]), at('2026-01-01'))
  const subject = edition.locales.en.bySlug.get('subject')
  return subject === undefined ? [] : relatedReleases(edition, subject, limit).map(({ slug }) => slug)
}

test('a rare tag in common says more than a common one', () => {
  const found = related([
    release({ slug: 'subject', tags: ['rare', 'common'] }),
    release({ slug: 'shares-rare', tags: ['rare'] }),
    release({ slug: 'shares-common', tags: ['common'] }),
    release({ slug: 'shares-both', tags: ['common', 'RARE'] }),
  ])
  expect(found).toEqual(['shares-both', 'shares-rare', 'shares-common'])
})

test('a category in common counts, and a tag counts more', () => {
  const found = related([
    release({ slug: 'subject', category: 'policy', tags: ['seminar'] }),
    release({ slug: 'same-category', category: 'policy' }),
    release({ slug: 'same-tag', category: 'industry', tags: ['seminar'] }),
  ])
  expect(found).toEqual(['same-tag', 'same-category'])
})

test('of equals the nearer in time comes first, then the newer', () => {
  const found = related([
    release({ slug: 'subject', date: at('2015-06-15'), tags: ['x'] }),
    release({ slug: 'far', date: at('2024-06-15'), tags: ['x'] }),
    release({ slug: 'year-before', date: at('2014-06-15'), tags: ['x'] }),
    release({ slug: 'year-after', date: at('2016-06-14'), tags: ['x'] }),
  ])
  expect(found).toEqual(['year-after', 'year-before', 'far'])
})

test('nothing in common gives nothing, never the latest', () => {
  expect(related([release({ slug: 'subject', category: 'policy', tags: ['alone'] })])).toEqual([])
  expect(related([release({ slug: 'subject' })])).toEqual([])
})

test('what is withdrawn, hidden or in another language is not related', () => {
  const tags = ['x']
  const found = related([
    release({ slug: 'subject', tags }),
    release({ slug: 'withdrawn', tags, withdrawn: { date: at('2020-01-01'), kind: 'withdrawn' } }),
    release({ slug: 'scheduled', tags, date: at('2027-01-01') }),
    release({ slug: 'chinese', tags, locale: 'zh' }),
    release({ slug: 'fine', tags }),
  ])
  expect(found).toEqual(['fine'])
})

test('a tag on thousands of releases gives the ones nearest in time', () => {
  const many = Array.from({ length: 3000 }, (_, day) =>
    release({ slug: `day-${day}`, date: at('2010-01-01') + day * 86_400_000, tags: ['x'] }),
  )
  const subject = release({ slug: 'subject', date: at('2010-01-01') + 1500.25 * 86_400_000, tags: ['x'] })
  expect(related([...many, subject])).toEqual(['day-1500', 'day-1501', 'day-1499'])
})
