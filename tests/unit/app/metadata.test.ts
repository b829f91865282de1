import { expect, test } from 'vitest'
import { buildPageMeta, buildReleaseMeta } from '#lib/publish/page-meta.ts'
import { urls } from '#lib/urls.ts'
import { at, publicRelease, site } from '#tests/support/content/releases.ts'
import { frontLinks, languageLinks } from '../../../app/language-links.ts'
import { toMetadata } from '../../../app/metadata.ts'

const siteUrl = 'https://news.example.com'

test('a page in both languages names itself, its translation and a default', () => {
  const metadata = toMetadata(
    buildPageMeta(site(), siteUrl, {
      locale: 'zh',
      titles: ['新闻归档'],
      description: '按年月编排。',
      pathIn: (locale) => urls.archive(locale),
    }),
  )
  expect(metadata.title).toBe('新闻归档 – 山东企业新闻')
  expect(metadata.alternates?.canonical).toBe(`${siteUrl}/zh/archive`)
  expect(metadata.alternates?.languages).toEqual({
    en: `${siteUrl}/en/archive`,
    'zh-CN': `${siteUrl}/zh/archive`,
    'x-default': `${siteUrl}/en/archive`,
  })
})

test('who speaks neither language is led to the site’s own', () => {
  const facts = { locale: 'en', titles: [], description: '', pathIn: urls.home } as const
  const { languages } = buildPageMeta(site({ defaultLocale: 'zh' }), siteUrl, facts)
  expect(languages['x-default']).toBe(`${siteUrl}/zh`)
})

test('a category’s own feeds come before those of the whole site, of each type', () => {
  const metadata = toMetadata(
    buildPageMeta(site(), siteUrl, {
      locale: 'en',
      titles: ['Policy'],
      description: '',
      pathIn: (locale) => urls.category(locale, 'policy'),
      scope: { kind: 'category', key: 'policy' },
    }),
  )
  const types = metadata.alternates?.types ?? {}
  expect(Object.keys(types)).toEqual(['application/rss+xml', 'application/atom+xml', 'application/feed+json'])
  expect(types['application/rss+xml']).toMatchObject([
    { url: `${siteUrl}/en/category/policy/rss.xml` },
    { url: `${siteUrl}/en/rss.xml` },
  ])
})

test('a page that must not be indexed has no address of its own', () => {
  const metadata = toMetadata(
    buildPageMeta(site(), siteUrl, {
      locale: 'en',
      titles: ['Search'],
      description: '',
      pathIn: urls.search,
      indexed: false,
    }),
  )
  expect(metadata.robots).toBe('noindex')
  expect(metadata.alternates?.canonical).toBeUndefined()
  expect(metadata.alternates?.languages).toEqual({})
  expect(metadata.openGraph).not.toHaveProperty('url')
})

test('a release is an article with its times, section, tags, author and picture', () => {
  const release = publicRelease({
    slug: 'seminar',
    title: 'Seminar',
    date: at('2015-12-16 08:54:43'),
    category: 'policy',
    tags: ['信息化'],
    source: { name: 'Department' },
    image: { src: 'hall.jpg', alt: 'The hall', width: 1600, height: 1067 },
  })
  const metadata = toMetadata(buildReleaseMeta(site(), siteUrl, release, 'News'))
  expect(metadata.openGraph).toMatchObject({
    type: 'article',
    title: 'Seminar',
    url: `${siteUrl}/en/news/seminar`,
    publishedTime: '2015-12-16T08:54:43+08:00',
    section: 'Policy',
    tags: ['信息化'],
    authors: ['Department'],
    images: [
      { url: `${siteUrl}/en/news/seminar/card.png`, width: 1200, height: 630, type: 'image/png' },
      { url: `${siteUrl}/media/seminar/hall.jpg`, width: 1600, height: 1067, alt: 'The hall', type: 'image/jpeg' },
    ],
  })
  expect(metadata.twitter).toMatchObject({
    card: 'summary_large_image',
    images: [{ url: `${siteUrl}/en/news/seminar/card.png`, alt: 'Seminar – Shandong Corporate News' }],
  })
  expect(metadata.alternates?.languages).toEqual({})
})

test('a withdrawn release says so in front of its title, in tabs and search results alone', () => {
  for (const [locale, title] of [
    ['en', 'Withdrawn: A title – News – Shandong Corporate News'],
    ['zh', '【已撤回】A title – News – 山东企业新闻'],
  ] as const) {
    const withdrawn = publicRelease({ locale, title: 'A title', state: 'withdrawn' })
    const meta = buildReleaseMeta(site(), siteUrl, withdrawn, 'News')
    expect([meta.title, meta.openGraph.title]).toEqual([title, 'A title'])
  }
})

test('the language switch leads to the page where there is one, else to the section', () => {
  expect(languageLinks('en', urls.home, urls.list)).toEqual([{ locale: 'zh', href: '/zh', leadsTo: 'translation' }])
  expect(
    languageLinks(
      'zh',
      () => undefined,
      (locale) => urls.list(locale),
    ),
  ).toEqual([{ locale: 'en', href: '/en/news', leadsTo: 'substitute' }])
  expect(frontLinks('zh')).toEqual([{ locale: 'en', href: '/en', leadsTo: 'front' }])
})

test('a government site tags its pages as the guideline for government websites asks, a corporate one does not', () => {
  const release = publicRelease({
    slug: 'seminar',
    title: 'Seminar',
    date: at('2015-12-16 08:54:43'),
    category: 'policy',
    tags: ['office', '信息化'],
    source: { name: 'Department' },
    summary: 'What was said.',
  })
  const tags = (profile: 'corporate' | 'government') =>
    toMetadata(buildReleaseMeta(site({ profile, siteIdCode: '3700000001' }), siteUrl, release, 'News')).other
  expect(tags('government')).toMatchObject({
    SiteName: ['Shandong Corporate News'],
    SiteDomain: ['news.example.com'],
    SiteIDCode: ['3700000001'],
    ColumnName: ['Policy'],
    ArticleTitle: ['Seminar'],
    PubDate: ['2015-12-16 08:54'],
    ContentSource: ['Department'],
    Keywords: ['office, 信息化'],
    Url: [`${siteUrl}/en/news/seminar`],
  })
  expect(Object.keys(tags('corporate') ?? {})).toEqual(['applicable-device'])
})

test('a site proves its owner to search engines', () => {
  const verified = { ...site(), verification: { baidu: 'codeva-1', '360': 'b' } }
  const { other } = toMetadata(
    buildPageMeta(verified, siteUrl, { locale: 'en', titles: [], description: '', pathIn: urls.home }),
  )
  expect(other).toMatchObject({ 'baidu-site-verification': ['codeva-1'], '360-site-verification': ['b'] })
})
