import { setImmediate } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildCatalogue } from '#lib/content/catalogue.ts'
import { openEditions } from '#lib/content/edition.ts'
import type { Edition, Release } from '#lib/content/types.ts'
import { locales } from '#lib/i18n/locales.ts'
import { silentLog } from '#lib/log.ts'
import type { Newsroom } from '#lib/newsroom.ts'
import { Entry } from '#lib/serve/cache/entry.ts'
import { PageCache } from '#lib/serve/cache/page-cache.ts'
import type { Documents } from '#lib/serve/documents.ts'
import { cacheControlUntil, editionEnd } from '#lib/serve/headers.ts'
import { LastModified } from '#lib/serve/last-modified.ts'
import type { Page } from '#lib/serve/page.ts'
import { parseTarget } from '#lib/serve/pages/gate.ts'
import { Pages } from '#lib/serve/pages/pages.ts'
import { Questions } from '#lib/serve/questions.ts'
import { localDay, nextMidnight } from '#lib/time-zone.ts'
import { at, release, site } from '#tests/support/content/releases.ts'

const zone = 'Asia/Shanghai'
const begin = at('2026-11-21 23:58:30')
const second = 1000

/** Everything that decides what a page of an edition shows on its day. */
function shown(edition: Edition, now: number): string {
  const own = locales.map((locale) => {
    const { releases, lead, bySlug } = edition.locales[locale]
    const facts = [...bySlug.values()].map(({ slug, title, state, promoted, updatedAt }) => [
      slug,
      title,
      state,
      promoted,
      updatedAt,
    ])
    return [locale, releases.map(({ slug }) => slug), lead?.slug, facts]
  })
  return JSON.stringify([own, localDay(now, zone)])
}

/** A site in memory: content and clock are what the test says, pages tell the edition and day they were rendered from. */
function openSite() {
  let now = begin
  let releases: readonly Release[] = []
  let catalogue = buildCatalogue(site(), releases)
  let listener = () => {}
  let meanwhile: (() => void) | undefined
  const clock = { now: () => now }
  const editions = openEditions(
    {
      catalogue: () => catalogue,
      onChange: (told) => {
        listener = told
        return () => {}
      },
    },
    clock,
  )
  const newsroom = { edition: () => editions.edition(), clock, log: silentLog, search: { progress: () => 1 } }
  const pages = new Pages({
    newsroom,
    lastModified: new LastModified('/nowhere', () => 0),
    assets: { styleSheet: '/site.css', script: '/enhance.js' },
    render: async (path) => {
      const edition = editions.edition()
      await Promise.resolve()
      const text = shown(edition, now)
      const happens = meanwhile
      meanwhile = undefined
      happens?.()
      await Promise.resolve()
      return { status: 200, contentType: 'text/html; charset=utf-8', body: Buffer.from(`<p>${path} ${text}</p>`) }
    },
  })
  const documents = { answer: async () => undefined } as unknown as Documents
  const questions = new Questions({ newsroom: newsroom as unknown as Newsroom, pages, documents })
  const cache = new PageCache({ ...newsroom, commonHeaders: {} })
  return {
    edition: () => editions.edition(),
    now: () => now,
    setClock: (instant: number) => {
      now = instant
    },
    releases: () => releases,
    publish(next: readonly Release[]) {
      releases = next
      catalogue = buildCatalogue(site(), releases)
      listener()
    },
    meanwhile: (happens: () => void) => {
      meanwhile = happens
    },
    find: (target: string) => cache.find(target),
    answer: (target: string) => cache.answer(() => questions.ask(parseTarget(target), undefined), target),
    fresh: (target: string) => questions.ask(parseTarget(target), undefined).render(),
  }
}

const targets = [
  '/en',
  '/zh',
  '/en/news',
  '/en/news/a',
  '/en/news/a?utm_source=mail',
  '/en/news/b',
  '/zh/news/b',
  '/en/archive/2026',
  '/en/search?q=x',
  '/en/nothing',
]

const near = fc.integer({ min: -90, max: 90 }).map((seconds) => begin + seconds * second)
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const item: fc.Arbitrary<Release> = fc
  .record({
    slug: fc.constantFrom('a', 'b', 'c'),
    locale: fc.constantFrom(...locales),
    title: fc.constantFrom('One', 'Two'),
    date: near,
    embargo: fc.boolean(),
    expires: optional(near),
    pinnedUntil: optional(near),
    withdrawn: optional(
      fc.record({
        date: near,
        kind: fc.constantFrom<'withdrawn' | 'error'>('withdrawn', 'error'),
        reason: fc.constant('x'),
      }),
    ),
  })
  .map(({ expires, pinnedUntil, withdrawn, ...fields }) =>
    release({
      ...fields,
      digest: JSON.stringify([fields, expires, pinnedUntil, withdrawn]),
      ...(expires === undefined ? {} : { expires }),
      ...(pinnedUntil === undefined ? {} : { pinnedUntil }),
      ...(withdrawn === undefined ? {} : { withdrawn }),
    }),
  )

type Site = ReturnType<typeof openSite>
type Step = (open: Site) => void
const isSame = (one: Release, other: Release) => one.slug === other.slug && one.locale === other.locale

const change: fc.Arbitrary<Step> = fc.oneof(
  item.map((next) => (open: Site) => open.publish([...open.releases().filter((one) => !isSame(one, next)), next])),
  fc.nat(5).map((index) => (open: Site) => open.publish(open.releases().filter((_, place) => place !== index))),
  fc.integer({ min: 1, max: 90_000 }).map((time) => (open: Site) => open.setClock(open.now() + time)),
  fc.constantFrom(-1, 0, 1).map((offset) => (open: Site) => {
    const { until } = open.edition()
    if (Number.isFinite(until)) open.setClock(until + offset)
  }),
  fc.constantFrom(-1, 0, 1).map((offset) => (open: Site) => open.setClock(nextMidnight(open.now(), zone) + offset)),
  fc.integer({ min: 1, max: 5000 }).map((time) => (open: Site) => open.setClock(open.now() - time)),
)

const steps = fc.array(
  fc.record({
    before: fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 2, arbitrary: fc.array(change, { maxLength: 2 }) },
    ),
    meanwhile: fc.option(change, { nil: undefined, freq: 4 }),
    target: fc.constantFrom(...targets),
  }),
  { minLength: 5, maxLength: 40 },
)

const told = ({ status, headers, body }: Page) => [status, headers['location'], body.toString()]

test('a kept answer always equals a fresh one, however content and clock move', async () => {
  let hits = 0
  await fc.assert(
    fc.asyncProperty(steps, async (taken) => {
      const open = openSite()
      for (const { before, meanwhile, target } of taken) {
        for (const happens of before) happens(open)
        const asked = await open.fresh(target)
        open.meanwhile(() => meanwhile?.(open))
        const now = open.now()
        const edition = open.edition()
        const kept = open.find(target)
        if (kept !== undefined) {
          hits++
          const { page, life } = kept
          expect(told(page)).toEqual(told(asked))
          const [, seconds] = /s-maxage=(\d+)/.exec(cacheControlUntil(life?.end ?? 0, now)) ?? []
          expect(now + Number(seconds) * second).toBeLessThanOrEqual(
            Math.min(editionEnd(edition, now), (life?.renderedAt ?? 0) + 60 * second),
          )
          // Lets a renewal in the background end.
          await setImmediate()
          continue
        }
        const answer = await open.answer(target)
        open.meanwhile(() => {})
        expect(told(answer instanceof Entry ? answer.page : answer)).toEqual(told(await open.fresh(target)))
      }
    }),
    { numRuns: 150 },
  )
  expect(hits).toBeGreaterThan(50)
}, 60_000)
