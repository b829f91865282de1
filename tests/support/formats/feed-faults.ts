import { JSDOM } from 'jsdom'

/**
 * What a feed does that the W3C feed validator calls an error or a warning, as far as a program can tell without asking anybody.
 * `address` is where the feed was fetched.
 */
export function feedFaults(text: string, address: string): string[] {
  const faults = new Faults()
  const marked = text.startsWith('\uFEFF')
  faults.unless(!marked, 'begins with a byte order mark')
  const plain = marked ? text.slice(1) : text
  if (plain.startsWith('{')) checkJson(JSON.parse(plain), address, faults)
  else {
    const { document } = new JSDOM(plain, { contentType: 'application/xml' }).window
    const root = document.documentElement
    if (root.localName === 'rss') checkRss(root, address, faults)
    else if (root.localName === 'feed') checkAtom(root, address, faults)
    else faults.add(`is no feed: ${root.localName}`)
  }
  return faults.found
}

class Faults {
  readonly found: string[] = []

  add(fault: string): void {
    this.found.push(fault)
  }

  unless(holds: boolean, fault: string): void {
    if (!holds) this.found.push(fault)
  }
}

const rfc822 =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d [+-]\d{4}$/
const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/
const languageTag = /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i
const isAbsolute = (url: string | null | undefined) => typeof url === 'string' && /^https?:\/\/[^/\s]+\/?/.test(url)
const isUri = (text: string) => /^[a-z][a-z0-9+.-]*:\S+$/i.test(text)

const childrenOf = (parent: Element, name: string) => [...parent.children].filter((child) => child.tagName === name)
const textOf = (parent: Element, name: string) => childrenOf(parent, name)[0]?.textContent ?? undefined

function checkDate(text: string | undefined, form: RegExp, what: string, faults: Faults): number {
  if (text === undefined || !form.test(text) || Number.isNaN(Date.parse(text))) {
    faults.add(`${what} is no date of its form: ${text}`)
    return 0
  }
  const weekday = /^\w{3}(?=,)/.exec(text)?.[0]
  const [, day, month, year] = /^\w{3}, (\d\d) (\w{3}) (\d{4})/.exec(text) ?? []
  const right = new Date(`${day} ${month} ${year} 12:00:00 GMT`).toUTCString().slice(0, 3)
  if (weekday !== undefined) faults.unless(weekday === right, `${what} has the wrong day of the week: ${text}`)
  return Date.parse(text)
}

function checkUnique(values: readonly string[], what: string, faults: Faults): void {
  faults.unless(new Set(values).size === values.length, `${what} is there twice`)
}

const unsafe = 'script, iframe, style, object, embed, applet, form, frame, meta, link, base'

function checkHtml(html: string, faults: Faults): void {
  const fragment = JSDOM.fragment(html)
  for (const element of fragment.querySelectorAll(unsafe)) faults.add(`a text has the element ${element.localName}`)
  for (const element of fragment.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      faults.unless(name !== 'style' && !name.startsWith('on'), `a text has the attribute ${name}`)
      if (name === 'href' || name === 'src')
        faults.unless(/^(?:https?:\/\/|mailto:|tel:)/.test(value), `a text has the relative address ${value}`)
    }
  }
}

/** Elements of HTML that nobody means in words; other words in angle brackets may be. */
const markup =
  /<\/?(?:a|b|br|div|em|font|h[1-6]|i|img|li|ol|p|script|span|strong|style|sub|sup|table|u|ul)\b[^>]*>|&(?:[a-z]+|#\d+);/i

function checkPlain(text: string | undefined, what: string, faults: Faults): void {
  faults.unless(text !== undefined && text.trim() !== '', `${what} is missing or empty`)
  faults.unless(!markup.test(text ?? ''), `${what} has markup: ${text}`)
}

function checkSelf(links: readonly Element[], address: string, faults: Faults): void {
  const self = links.filter((link) => link.getAttribute('rel') === 'self')
  faults.unless(self.length === 1, `has ${self.length} links to itself`)
  faults.unless(self[0]?.getAttribute('href') === address, `calls itself ${self[0]?.getAttribute('href')}`)
  for (const link of links)
    faults.unless(isAbsolute(link.getAttribute('href')), `has the relative link ${link.getAttribute('href')}`)
}

function checkRss(root: Element, address: string, faults: Faults): void {
  faults.unless(root.getAttribute('version') === '2.0', 'is no RSS 2.0')
  const [channel] = childrenOf(root, 'channel')
  if (channel === undefined) {
    faults.add('has no channel')
    return
  }
  checkPlain(textOf(channel, 'title'), 'the title', faults)
  faults.unless(textOf(channel, 'description') !== undefined, 'the description is missing')
  faults.unless(isAbsolute(textOf(channel, 'link')), 'the link is not absolute')
  faults.unless(languageTag.test(textOf(channel, 'language') ?? ''), 'the language is none')
  checkSelf(childrenOf(channel, 'atom:link'), address, faults)
  for (const image of childrenOf(channel, 'image')) {
    for (const name of ['title', 'link'])
      faults.unless(textOf(image, name) === textOf(channel, name), `the ${name} of the image is not the channel's`)
    faults.unless(/\.(?:gif|jpe?g|png)$/.test(textOf(image, 'url') ?? ''), 'the image is no GIF, JPEG or PNG')
  }
  const built = textOf(channel, 'lastBuildDate')
  const builtAt = built === undefined ? Number.POSITIVE_INFINITY : checkDate(built, rfc822, 'lastBuildDate', faults)
  const items = childrenOf(channel, 'item')
  for (const item of items) checkRssItem(item, builtAt, faults)
  checkUnique(
    items.map((item) => textOf(item, 'guid') ?? ''),
    'a guid',
    faults,
  )
}

function checkRssItem(item: Element, builtAt: number, faults: Faults): void {
  checkPlain(textOf(item, 'title'), 'a title', faults)
  faults.unless(isAbsolute(textOf(item, 'link')), 'a link is not absolute')
  const [guid] = childrenOf(item, 'guid')
  const isAddress = guid?.getAttribute('isPermaLink') !== 'false'
  faults.unless(
    guid !== undefined && (!isAddress || isAbsolute(guid.textContent)),
    'a guid is called an address and is none',
  )
  faults.unless(checkDate(textOf(item, 'pubDate'), rfc822, 'pubDate', faults) <= builtAt, 'was built before its items')
  for (const { textContent } of childrenOf(item, 'author'))
    faults.unless(/@/.test(textContent), 'an author is no e-mail address')
  for (const name of ['description', 'content:encoded']) {
    const texts = childrenOf(item, name)
    faults.unless(texts.length <= 1, `${name} is there twice`)
    for (const { textContent } of texts) checkHtml(textContent, faults)
  }
  for (const enclosure of childrenOf(item, 'enclosure'))
    for (const [name, form] of [
      ['url', /^https?:\/\//],
      ['length', /^[1-9]\d*$/],
      ['type', /^\w+\/[\w.+-]+$/],
    ] as const)
      faults.unless(form.test(enclosure.getAttribute(name) ?? ''), `an enclosure has no ${name}`)
  for (const picture of childrenOf(item, 'media:content'))
    faults.unless(isAbsolute(picture.getAttribute('url')), 'a picture is not absolute')
}

function checkAtom(root: Element, address: string, faults: Faults): void {
  faults.unless(root.namespaceURI === 'http://www.w3.org/2005/Atom', 'is not in the namespace of Atom')
  faults.unless(languageTag.test(root.getAttribute('xml:lang') ?? ''), 'the language is none')
  checkPlain(textOf(root, 'title'), 'the title', faults)
  faults.unless(isUri(textOf(root, 'id') ?? ''), 'the id is no URI')
  checkSelf(childrenOf(root, 'link'), address, faults)
  const updated = checkDate(textOf(root, 'updated'), rfc3339, 'updated', faults)
  const entries = childrenOf(root, 'entry')
  const hasAuthor = (parent: Element) =>
    childrenOf(parent, 'author').some((author) => textOf(author, 'name') !== undefined)
  for (const entry of entries) {
    checkPlain(textOf(entry, 'title'), 'a title', faults)
    faults.unless(isUri(textOf(entry, 'id') ?? ''), 'an id is no URI')
    faults.unless(hasAuthor(root) || hasAuthor(entry), 'an entry has no author')
    const changed = checkDate(textOf(entry, 'updated'), rfc3339, 'updated', faults)
    faults.unless(changed <= updated, 'is older than its entries')
    const published = checkDate(textOf(entry, 'published'), rfc3339, 'published', faults)
    faults.unless(published <= changed, 'an entry was changed before it was published')
    const links = childrenOf(entry, 'link').map((link) =>
      ['rel', 'type', 'hreflang'].map((name) => link.getAttribute(name)).join(),
    )
    checkUnique(links, 'a link of an entry', faults)
    for (const content of childrenOf(entry, 'content')) {
      faults.unless(content.getAttribute('type') === 'html', 'a content is not HTML')
      checkHtml(content.textContent, faults)
    }
  }
  checkUnique(
    entries.map((entry) => textOf(entry, 'id') ?? ''),
    'an id',
    faults,
  )
}

interface JsonItem {
  readonly id?: unknown
  readonly url?: string
  readonly content_html?: string
  readonly date_published?: string
  readonly date_modified?: string
  readonly tags?: unknown
}

function checkJson(feed: Record<string, unknown>, address: string, faults: Faults): void {
  faults.unless(feed['version'] === 'https://jsonfeed.org/version/1.1', 'is no JSON Feed 1.1')
  faults.unless(typeof feed['title'] === 'string', 'the title is missing')
  faults.unless(feed['feed_url'] === address, `calls itself ${feed['feed_url']}`)
  faults.unless(languageTag.test(String(feed['language'])), 'the language is none')
  const items = Array.isArray(feed['items']) ? (feed['items'] as JsonItem[]) : []
  faults.unless(Array.isArray(feed['items']), 'has no items')
  for (const { id, url, content_html, date_published, date_modified, tags = [] } of items) {
    faults.unless(typeof id === 'string' && id !== '', 'an id is no text')
    faults.unless(isAbsolute(url), 'a link is not absolute')
    const published = checkDate(date_published, rfc3339, 'date_published', faults)
    faults.unless(
      published <= checkDate(date_modified, rfc3339, 'date_modified', faults),
      'an item was changed before it was published',
    )
    faults.unless(Array.isArray(tags) && tags.every((tag) => typeof tag === 'string'), 'tags are no texts')
    checkHtml(content_html ?? '', faults)
  }
  checkUnique(
    items.map(({ id }) => String(id)),
    'an id',
    faults,
  )
}
