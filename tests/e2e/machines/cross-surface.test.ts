import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { JSDOM } from 'jsdom'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { feedFormats, tagKey, urls } from '#lib/urls.ts'
import { writeRelease } from '#tests/support/content/site-content.ts'
import { type Expected, hostile, hour, recent, releases, wall } from '#tests/support/content/surface-releases.ts'
import { feedFaults } from '#tests/support/formats/feed-faults.ts'
import {
  readAtom,
  readJsonFeed,
  readJsonLd,
  readJsonTwin,
  readMarkdownTwin,
  readNewsSitemap,
  readOpenGraph,
  readPage,
  readRss,
  readSitemap,
  type Said,
} from '#tests/support/formats/surfaces.ts'
import { hasXmlLint, schemaFaults } from '#tests/support/formats/xml-schema.ts'
import { testWith } from '#tests/support/needs.ts'
import { type RunningSite, startSite } from '#tests/support/site/running-site.ts'

let site: RunningSite
beforeAll(async () => {
  site = await startSite({
    prepare: async (contentDir) => {
      const picture = await sharp({ create: { width: 1600, height: 1000, channels: 3, background: '#0f4c5c' } })
        .jpeg()
        .toBuffer()
      for (const { slug, locale, title, published, header = [] } of releases) {
        const written = slug === 'hostile' ? hostile : title.replaceAll('"', '\\"')
        await writeRelease(contentDir, {
          slug,
          locale,
          title: written,
          header: [`date: ${wall(published)}`, ...header],
        })
      }
      const folder = join(contentDir, 'news', wall(recent).slice(0, 4), 'translated')
      await writeFile(join(folder, 'hall.jpg'), picture)
      await writeFile(join(folder, '..', 'odd', '会 场.jpg'), picture)
      const replaced = ['withdrawn:', `  date: ${wall(recent)}`, '  kind: replaced', '  replacement: odd']
      await writeRelease(contentDir, { slug: 'replaced', header: replaced })
    },
  })
})
afterAll(() => site.stop())

const read = async (path: string) => {
  const answer = await fetch(site.origin + path)
  expect(answer.status, path).toBe(200)
  return await answer.text()
}

async function surfaces({ slug, locale, published }: Expected): Promise<Record<string, Said | undefined>> {
  const url = `${site.origin}/${locale}/news/${slug}`
  const html = await read(`/${locale}/news/${slug}`)
  const year = wall(published).slice(0, 4)
  return {
    page: readPage(html, site.origin),
    'JSON-LD': readJsonLd(html),
    'Open Graph': readOpenGraph(html),
    RSS: readRss(await read(`/${locale}/rss.xml`), url),
    Atom: readAtom(await read(`/${locale}/atom.xml`), url),
    'JSON Feed': readJsonFeed(await read(`/${locale}/feed.json`), url),
    sitemap: readSitemap(await read(`/sitemaps/${locale}-${year}.xml`), url),
    'news sitemap': readNewsSitemap(await read('/sitemap-news.xml'), url),
    'Markdown twin': readMarkdownTwin(await read(`/${locale}/news/${slug}.md`)),
    'JSON twin': readJsonTwin(await read(`/${locale}/news/${slug}.json`)),
  }
}

test.each(releases)('$slug in $locale is the same on every surface', async (release) => {
  const { slug, locale, title, published, updated = published, source, alt, state = 'published' } = release
  const picture = slug === 'odd' ? encodeURIComponent('会 场.jpg') : 'hall.jpg'
  const siteName = locale === 'zh' ? '山东企业新闻' : 'Shandong Corporate News'
  const expected: Said = {
    // A line end of another alphabet is a space.
    title: title.replaceAll(/\s+/gu, ' '),
    url: `${site.origin}/${locale}/news/${slug}`,
    published,
    updated,
    language: locale === 'zh' ? 'zh-CN' : 'en',
    source: source ?? siteName,
    ...(alt === undefined ? {} : { image: `${site.origin}/media/${slug}/${picture}`, alt }),
    state,
  }
  const said = await surfaces(release)
  for (const [surface, facts] of Object.entries(said)) {
    if (facts === undefined) continue
    for (const [field, value] of Object.entries(facts)) {
      expect([surface, field, value]).toEqual([surface, field, expected[field as keyof Said]])
    }
  }
  const silent = Object.entries(said).flatMap(([surface, facts]) => (facts === undefined ? [surface] : []))
  const feeds = ['RSS', 'Atom', 'JSON Feed']
  expect(silent).toEqual([
    ...(state === 'withdrawn' ? feeds : []),
    ...(state === 'withdrawn' || published < recent - 48 * hour ? ['news sitemap'] : []),
  ])
})

test('every surface says what it can say', async () => {
  const [translated] = releases
  if (translated === undefined) throw new Error('There is no release')
  const said = await surfaces(translated)
  const fields = Object.fromEntries(Object.entries(said).map(([surface, facts]) => [surface, Object.keys(facts ?? {})]))
  const all = ['title', 'url', 'published', 'updated', 'language', 'source', 'image', 'alt']
  expect(fields).toEqual({
    page: ['title', 'url', 'published', 'language', 'source', 'image', 'alt'],
    'JSON-LD': all.filter((field) => field !== 'alt'),
    'Open Graph': all,
    RSS: all.filter((field) => field !== 'updated'),
    Atom: all.filter((field) => field !== 'image' && field !== 'alt'),
    'JSON Feed': all.filter((field) => field !== 'alt'),
    sitemap: ['url', 'updated', 'image'],
    'news sitemap': ['title', 'url', 'published', 'language'],
    'Markdown twin': [...all, 'state'],
    'JSON twin': [...all, 'state'],
  })
})

test('a release in one language names no other version anywhere', async () => {
  for (const path of [
    '/zh/news/one-language',
    '/zh/news/one-language.json',
    `/sitemaps/zh-${wall(recent).slice(0, 4)}.xml`,
  ]) {
    const answer = await fetch(site.origin + path)
    const text = await answer.text()
    expect(text, path).toContain('/zh/news/one-language')
    expect(text, path).not.toContain('/en/news/one-language')
  }
})

test('the versions of a translated release name each other and themselves, on the page and in the sitemap', async () => {
  const versions = [
    ['en', `${site.origin}/en/news/translated`],
    ['zh-CN', `${site.origin}/zh/news/translated`],
    ['x-default', `${site.origin}/en/news/translated`],
  ]
  const year = wall(recent).slice(0, 4)
  for (const locale of ['en', 'zh']) {
    const html = await read(`/${locale}/news/translated`)
    const links = [...html.matchAll(/<link rel="alternate" hrefLang="([^"]+)" href="([^"]+)"/gi)]
    expect(links.map(([, language, href]) => [language, href])).toEqual(versions)
    const part = await read(`/sitemaps/${locale}-${year}.xml`)
    const entry = part.split('<url>').find((one) => one.includes(`<loc>${site.origin}/${locale}/news/translated</loc>`))
    const alternates = [...(entry ?? '').matchAll(/hreflang="([^"]+)" href="([^"]+)"/g)]
    expect(alternates.map(([, language, href]) => [language, href])).toEqual(versions)
  }
})

test('what is odd of a release is as it was written where machines read it, and each tag is there once', async () => {
  const html = await read('/en/news/odd')
  const { document } = new JSDOM(html).window
  const [article] = JSON.parse(document.querySelector('script[type="application/ld+json"]')?.textContent ?? '{}')[
    '@graph'
  ]
  const tags = ['IT', 'C++ & <C#>']
  expect(article).toMatchObject({
    keywords: tags,
    author: [{ name: 'A & B <Co> ]]>', url: 'https://example.com/?a=1&b=%3C2%3E' }],
    correction: [{ text: 'Second note.' }, { text: 'First ]]> </script> note.' }],
  })
  const tagged = [...document.querySelectorAll('meta[property="article:tag"]')].map((tag) =>
    tag.getAttribute('content'),
  )
  expect(tagged).toEqual(tags)
  expect(JSON.parse(await read('/en/news/odd.json')).tags).toEqual(tags)
  const llms = await read('/llms.txt')
  expect(llms.match(/^.*\/en\/news\/odd\.md.*$/m)?.[0]).toMatch(/^- \[“Odd” \\\]\\\]\\> .* so on\]\(http/)
})

test('feeds keep their rules whatever stands in titles, sources, pictures and tags', async () => {
  const asWritten = new Set(releases.map(({ title }) => `a title has markup: ${title.replaceAll(/\s+/gu, ' ')}`))
  const scope = { kind: 'tag', key: tagKey('C++ & <C#>') } as const
  const whole = ['en', 'zh'].flatMap((locale) =>
    ['rss.xml', 'atom.xml', 'feed.json'].map((file) => `/${locale}/${file}`),
  )
  for (const path of [...whole, ...feedFormats.map((format) => urls.feed('en', format, scope))]) {
    const text = await read(path)
    const faults = feedFaults(text, site.origin + path)
    // What looks like markup there is what editors wrote.
    expect(
      faults.filter((fault) => !asWritten.has(fault)),
      path,
    ).toEqual([])
    expect(text.includes('/en/news/odd'), path).toBe(path.startsWith('/en'))
  }
})

testWith(hasXmlLint)('sitemaps are valid by their schemas whatever stands in titles and names of files', async () => {
  const index = await read('/sitemap.xml')
  expect(schemaFaults(index, 'siteindex.xsd')).toBe('')
  const parts = [...index.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url = '']) => new URL(url).pathname)
  const texts = await Promise.all(parts.map(read))
  for (const [place, text] of texts.entries()) expect(schemaFaults(text, 'all.xsd'), parts[place]).toBe('')
  expect(texts.join()).toContain('%E4%BC%9A%20%E5%9C%BA.jpg</image:loc>')
  expect(texts.join()).toContain('and so on')
})

test('former addresses, and those of a release that another replaces, lead there by every door', async () => {
  for (const [from, to] of [
    ['/NewsDetail.asp?id=7&x=%E4%B8%AD', '/en/news/odd'],
    ['/en/news/odd-before', '/en/news/odd'],
    ['/en/news/odd-before.md', '/en/news/odd.md'],
    ['/en/news/replaced', '/en/news/odd'],
    ['/en/news/replaced.md', '/en/news/odd.md'],
    ['/en/news/replaced.json', '/en/news/odd.json'],
    ['/en/news/replaced/card.png', '/en/news/odd/card.png'],
  ]) {
    const answer = await fetch(site.origin + from, { redirect: 'manual' })
    expect([from, answer.status, answer.headers.get('location')]).toEqual([from, 301, to])
  }
  const everything = await Promise.all(
    [
      '/en',
      '/en/news',
      '/en/rss.xml',
      '/llms.txt',
      '/sitemap-news.xml',
      `/sitemaps/en-${wall(recent).slice(0, 4)}.xml`,
    ].map(read),
  )
  expect(everything.join()).not.toMatch(/news\/(?:replaced|odd-before)/)
})
