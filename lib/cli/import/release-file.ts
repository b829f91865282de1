import { createHash } from 'node:crypto'
import { toString as wordsOf } from 'mdast-util-to-string'
import { remark } from 'remark'
import remarkGfm from 'remark-gfm'
import type { ProblemLanguage } from '#lib/content/problem.ts'
import { quote } from '#lib/content/yaml/quoting.ts'
import type { ImportedRelease } from './imported.ts'
import { describeNote } from './notes.ts'

const writer = remark()
  .use(remarkGfm)
  .data('settings', { bullet: '-', emphasis: '*', rule: '-', listItemIndent: 'one' })

// The writer guards what would become a link or a character reference. Bare addresses may be links, and an ampersand is
// safe unless a reference follows.
const needless = /(?<!\\)\\(?:&(?!#?\w+;)|@|(?<=[Ww]\\)\.|:(?=\/\/))/g

/** The Markdown of an imported text; special characters are escaped so that it shows as it was. */
export function renderMarkdown(release: Pick<ImportedRelease, 'body'>): string {
  return writer
    .stringify({ type: 'root', children: [...release.body] })
    .replace(/(?<!\\)(\b[Ww]{3})\\\./g, '$1.')
    .replace(needless, (guarded) => guarded.slice(1))
}

const plainScalar =
  /^(?!(?:true|false|null|yes|no|on|off)$)[\p{L}（“《][\p{L}\p{M}\p{N} ,.()/+&’“”·，。（）、《》—–-]*(?<![\s,])$/iu

/** A text as the value of a header field: plain where YAML reads it as it stands, else between quotation marks. */
export function headerText(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim()
  return plainScalar.test(flat) ? flat : quote(flat)
}

/** The mark by which the next import knows a page again, whatever its file is called and however it is encoded. */
export function importMark(release: ImportedRelease): string {
  const { language, title, date, source, body } = release
  const words = [language, title, date?.text ?? '', source?.name ?? '', ...body.map((node) => wordsOf(node))]
  return createHash('sha256').update(words.join('\n').replace(/\s+/g, ' ')).digest('hex').slice(0, 16)
}

/** The comment line of a header that holds an import mark. */
export const importMarkPattern = /^# (?:import|导入) ([0-9a-f]{16})$/m

const comment = (text: string) => `# ${text.replace(/\s+/g, ' ')}`

export interface ReleaseFileOptions {
  readonly language: ProblemLanguage
  readonly category: string | undefined
  /** The date of the header, when the page has none. */
  readonly fallbackDate: string
}

function sourceLines({ source }: ImportedRelease): string[] {
  if (source === undefined) return []
  if (source.url === undefined) return [`source: ${headerText(source.name)}`]
  return ['source:', `  name: ${headerText(source.name)}`, `  url: ${quote(source.url)}`]
}

function imageLines({ image }: ImportedRelease): string[] {
  if (image === undefined) return []
  return [
    'image:',
    `  src: ${headerText(image.src)}`,
    `  alt: ${headerText(image.alt)}`,
    ...(image.caption === undefined ? [] : [`  caption: ${headerText(image.caption)}`]),
  ]
}

const listLines = (field: string, items: readonly string[]) => (items.length === 0 ? [] : [`${field}:`, ...items])

/** The whole file of an imported release: header with the open questions as comments, then the text. */
export function renderReleaseFile(release: ImportedRelease, options: ReleaseFileOptions): string {
  const { language, fallbackDate, category = release.category } = options
  const { questions, aliases, downloads, legacyVisits, summary, tags = [] } = release
  const asks = (about: RegExp) =>
    questions.filter(({ code }) => about.test(code)).map((note) => comment(describeNote(note, language)))
  const lines = [
    '---',
    ...asks(/title/),
    `title: ${headerText(release.title)}`,
    ...asks(/date/),
    `date: ${release.date?.text ?? fallbackDate}`,
    ...sourceLines(release),
    ...(summary === undefined ? [] : [`summary: ${headerText(summary)}`]),
    ...(category === undefined ? [] : [`category: ${category}`]),
    ...listLines(
      'tags',
      tags.map((tag) => `  - ${headerText(tag)}`),
    ),
    ...imageLines(release),
    ...listLines(
      'downloads',
      downloads.flatMap(({ name, title }) => [`  - file: ${headerText(name)}`, `    title: ${headerText(title)}`]),
    ),
    ...listLines(
      'aliases',
      aliases.map((alias) => `  - ${quote(alias)}`),
    ),
    ...(legacyVisits === undefined ? [] : [`legacyVisits: ${legacyVisits}`]),
    ...asks(/^(?:damaged-text|hidden-text|unpublished)/),
    ...(questions.length === 0 ? [] : ['draft: true']),
    `# ${language === 'zh' ? '导入' : 'import'} ${importMark(release)}`,
    '---',
    '',
  ]
  return `${lines.join('\n')}\n${renderMarkdown(release)}`
}
