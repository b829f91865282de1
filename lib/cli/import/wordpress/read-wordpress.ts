import { toString as wordsOf } from 'mdast-util-to-string'
import { isPictureName } from '#lib/content/files/picture-types.ts'
import { Conversion } from '../html/convert.ts'
import { readFragment } from '../html/fragment.ts'
import type { FindFile, ImportedRelease, ReadingOptions } from '../imported.ts'
import { type ImportNote, importNote } from '../notes.ts'
import { composeRelease } from '../page/compose.ts'
import { createRepairs } from '../page/repairs.ts'
import { collapse } from '../page/text.ts'
import { PageRefused } from '../refusals.ts'
import { type ExportItem, parseExport } from './parse-export.ts'
import { aliasesOfPost, dateOfPost, slugOfPost, termsOfPost } from './post-facts.ts'
import { buildPostHtml } from './post-html.ts'
import { footnotesOf, withFootnotes } from './post-notes.ts'

/** What a WordPress export gives. */
export interface WordPressSite {
  readonly releases: readonly ImportedRelease[]
  /** What of the export is no release: other kinds of item, posts that were not published. */
  readonly told: readonly ImportNote[]
}

const longestSummary = 300
const largestPost = 1_000_000

const textOf = (item: ExportItem, name: string) => item.texts.get(name)?.trim() ?? ''
const titleOf = (item: ExportItem) => collapse(textOf(item, 'title').replace(/\s+/g, ' '))
const typeOf = (item: ExportItem) => textOf(item, 'wp:post_type') || 'post'

interface Reading {
  readonly options: ReadingOptions
  readonly findFile: FindFile
  /** Post id → attachment. */
  readonly attachments: ReadonlyMap<string, ExportItem>
}

const addressOf = (attachment: ExportItem | undefined) =>
  attachment === undefined ? undefined : textOf(attachment, 'wp:attachment_url') || textOf(attachment, 'guid')

/** The picture that WordPress shows above a post and in lists. */
function leadImage(item: ExportItem, { attachments, findFile }: Reading) {
  const id = item.meta.get('_thumbnail_id')
  if (id === undefined) return { notes: [] }
  const attachment = attachments.get(id)
  const src = addressOf(attachment) ?? `#${id}`
  const file = findFile(src)
  if (attachment === undefined || file === undefined || !isPictureName(file.name))
    return { notes: [importNote('image-lost', { src, why: file === undefined ? 'missing' : 'kind' })] }
  const alt = collapse(attachment.meta.get('_wp_attachment_image_alt') ?? '')
  const caption = collapse(textOf(attachment, 'excerpt:encoded').replace(/<[^>]*>|\s+/g, ' '))
  const image = { src: file.name, alt: alt || titleOf(item), ...(caption === '' ? {} : { caption }) }
  return { file, image, notes: alt === '' ? [importNote('image-alt', { file: file.name })] : [] }
}

/** What WordPress keeps beside a post and a release has no place for. */
function lostOf(item: ExportItem): ImportNote[] {
  const known = footnotesOf(item) === undefined ? undefined : 'footnotes'
  const fields = [...item.meta].filter(([key, value]) => !key.startsWith('_') && key !== known && value.trim() !== '')
  return [
    ...(textOf(item, 'dc:creator') === '' ? [] : [importNote('author-lost', { name: textOf(item, 'dc:creator') })]),
    ...(item.comments === 0 ? [] : [importNote('comments-lost', { count: item.comments })]),
    ...(textOf(item, 'wp:is_sticky') === '1' ? [importNote('sticky-lost')] : []),
    ...fields.map(([key, value]) => importNote('field-lost', { text: `${key}: ${value}` })),
  ]
}

function summaryOf(item: ExportItem) {
  const summary = collapse(textOf(item, 'excerpt:encoded').replace(/<[^>]*>|\s+/g, ' '))
  if (summary === '') return { notes: [] }
  if (summary.length <= longestSummary) return { summary, notes: [] }
  return { notes: [importNote('summary-lost', { text: summary })] }
}

/** Fields of the header that WordPress keeps beside the text, and what could not be kept of them. */
function fieldsOf(item: ExportItem, { categories }: ReadingOptions['site']) {
  const slug = slugOfPost(item)
  const { category, tags, notes: termNotes } = termsOfPost(item.terms, categories)
  const { summary, notes: summaryNotes } = summaryOf(item)
  return {
    fields: {
      ...(slug === undefined ? {} : { slug }),
      ...(category === undefined ? {} : { category }),
      ...(tags.length === 0 ? {} : { tags }),
      ...(summary === undefined ? {} : { summary }),
    },
    notes: [...termNotes, ...summaryNotes],
  }
}

/** The pictures that `[gallery]` names are found by id; the text goes the way of saved pages. */
function readText(item: ExportItem, { findFile, attachments }: Reading) {
  const content = withFootnotes(textOf(item, 'content:encoded'), item)
  const { html, lost, filled } = buildPostHtml(content, (id) => addressOf(attachments.get(id)))
  const link = textOf(item, 'link')
  const repairs = createRepairs()
  const base = URL.canParse(link) ? new URL(link) : undefined
  const { lines, footnotes } = readFragment(html)
  const conversion = new Conversion({ base, title: titleOf(item), findFile, repairs, footnotes })
  const body = conversion.convert(lines)
  const { texts, pictures, downloads } = conversion
  const notes = [
    ...conversion.notes,
    ...lost.map((name) => importNote('short-code-lost', { name })),
    ...filled.map((name) => importNote('block-lost', { name })),
  ]
  return { body, texts, repairs, pictures, downloads, notes }
}

function readPost(item: ExportItem, reading: Reading): ImportedRelease | undefined {
  const { language, site } = reading.options
  const { pictures, notes, ...text } = readText(item, reading)
  const title = titleOf(item)
  const { date, notes: dateNotes } = dateOfPost(item, site.timeZone)
  const { fields, notes: fieldNotes } = fieldsOf(item, site)
  const { image, file, notes: imageNotes } = leadImage(item, reading)
  const composed = composeRelease({
    ...text,
    head: {
      ...(title === '' ? {} : { title }),
      record: { ...(date === undefined ? {} : { date }), others: [], before: '', strength: 'certain' },
      start: 0,
      lost: [],
    },
    foot: { end: 0, facts: [], furniture: [] },
    language,
    aliases: aliasesOfPost(item),
    pictures: file === undefined || pictures.includes(file) ? pictures : [file, ...pictures],
    notes: [...notes, ...imageNotes, ...dateNotes, ...fieldNotes, ...lostOf(item)],
  })
  if (composed === undefined || wordsOf({ type: 'root', children: [...composed.body] }) === '') return undefined
  const status = textOf(item, 'wp:status')
  const questions = status === 'publish' ? [] : [importNote('unpublished', { status: status || '?' })]
  return {
    ...composed,
    ...fields,
    ...(image === undefined ? {} : { image }),
    questions: [...composed.questions, ...questions],
  }
}

function isWanted(item: ExportItem, drafts: boolean): boolean {
  if (textOf(item, 'wp:post_password') !== '') return drafts
  const status = textOf(item, 'wp:status')
  return status === 'publish' || (drafts && !/^(?:trash|auto-draft|inherit)$/.test(status))
}

/** Other kinds of item, counted: pages, menus, what plug-ins keep. Attachments are where the posts use them. */
function otherKinds(items: readonly ExportItem[]): ImportNote[] {
  const counts = new Map<string, number>()
  for (const item of items) {
    const type = typeOf(item)
    if (type !== 'post' && type !== 'attachment') counts.set(type, (counts.get(type) ?? 0) + 1)
  }
  return [...counts].map(([type, count]) => importNote('items-lost', { type, count }))
}

/**
 * Reads the posts of a WordPress export (WXR). Published ones become releases; others only with `drafts`, and then as drafts.
 * Throws `PageRefused` for what is no export.
 */
export function readWordPress(text: string, findFile: FindFile, options: ReadingOptions): WordPressSite {
  const items = parseExport(text)
  const attachments = new Map(
    items.filter((item) => typeOf(item) === 'attachment').map((item) => [textOf(item, 'wp:post_id'), item]),
  )
  const releases: ImportedRelease[] = []
  const told: ImportNote[] = []
  for (const item of items.filter((each) => typeOf(each) === 'post')) {
    const title = titleOf(item) || `#${textOf(item, 'wp:post_id')}`
    const password = textOf(item, 'wp:post_password') === '' ? '' : ', password'
    if (!isWanted(item, options.drafts)) {
      told.push(importNote('post-unpublished', { title, status: `${textOf(item, 'wp:status') || '?'}${password}` }))
      continue
    }
    const release = readWanted(item, { options, findFile, attachments })
    if (release === undefined) told.push(importNote('post-unread', { title }))
    else releases.push(release)
  }
  return { releases, told: [...told, ...otherKinds(items)] }
}

// One post that cannot be read does not harm the others.
function readWanted(item: ExportItem, reading: Reading): ImportedRelease | undefined {
  if (textOf(item, 'content:encoded').length > largestPost) return undefined
  try {
    return readPost(item, reading)
  } catch (error) {
    if (error instanceof PageRefused) return undefined
    throw error
  }
}
