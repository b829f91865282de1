import { JSDOM } from 'jsdom'
import { parse } from 'yaml'

/** What one surface says of a release; instants in ms, everything it does not say left out. */
export interface Said {
  readonly title?: string
  readonly url?: string
  readonly published?: number
  readonly updated?: number
  readonly language?: string
  readonly source?: string
  readonly image?: string
  readonly alt?: string
  readonly state?: string
}

/** Facts without those that are absent. */
function facts(given: { readonly [Key in keyof Said]: Said[Key] | null | undefined }): Said {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value !== null))
}

const instant = (text: string | null | undefined) => (text ? Date.parse(text) : undefined)
const xmlOf = (text: string) => {
  const { document } = new JSDOM(text, { contentType: 'application/xml' }).window
  return document
}
const textOf = (parent: Element, name: string) => parent.getElementsByTagName(name)[0]?.textContent ?? undefined

/** The release's page as a reader sees it. */
export function readPage(html: string, origin: string): Said {
  const { document } = new JSDOM(html).window
  const picture = document.querySelector('article figure img')
  const source = picture?.getAttribute('src')?.replace(/\?.*$/, '')
  return facts({
    title: document.querySelector('h1')?.textContent.replaceAll(/[\u200b\u00ad]/g, ''),
    url: document.querySelector('link[rel=canonical]')?.getAttribute('href'),
    published: instant(document.querySelector('article time')?.getAttribute('datetime')),
    language: document.documentElement.lang,
    source: shownSource(document),
    image: source === undefined ? undefined : origin + source,
    alt: picture?.getAttribute('alt'),
  })
}

/** What the record line under the headline names as source; nothing when the release has none. */
function shownSource(document: Document): string | undefined {
  const parts = [...document.querySelectorAll('article header p > span')].map((part) => part.textContent)
  return parts.map((part) => /(?:Source|来源)[:：]?\s*(.+)$/.exec(part)?.[1]).find((name) => name !== undefined)
}

interface Article {
  readonly '@type': string
  readonly headline: string
  readonly url: string
  readonly mainEntityOfPage: string
  readonly datePublished: string
  readonly dateModified: string
  readonly inLanguage: string
  readonly author: readonly { readonly name: string }[]
  readonly image: readonly { readonly url: string }[]
}

export function readJsonLd(html: string): Said {
  const { document } = new JSDOM(html).window
  const graph = JSON.parse(document.querySelector('script[type="application/ld+json"]')?.textContent ?? '{}') as {
    '@graph': Article[]
  }
  const article = graph['@graph'].find((thing) => thing['@type'] === 'NewsArticle')
  return facts({
    title: article?.headline,
    url: article?.url,
    published: instant(article?.datePublished),
    updated: instant(article?.dateModified),
    language: article?.inLanguage,
    source: article?.author[0]?.name,
    image: article?.image.map(({ url }) => url).find((url) => url.includes('/media/')),
  })
}

export function readOpenGraph(html: string): Said {
  const { document } = new JSDOM(html).window
  const all = (property: string) =>
    [...document.querySelectorAll(`meta[property="${property}"]`)].map((tag) => tag.getAttribute('content') ?? '')
  const images = all('og:image')
  const lead = images.findIndex((url) => url.includes('/media/'))
  return facts({
    title: all('og:title')[0],
    url: all('og:url')[0],
    published: instant(all('article:published_time')[0]),
    updated: instant(all('article:modified_time')[0]),
    language: all('og:locale')[0] === 'zh_CN' ? 'zh-CN' : all('og:locale')[0]?.slice(0, 2),
    source: all('article:author')[0],
    image: images[lead],
    alt: lead < 0 ? undefined : all('og:image:alt')[lead],
  })
}

export function readRss(xml: string, url: string): Said | undefined {
  const document = xmlOf(xml)
  const item = [...document.getElementsByTagName('item')].find((one) => textOf(one, 'link') === url)
  if (item === undefined) return undefined
  const picture = item.getElementsByTagName('media:content')[0]
  return facts({
    title: textOf(item, 'title'),
    url: textOf(item, 'link'),
    published: instant(textOf(item, 'pubDate')),
    language: document.getElementsByTagName('language')[0]?.textContent.replace('cn', 'CN'),
    source: textOf(item, 'dc:creator'),
    image: picture?.getAttribute('url'),
    alt: picture === undefined ? undefined : textOf(picture, 'media:description'),
  })
}

export function readAtom(xml: string, url: string): Said | undefined {
  const document = xmlOf(xml)
  const link = (entry: Element) => entry.getElementsByTagName('link')[0]?.getAttribute('href')
  const entry = [...document.getElementsByTagName('entry')].find((one) => link(one) === url)
  if (entry === undefined) return undefined
  return facts({
    title: textOf(entry, 'title'),
    url: link(entry),
    published: instant(textOf(entry, 'published')),
    updated: instant(textOf(entry, 'updated')),
    language: document.documentElement.getAttribute('xml:lang'),
    source: textOf(entry, 'author')?.trim(),
  })
}

interface JsonFeedItem {
  readonly title: string
  readonly url: string
  readonly date_published: string
  readonly date_modified: string
  readonly authors: readonly { readonly name: string }[]
  readonly image?: string
}

export function readJsonFeed(text: string, url: string): Said | undefined {
  const feed = JSON.parse(text) as { language: string; items: JsonFeedItem[] }
  const item = feed.items.find((one) => one.url === url)
  if (item === undefined) return undefined
  return facts({
    title: item.title,
    url: item.url,
    published: instant(item.date_published),
    updated: instant(item.date_modified),
    language: feed.language,
    source: item.authors[0]?.name,
    image: item.image,
  })
}

export function readSitemap(xml: string, url: string): Said | undefined {
  const entry = [...xmlOf(xml).getElementsByTagName('url')].find((one) => textOf(one, 'loc') === url)
  if (entry === undefined) return undefined
  return facts({
    url: textOf(entry, 'loc'),
    updated: instant(textOf(entry, 'lastmod')),
    image: textOf(entry, 'image:loc'),
  })
}

export function readNewsSitemap(xml: string, url: string): Said | undefined {
  const entry = [...xmlOf(xml).getElementsByTagName('url')].find((one) => textOf(one, 'loc') === url)
  if (entry === undefined) return undefined
  return facts({
    title: textOf(entry, 'news:title'),
    url: textOf(entry, 'loc'),
    published: instant(textOf(entry, 'news:publication_date')),
    language: textOf(entry, 'news:language')?.replace('cn', 'CN'),
  })
}

export function readMarkdownTwin(text: string): Said {
  const [, header = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? []
  const fields = parse(header) as Record<string, string>
  const heading = /^# (.*)$/m.exec(body)?.[1]?.replaceAll(/\\(.)/g, '$1')
  return facts({
    title: fields['title'] === heading ? heading : `${fields['title']} / ${heading}`,
    url: fields['canonical'],
    published: instant(fields['published']),
    updated: instant(fields['updated']),
    language: fields['language'],
    source: fields['source'],
    image: fields['image'],
    alt: fields['imageAlt'],
    state: fields['state'],
  })
}

export function readJsonTwin(text: string): Said {
  const record = JSON.parse(text) as {
    title: string
    url: string
    publishedAt: string
    updatedAt: string
    locale: string
    source: { name: string } | null
    image: { src: string; alt: string } | null
    state: string
  }
  return facts({
    title: record.title,
    url: record.url,
    published: instant(record.publishedAt),
    updated: instant(record.updatedAt),
    language: record.locale === 'zh' ? 'zh-CN' : record.locale,
    source: record.source?.name,
    image: record.image?.src,
    alt: record.image?.alt,
    state: record.state,
  })
}
