import { isFurniture, isPageLabel } from '../page/furniture.ts'
import { findHead, type Head, headWithoutRecord } from '../page/head.ts'
import { parseRecordLine } from '../page/record-line.ts'
import { columns, endsSentence, isChinese } from '../page/text.ts'
import { attribute, type Element } from './elements.ts'
import type { HtmlLine } from './lines.ts'

const sideNames =
  /(?:^|[-_\s])(?:nav(?:bar|igation)?|menus?|sub-?menu|side(?:bar)?|bread-?crumbs?|crumbs?|footer|foot|bottom|copyright|share|bdshare\w*|toolbar|related|recommend(?:ed)?|pager?|pagination|comments?|friend-?links?|links|search|login|banner|topbar|top|lang(?:uages?)?)(?:[-_\s\d]|$)/i
const articleNames =
  /article|content|detail|news-?_?(?:con|text|body|info|show)|(?:^|[-_\s])(?:body|main|text|txt|zoom|editor|trs_editor|entry|post)(?:[-_\s\d]|$)/i

const nameOf = (element: Element) => `${attribute(element, 'class') ?? ''} ${attribute(element, 'id') ?? ''}`
const lengthOf = (lines: readonly HtmlLine[]) => lines.reduce((sum, { text }) => sum + text.length, 0)

/** Elements around the text of a page: navigation, side columns, feet. One that holds most of the page is none, whatever its name. */
function sideElements(lines: readonly HtmlLine[]): ReadonlySet<Element> {
  const all = new Set(lines.flatMap(({ path }) => path))
  const whole = lengthOf(lines)
  const isSide = (element: Element) => {
    if (!/^(?:nav|aside|footer|menu)$/.test(element.tagName) && !sideNames.test(nameOf(element))) return false
    return lengthOf(lines.filter(({ path }) => path.includes(element))) < whole * 0.5
  }
  return new Set([...all].filter(isSide))
}

const isMenu = ({ text, linked, kind }: HtmlLine) => text !== '' && kind !== 'table' && linked >= text.length * 0.6

/** How much a line speaks for being the text of an article; 0 for menus, titles and labels. */
function mass(line: HtmlLine): number {
  const { text, linked, kind, path } = line
  if (kind === 'heading' || kind === 'media' || linked >= text.length * 0.5) return 0
  const prose = kind !== 'text' || columns(text) >= 60 || (columns(text) >= 16 && endsSentence(text))
  if (!prose || isFurniture(text)) return 0
  const named = path.slice(-4).some((element) => articleNames.test(nameOf(element)))
  return (columns(text) - linked) * (named ? 1.5 : 1)
}

const isParagraphLike = ({ tagName }: Element) =>
  /^(?:p|h[1-6]|li|span|font|ul|ol|table|blockquote|pre|dd|dt)$/.test(tagName)

/** The smallest element that holds most of the page's prose. */
function findRoot(lines: readonly HtmlLine[], weights: readonly number[], body: Element): Element {
  let root = body
  for (;;) {
    const sums = new Map<Element, number>()
    let whole = 0
    for (const [index, { path }] of lines.entries()) {
      const at = path.indexOf(root)
      const weight = weights[index] ?? 0
      if (at === -1 || weight === 0) continue
      whole += weight
      const child = path[at + 1]
      if (child !== undefined) sums.set(child, (sums.get(child) ?? 0) + weight)
    }
    const [best, weight] = [...sums].reduce<[Element | undefined, number]>(
      (most, entry) => (entry[1] > most[1] ? entry : most),
      [undefined, 0],
    )
    if (best === undefined || weight < whole * 0.7 || isParagraphLike(best)) return root
    // Paragraphs written as `div` beside one another: the longest of them is not the article.
    const alike = [...sums.keys()].some(
      (other) => other !== best && other.tagName === 'div' && best.tagName === 'div' && nameOf(other) === nameOf(best),
    )
    if (alike) return root
    root = best
  }
}

/** What the page says about itself in its head. */
export interface PageFacts {
  /** Possible titles: `og:title`, `ArticleTitle`, the pieces of `title`. */
  readonly titles: readonly string[]
}

const bare = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/[\s\p{P}]+/gu, '')
    .toLowerCase()

/**
 * The line that is the title: one that the page's head names, else a heading. Lines above the text of another part of the
 * page are not asked, nor those above its name (`News Detail`) when any stand below it.
 */
function findTitle(lines: readonly HtmlLine[], end: number, { titles }: PageFacts): number | undefined {
  const above = lines.slice(0, end)
  const lastProse = above.findLastIndex((line) => mass(line) > 0)
  const lastLabel = above.findLastIndex((line) => isPageLabel(line.text))
  const able = above
    .map((line, index) => ({ line, index, words: bare(line.text) }))
    .filter(
      ({ line, index }) =>
        index > lastProse &&
        line.text !== '' &&
        line.text.length <= 300 &&
        line.kind !== 'list' &&
        !isFurniture(line.text) &&
        !isMenu(line),
    )
  const below = able.filter(({ index }) => index > lastLabel)
  const asked = below.length > 0 ? below : able
  const whole = bare(titles.join(' '))
  const named = asked.filter(
    ({ line, words }) => words.length >= (isChinese(line.text) ? 5 : 10) && whole.includes(words),
  )
  const longest = named.sort((a, b) => b.words.length - a.words.length || b.index - a.index)[0]
  // The head of many pages names the site alone; the title is never more than a few lines above the text.
  if (longest !== undefined && asked.indexOf(longest) >= asked.length - 3) return longest.index
  const headings = asked.filter(({ line }) => line.kind === 'heading')
  // Below its name the page has the title first; without one the highest heading is it.
  const highest = Math.min(...headings.map(({ line }) => line.level))
  const first = lastLabel === -1 ? headings.findLast(({ line }) => line.level === highest) : headings[0]
  return first?.index
}

/** The article inside a page. */
export interface Article {
  readonly head: Head
  /** Lines of the text, in order. */
  readonly body: readonly HtmlLine[]
  /** Lines of the page after it. */
  readonly after: readonly HtmlLine[]
  /** Lines at the ends of the text's own element that are little but links, as menus are. */
  readonly menus: readonly string[]
  readonly recordElement: Element | undefined
}

const relatedHead =
  /^(?:related|recommended|more|hot|latest|相关|推荐|更多|热点|最新)\s*(?:news|articles?|links?|reading|posts?|新闻|文章|阅读|链接|资讯|内容|推荐)?\s*[:：]?$/i

/** Finds title, record line and text inside a whole page; `undefined` when the page holds no text. */
export function findArticle(all: readonly HtmlLine[], facts: PageFacts): Article | undefined {
  const sides = sideElements(all)
  const lines = all.filter(({ path }) => !path.some((element) => sides.has(element)))
  const after = all.filter((line) => !lines.includes(line))
  const body = lines[0]?.path[0]
  if (body === undefined) return undefined
  const records = lines.map((line) =>
    line.kind === 'text' || line.kind === 'heading' ? parseRecordLine(line.text) : undefined,
  )
  const certainAt = records.findIndex(
    (record) => record?.strength === 'certain' && (record.date !== undefined || record.source !== undefined),
  )
  const weights = lines.map((line, index) => mass(line) * (index <= certainAt ? 0.1 : 1))
  const root = findRoot(lines, weights, body)
  const inRoot = (line: HtmlLine) => line.path.includes(root)
  const textAt = lines.findIndex((line, index) => inRoot(line) && (weights[index] ?? 0) > 0)
  // A date without a label is the record only right above the text; lists of news have such dates too.
  const bareAt = records.findLastIndex((record, index) => record !== undefined && index < textAt && index >= textAt - 6)
  const recordAt = certainAt === -1 ? bareAt : certainAt
  const firstProse = lines.findIndex((line, index) => inRoot(line) && (weights[index] ?? 0) > 0 && index > recordAt)
  const firstInRoot = lines.findIndex((line, index) => inRoot(line) && index > recordAt)
  if (firstInRoot === -1) return undefined
  const limit = firstProse === -1 ? firstInRoot + 1 : firstProse
  const head = readHead({ lines, limit, recordAt, firstInRoot, facts })
  const last = lines.findLastIndex(inRoot)
  // Attachments and pictures often stand in a box of their own under the text.
  const boxed = lines.slice(last + 1, last + 9).filter((line) => isFile(line) && !isFurniture(line.text))
  const content = [...lines.slice(head.start, last + 1).filter(inRoot), ...boxed]
  const related = content.findIndex((line, index) => index > 0 && relatedHead.test(line.text.trim()))
  // Prose below such a line belongs to the article, and the line is a heading of it.
  const isInside = content.slice(related + 1).some((line) => mass(line) > 0)
  const kept = related === -1 || isInside ? content : content.slice(0, related)
  // Menus stand inside the article's own element too, before and under its text.
  const isText = (line: HtmlLine) => !isMenu(line) || isFile(line) || isCaption(line)
  const end = kept.findLastIndex(isText)
  const start = kept.findIndex(isText)
  return {
    head,
    body: kept.slice(Math.max(0, start), end + 1),
    after: [...kept.slice(end + 1), ...lines.slice(last + 1).filter((line) => !boxed.includes(line)), ...after],
    menus: [...kept.slice(0, Math.max(0, start)), ...kept.slice(end + 1)]
      .map(({ text }) => text)
      .filter((text) => text !== '' && !isFurniture(text)),
    recordElement: recordAt === -1 ? undefined : lines[recordAt]?.element,
  }
}

const isCaption = ({ path }: HtmlLine) => path.some(({ tagName }) => tagName === 'figcaption')

const isFile = (line: HtmlLine) =>
  line.leaves.some((leaf) => leaf.kind === 'image') ||
  /\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|txt)$/i.test(
    line.leaves
      .map(({ marks }) => (marks.link === undefined ? '' : (attribute(marks.link, 'href') ?? '')))
      .find((href) => href !== '') ?? '',
  )

interface HeadSearch {
  readonly lines: readonly HtmlLine[]
  readonly limit: number
  readonly recordAt: number
  readonly firstInRoot: number
  readonly facts: PageFacts
}

function readHead({ lines, limit, recordAt, firstInRoot, facts }: HeadSearch): Head {
  const titleAt = findTitle(lines, recordAt === -1 ? limit : Math.max(recordAt, Math.min(limit, recordAt + 3)), facts)
  const title = titleAt === undefined ? undefined : lines[titleAt]?.text
  if (recordAt !== -1) {
    const from = Math.max(0, recordAt - 12)
    const near = lines.slice(from).filter((line, index) => !isMenu(line) || from + index >= recordAt)
    const dropped = lines.length - from - near.length
    const found = findHead(near)
    const start = from + dropped + found.start
    return {
      ...(found.record === undefined ? {} : { record: found.record }),
      ...(title !== undefined ? { title } : found.title === undefined ? {} : { title: found.title }),
      start: titleAt === undefined ? start : Math.max(start, titleAt + 1),
      lost: [],
    }
  }
  if (title !== undefined && titleAt !== undefined) return headAfterTitle(lines, titleAt, title)
  const found = headWithoutRecord(lines, firstInRoot)
  const named = facts.titles.find(
    (name) => !isFurniture(name) && (isChinese(name) ? name.length >= 8 : name.split(' ').length >= 4),
  )
  return found.title === undefined && named !== undefined ? { ...found, title: named } : found
}

// A record line without certainty, as a lone `Source: …`, counts when it stands right under the title.
function headAfterTitle(lines: readonly HtmlLine[], titleAt: number, title: string): Head {
  const rest = lines.slice(titleAt)
  const found = findHead(rest.map((line, index) => (index === 0 ? { ...line, text: title } : line)))
  if (found.record === undefined) return { title, start: titleAt + 1, lost: [] }
  return { title, record: found.record, start: titleAt + found.start, lost: [] }
}
