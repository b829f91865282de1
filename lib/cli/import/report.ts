import { relative } from 'node:path'
import { toString as wordsOf } from 'mdast-util-to-string'
import type { ProblemLanguage } from '#lib/content/problem.ts'
import { plural } from '#lib/content/problems/report.ts'
import type { Words } from '../command.ts'
import type { ImportedRelease } from './imported.ts'
import { describeNote, type ImportNote, type NoteKind, noteKind } from './notes.ts'
import { columns } from './page/text.ts'
import type { PlanItem } from './plan.ts'
import { describeRefusal } from './refusals.ts'

const labels = {
  title: { en: 'Title', zh: '标题' },
  date: { en: 'Date', zh: '日期' },
  source: { en: 'Source', zh: '来源' },
  visits: { en: 'Visits', zh: '访问量' },
  address: { en: 'Old address', zh: '旧网址' },
  category: { en: 'Category', zh: '栏目' },
  tags: { en: 'Tags', zh: '标签' },
  text: { en: 'Text', zh: '正文' },
  files: { en: 'Files', zh: '文件' },
} satisfies Record<string, Words>

const kinds: Readonly<Record<NoteKind, Words>> = {
  question: { en: 'Draft', zh: '草稿' },
  loss: { en: 'Lost', zh: '未导入' },
  repair: { en: 'Mended', zh: '已修正' },
  fact: { en: 'Note', zh: '说明' },
}

const none: Words = { en: 'none', zh: '无' }
const order: readonly NoteKind[] = ['question', 'loss', 'repair', 'fact']

function describeText(body: ImportedRelease['body'], language: ProblemLanguage): string {
  const count = body.length
  const first = body[0] === undefined ? '' : wordsOf(body[0])
  const start = [...first].slice(0, 60).join('')
  const dots = start.length < first.length ? '…' : ''
  return language === 'zh' ? `${count} 段：“${start}${dots}”` : `${plural(count, 'paragraph')}: "${start}${dots}"`
}

function renderWritten(item: Extract<PlanItem, { kind: 'write' }>, language: ProblemLanguage): string[] {
  const { release } = item
  const rows: [Words, string][] = [
    [labels.title, release.title],
    [labels.date, release.date?.text ?? none[language]],
    [labels.source, release.source?.name ?? none[language]],
    [labels.visits, release.legacyVisits === undefined ? none[language] : String(release.legacyVisits)],
    [labels.address, release.aliases.join(' ') || none[language]],
    ...(release.category === undefined ? [] : [[labels.category, release.category] satisfies [Words, string]]),
    ...(release.tags === undefined ? [] : [[labels.tags, release.tags.join(', ')] satisfies [Words, string]]),
    [labels.text, describeText(release.body, language)],
    ...(item.copies.length === 0
      ? []
      : [[labels.files, item.copies.map(({ name }) => name).join(', ')] satisfies [Words, string]]),
  ]
  return [
    ...rows.map(([label, text]) => renderLine(label[language], text, language)),
    ...renderNotes([...release.questions, ...release.notes], language),
  ]
}

function renderLine(label: string, text: string, language: ProblemLanguage): string {
  return `  ${label}${' '.repeat((language === 'zh' ? 8 : 13) - columns(label))}${text}`
}

function renderNotes(notes: readonly ImportNote[], language: ProblemLanguage): string[] {
  const sorted = order.flatMap((kind) => notes.filter((note) => noteKind(note) === kind))
  return sorted.map((note) => renderLine(kinds[noteKind(note)][language], describeNote(note, language), language))
}

/** How the report shows paths. */
export interface ReportPlaces {
  /** Absolute; paths of pages are shown relative to it. */
  readonly directory: string
  /** The content folder as the editor knows it, `content`. */
  readonly contentName: string
}

function renderItem(item: PlanItem, language: ProblemLanguage, places: ReportPlaces): string {
  const page = relative(places.directory, item.page) || item.page
  switch (item.kind) {
    case 'write':
      return [`${page} → ${places.contentName}/${item.file}`, ...renderWritten(item, language)].join('\n')
    case 'same': {
      const file = `${places.contentName}/${item.file}`
      return language === 'zh'
        ? `${page}：以前已导入，即 ${file}，不再重复。`
        : `${page}: already imported as ${file}; nothing to do.`
    }
    case 'taken': {
      const file = `${places.contentName}/${item.file}`
      return language === 'zh'
        ? `${page}：${file} 已经存在，不会覆盖。如确属另一篇稿件，请用 --slug 指定另一个名称。`
        : `${page}: ${file} exists and is never overwritten. If this is another release, give it a name of its own with --slug.`
    }
    case 'told':
      return [page, ...renderNotes(item.notes, language)].join('\n')
    case 'refused':
      return `${page}${language === 'zh' ? '：' : ': '}${describeRefusal(item.why, language)}`
  }
}

/** The plan in words: for each page where it goes, what was read, and everything that is lost or open. */
export function renderPlan(plan: readonly PlanItem[], language: ProblemLanguage, places: ReportPlaces): string {
  return `${plan.map((item) => renderItem(item, language, places)).join('\n\n')}\n`
}

/** The closing line of an import. */
export function renderOutcome(plan: readonly PlanItem[], language: ProblemLanguage, dryRun: boolean): string {
  const count = (kind: PlanItem['kind']) => plan.filter((item) => item.kind === kind).length
  const written = count('write')
  const drafts = plan.filter((item) => item.kind === 'write' && item.release.questions.length > 0).length
  const same = count('same')
  const refused = count('taken') + count('refused')
  const parts: readonly Words[] = [
    {
      en: `${dryRun ? 'Would import' : 'Imported'} ${plural(written, 'release')}`,
      zh: `${dryRun ? '将导入' : '已导入'} ${written} 篇`,
    },
    ...(drafts > 0 ? [{ en: `${drafts} as ${drafts === 1 ? 'a draft' : 'drafts'}`, zh: `其中草稿 ${drafts} 篇` }] : []),
    ...(same > 0 ? [{ en: `${same} imported before`, zh: `以前已导入 ${same} 篇` }] : []),
    ...(refused > 0 ? [{ en: `${refused} not imported`, zh: `未导入 ${refused} 篇` }] : []),
  ]
  const said = parts.map((part) => part[language]).join(language === 'zh' ? '，' : ', ')
  const dry = { en: ' This was a dry run; nothing was written.', zh: '这是预演，没有写入任何文件。' }
  return `${said}${language === 'zh' ? '。' : '.'}${dryRun ? dry[language] : ''}\n`
}
