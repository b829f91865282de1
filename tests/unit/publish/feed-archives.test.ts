import { JSDOM } from 'jsdom'
import { expect, test } from 'vitest'
import type { Edition, PublicRelease } from '#lib/content/types.ts'
import { feedReleases } from '#lib/publish/feeds/archive.ts'
import { renderAtom } from '#lib/publish/feeds/atom.ts'
import { buildFeed, type Feed } from '#lib/publish/feeds/feed.ts'
import { renderJsonFeed } from '#lib/publish/feeds/json-feed.ts'
import { renderRss } from '#lib/publish/feeds/rss.ts'
import { parseTarget } from '#lib/serve/pages/gate.ts'
import { edition } from '#tests/support/content/editions.ts'
import { at, release, site } from '#tests/support/content/releases.ts'
import { feedFaults } from '#tests/support/formats/feed-faults.ts'

const siteUrl = 'https://news.example.com'
const day = 86_400_000

/** Releases of as many days, the last one the newest; `from` skips the first. */
const releasesOf = (count: number, from = 0) =>
  Array.from({ length: count }, (_, place) =>
    release({ slug: `release-${from + place}`, date: at('2015-01-01') + (from + place) * day, category: 'policy' }),
  )

const bodyOf = ({ slug }: PublicRelease, size: number) => ({
  html: `<p>${slug} ${'x'.repeat(size)}</p>`,
  text: 'x',
  markdown: 'x',
  headings: [],
  images: [],
  readingMinutes: 1,
})

/** The part of the feed at a target, `/en/rss.xml?page=2`; `undefined` for 404. */
function partAt(all: Edition, target: string, size = 100): Feed | undefined {
  const scope = target.includes('/category/') ? ({ kind: 'category', key: 'policy' } as const) : undefined
  const part = feedReleases(
    all,
    scope === undefined ? { locale: 'en' } : { locale: 'en', scope },
    parseTarget(target).query,
  )
  if (part === undefined) return undefined
  const { releases, ...place } = part
  const entries = releases.map((one) => ({ release: one, body: bodyOf(one, size) }))
  return buildFeed({
    site: site(),
    siteUrl,
    locale: 'en',
    entries,
    ...place,
    ...(scope === undefined ? {} : { scope }),
  })
}

const readers = {
  'rss.xml': (feed: Feed) => {
    const text = renderRss(feed)
    const { document } = new JSDOM(text, { contentType: 'application/xml' }).window
    const links = new Map(
      [...document.getElementsByTagName('atom:link')].map((link) => [
        link.getAttribute('rel'),
        link.getAttribute('href'),
      ]),
    )
    return { text, links, ids: [...document.getElementsByTagName('guid')].map(({ textContent }) => textContent) }
  },
  'atom.xml': (feed: Feed) => {
    const text = renderAtom(feed)
    const { document } = new JSDOM(text, { contentType: 'application/xml' }).window
    const links = new Map(
      [...document.documentElement.children]
        .filter(({ tagName }) => tagName === 'link')
        .map((link) => [link.getAttribute('rel'), link.getAttribute('href')]),
    )
    return { text, links, ids: [...document.querySelectorAll('entry > id')].map(({ textContent }) => textContent) }
  },
  'feed.json': (feed: Feed) => {
    const text = renderJsonFeed(feed)
    const { next_url, items } = JSON.parse(text) as { next_url?: string; items: { id: string }[] }
    return {
      text,
      links: new Map([
        ['next', next_url],
        ['prev-archive', next_url],
      ]),
      ids: items.map(({ id }) => id),
    }
  },
}

/** Follows the links to older items as a reader does, from the feed to the end. */
function follow(all: Edition, file: keyof typeof readers, rel: string, size = 100) {
  const seen = new Set<string | null>()
  const parts: string[] = []
  for (let target: string | null | undefined = `${siteUrl}/en/${file}`; target !== null && target !== undefined; ) {
    const feed = partAt(all, target, size)
    if (feed === undefined) throw new Error(`There is no ${target}`)
    const { links, ids, text } = readers[file](feed)
    expect(feedFaults(text, target)).toEqual([])
    for (const id of ids) seen.add(id)
    parts.push(target)
    target = links.get(rel)
  }
  return { seen, parts }
}

test.each([0, 1, 9, 10, 19, 20, 21, 29, 30, 31, 39, 40, 41, 99])(
  'a reader that follows the links finds all %i releases, in each format',
  (count) => {
    const all = edition({ releases: releasesOf(count) })
    for (const file of ['rss.xml', 'atom.xml', 'feed.json'] as const)
      for (const rel of ['prev-archive', 'next']) expect(follow(all, file, rel).seen.size).toBe(count)
    expect(follow(all, 'rss.xml', 'next').parts.length).toBe(1 + Math.max(0, Math.ceil((count - 20) / 10)))
  },
)

test('an archive is the same after a new release, to the byte', () => {
  const [before, after] = [edition({ releases: releasesOf(45) }), edition({ releases: releasesOf(46) })]
  for (const page of [1, 2, 3]) {
    const [one, other] = [before, after].map((all) => partAt(all, `/en/atom.xml?page=${page}`))
    if (one === undefined || other === undefined) throw new Error('There is no archive')
    expect([renderRss(one), renderAtom(one), renderJsonFeed(one)]).toEqual([
      renderRss(other),
      renderAtom(other),
      renderJsonFeed(other),
    ])
  }
  const archive = partAt(after, '/en/atom.xml?page=2')
  if (archive === undefined) throw new Error('There is no archive')
  const { links, text } = readers['atom.xml'](archive)
  expect([...links]).toEqual([
    ['self', `${siteUrl}/en/atom.xml?page=2`],
    ['alternate', `${siteUrl}/en/news`],
    ['current', `${siteUrl}/en/atom.xml`],
    ['prev-archive', `${siteUrl}/en/atom.xml?page=1`],
    ['next', `${siteUrl}/en/atom.xml?page=1`],
    ['next-archive', `${siteUrl}/en/atom.xml?page=3`],
    ['previous', `${siteUrl}/en/atom.xml?page=3`],
  ])
  expect(text).toContain('<fh:archive/>')
  expect(text).toContain(`<id>${siteUrl}/en/atom.xml</id>`)
})

test('beyond the archives there is nothing, and what is no number is none', () => {
  const all = edition({ releases: releasesOf(45) })
  expect(partAt(all, '/en/rss.xml?page=4')?.items).toHaveLength(10)
  for (const page of ['5', '0', '01', '-1', '1.0', 'x', '99999999'])
    expect(partAt(all, `/en/rss.xml?page=${page}`), page).toBeUndefined()
  expect(partAt(all, '/en/rss.xml?page=')?.items).toHaveLength(20)
  expect(partAt(all, '/en/category/policy/rss.xml?page=1')?.selfUrl.rss).toBe(
    `${siteUrl}/en/category/policy/rss.xml?page=1`,
  )
})

test('a feed of long texts holds fewer, and loses none', () => {
  const all = edition({ releases: releasesOf(45) })
  const main = partAt(all, '/en/rss.xml', 40_000)
  expect(main?.items).toHaveLength(5)
  expect(renderRss(main as Feed).length).toBeLessThan(250_000)
  expect(follow(all, 'rss.xml', 'prev-archive', 40_000).seen.size).toBe(45)
})

test('a hub stands in the feed and not in its archives', () => {
  const hub = 'https://hub.example.com/'
  const entries = releasesOf(3).map((one) => ({
    release: edition({ releases: [one] }).locales.en.releases[0] as PublicRelease,
    body: bodyOf(one as PublicRelease, 10),
  }))
  const main = buildFeed({ site: site(), siteUrl, locale: 'en', entries, hub })
  expect(renderRss(main)).toContain(`<atom:link rel="hub" href="${hub}"/>`)
  expect(renderAtom(main)).toContain(`<link rel="hub" href="${hub}"/>`)
  expect(JSON.parse(renderJsonFeed(main)).hubs).toEqual([{ type: 'WebSub', url: hub }])
  const archive = buildFeed({ site: site(), siteUrl, locale: 'en', entries, hub, page: 1, total: 20 })
  expect(renderRss(archive) + renderAtom(archive) + renderJsonFeed(archive)).not.toContain(hub)
})

test('an archive is there from the release on that fills it', () => {
  const newest = (count: number, page: number) =>
    partAt(edition({ releases: releasesOf(count) }), `/en/rss.xml?page=${page}`)?.items.at(0)?.url
  expect([newest(19, 2), newest(20, 2), newest(20, 3)]).toEqual([undefined, `${siteUrl}/en/news/release-19`, undefined])
  const newer = (count: number) => partAt(edition({ releases: releasesOf(count) }), '/en/rss.xml?page=1')?.newer?.rss
  expect([newer(19), newer(20)]).toEqual([undefined, `${siteUrl}/en/rss.xml?page=2`])
})
