import type { ProblemLanguage } from '#lib/content/problem.ts'
import { mediaInChinese, partName, statusInChinese } from './note-names.ts'
import { pageLosses } from './page-losses.ts'

/** What an import did to a page, lost from it, or wants to be decided. */
export interface ImportNote {
  readonly code: NoteCode
  readonly values: Readonly<Record<string, string | number>>
}

/**
 * `question`: the editor must decide, the release is a draft; `loss`: something of the page is not in the release;
 * `repair`: the text was mended; `fact`: worth knowing.
 */
export type NoteKind = 'question' | 'loss' | 'repair' | 'fact'

type Values = ImportNote['values']
/** How a note is told. */
export interface NoteWords {
  readonly kind: NoteKind
  readonly en: (values: Values) => string
  readonly zh: (values: Values) => string
}

const words = {
  ...pageLosses,
  'no-title': {
    kind: 'question',
    en: (v) =>
      `The page has no title. The first sentence stands in for one: "${v['title']}". Set the title, then remove \`draft: true\`.`,
    zh: (v) => `页面没有标题，暂以第一句代替：“${v['title']}”。请确定标题，再删除 \`draft: true\`。`,
  },
  'no-date': {
    kind: 'question',
    en: (v) =>
      `The page has no date. The header holds ${v['date']}, the day of this import, only so that the file is valid. Set the date, then remove \`draft: true\`.`,
    zh: (v) => `页面没有日期。文件头暂填导入当天 ${v['date']}，只为文件有效。请确定日期，再删除 \`draft: true\`。`,
  },
  'date-in-text': {
    kind: 'question',
    en: (v) =>
      `The page has no date. The text mentions "${v['found']}"; the header proposes ${v['date']}. Check it, then remove \`draft: true\`.`,
    zh: (v) => `页面没有日期。正文提到“${v['found']}”，文件头暂用 ${v['date']}。请核对，再删除 \`draft: true\`。`,
  },
  'date-unreadable': {
    kind: 'question',
    en: (v) => `The page gives its date as "${v['found']}", which is no real day.`,
    zh: (v) => `页面上的日期是“${v['found']}”，没有这一天。`,
  },
  'date-ambiguous': {
    kind: 'question',
    en: (v) =>
      `The page gives its date as "${v['found']}", which may be read in two ways; ${v['date']} takes the month first. Check it, then remove \`draft: true\`.`,
    zh: (v) => `页面上的日期“${v['found']}”有两种读法；${v['date']} 按“月在前”理解。请核对，再删除 \`draft: true\`。`,
  },
  'title-long': {
    kind: 'question',
    en: (v) =>
      `The title has ${v['length']} characters; 200 are allowed. It was cut and the whole of it opens the text.`,
    zh: (v) => `标题有 ${v['length']} 个字符，最多 200 个。标题已截短，全文放在正文开头。`,
  },
  'damaged-text': {
    kind: 'question',
    en: (v) =>
      `${v['count']} characters could not be read as ${v['encoding']} and show as \uFFFD. Compare with the original, then remove \`draft: true\`.`,
    zh: (v) =>
      `有 ${v['count']} 个字符无法按 ${v['encoding']} 读出，显示为 \uFFFD。请对照原文，再删除 \`draft: true\`。`,
  },
  'hidden-text': {
    kind: 'question',
    en: (v) =>
      `The document has hidden text in ${v['count']} places; here everybody would read it. Take out what is not meant for readers, then remove \`draft: true\`.`,
    zh: (v) =>
      `文档中有 ${v['count']} 处隐藏文字，导入后所有人都能看到。请删去不宜公开的内容，再删除 \`draft: true\`。`,
  },
  'image-alt': {
    kind: 'loss',
    en: (v) =>
      `Picture ${v['file']} has no description on the page; the title stands in for one. Say in its square brackets what it shows.`,
    zh: (v) => `页面上的图片 ${v['file']} 没有说明，暂以标题代替。请在方括号里写明图中内容。`,
  },
  unpublished: {
    kind: 'question',
    en: (v) => `WordPress had not published this post (${v['status']}). Check it, then remove \`draft: true\`.`,
    zh: (v) => `这篇文章在 WordPress 中没有发布（${statusInChinese(v['status'])}）。请核对，再删除 \`draft: true\`。`,
  },
  'post-unpublished': {
    kind: 'loss',
    en: (v) => `"${v['title']}" was not public (${v['status']}) and stays out; --drafts brings it as a draft.`,
    zh: (v) => `“${v['title']}”未公开（${statusInChinese(v['status'])}），不导入；加 --drafts 可作为草稿导入。`,
  },
  'post-unread': {
    kind: 'loss',
    en: (v) => `"${v['title']}" holds no text that could be a release.`,
    zh: (v) => `“${v['title']}”里没有可作为稿件的文字。`,
  },
  'items-lost': {
    kind: 'loss',
    en: (v) => `${v['count']} items of the kind "${v['type']}" are no posts.`,
    zh: (v) => `${v['count']} 个“${v['type']}”类型的条目不是文章。`,
  },
  'term-lost': {
    kind: 'loss',
    en: (v) => `The term "${v['name']}" is no category of categories.yaml.`,
    zh: (v) => `分类“${v['name']}”在 categories.yaml 中没有对应的栏目。`,
  },
  'author-lost': {
    kind: 'loss',
    en: (v) => `The author "${v['name']}" has no field in a release.`,
    zh: (v) => `作者“${v['name']}”在稿件里没有对应字段。`,
  },
  'comments-lost': {
    kind: 'loss',
    en: (v) => `${v['count']} comments are not part of a release.`,
    zh: (v) => `${v['count']} 条评论或批注不属于稿件。`,
  },
  'sticky-lost': {
    kind: 'loss',
    en: () => 'The post was kept on top of the list. Set `pinnedUntil` if it still should be.',
    zh: () => '这篇文章曾置顶。如仍需置顶，请填写 `pinnedUntil`。',
  },
  'summary-lost': {
    kind: 'loss',
    en: (v) => `The excerpt is longer than the 300 characters of a summary: "${v['text']}".`,
    zh: (v) => `摘要超过 300 个字符：“${v['text']}”。`,
  },
  'short-code-lost': {
    kind: 'loss',
    en: (v) => `The short code [${v['name']}] works in WordPress only; text between its ends stays.`,
    zh: (v) => `短代码 [${v['name']}] 只在 WordPress 中有效；其中的文字保留。`,
  },
  'changes-taken': {
    kind: 'loss',
    en: (v) =>
      `The document has tracked changes. They were taken as accepted: ${v['inserted']} insertions stay, ${v['deleted']} deletions are gone.`,
    zh: (v) => `文档含有修订，按全部接受处理：保留插入 ${v['inserted']} 处，去掉删除 ${v['deleted']} 处。`,
  },
  'part-lost': {
    kind: 'loss',
    en: (v) => `${v['count']} × ${partName(v['part'], 'en')}: cannot be part of a release.`,
    zh: (v) => `${partName(v['part'], 'zh')} ${v['count']} 处，不能放进稿件。`,
  },
  'page-edge-lost': {
    kind: 'loss',
    en: (v) => `The head or foot of the document's pages says "${v['text']}", which is no text of the release.`,
    zh: (v) => `文档的页眉或页脚写有“${v['text']}”，不是稿件正文。`,
  },
  'boxes-moved': {
    kind: 'loss',
    en: (v) => `The words of ${v['count']} text boxes stand after the paragraph that they were fixed to.`,
    zh: (v) => `${v['count']} 个文本框中的文字排在其所在段落之后。`,
  },
  'styles-lost': {
    kind: 'loss',
    en: (v) => `These styles of the document mean nothing here, their text is plain: ${v['names']}.`,
    zh: (v) => `文档中的这些样式没有对应格式，文字按普通正文处理：${v['names']}。`,
  },
  'title-of-file': {
    kind: 'fact',
    en: (v) => `No heading opens the document; the title "${v['title']}" is that of its properties.`,
    zh: (v) => `文档开头没有标题样式；标题“${v['title']}”取自文档属性。`,
  },
  'date-zone': {
    kind: 'fact',
    en: (v) => `WordPress showed ${v['shown']}; in ${v['zone']} that is ${v['date']}.`,
    zh: (v) => `WordPress 显示 ${v['shown']}，换算成 ${v['zone']} 为 ${v['date']}。`,
  },
  'field-lost': {
    kind: 'loss',
    en: (v) => `"${v['text']}" of the record line has no field in a release.`,
    zh: (v) => `信息行中的“${v['text']}”在稿件里没有对应字段。`,
  },
  'line-lost': {
    kind: 'loss',
    en: (v) =>
      `The line "${v['text']}" stands ${v['where'] === 'head' ? 'before the title' : 'after the text'} and was taken for part of the page, not of the release.`,
    zh: (v) => `“${v['text']}”位于${v['where'] === 'head' ? '标题之前' : '正文之后'}，视为页面的一部分，未导入。`,
  },
  'image-lost': {
    kind: 'loss',
    en: (v) =>
      `Picture ${v['src']}: ${v['why'] === 'missing' ? 'the file is not beside the page' : 'this kind of file cannot be shown'}.`,
    zh: (v) => `图片 ${v['src']}：${v['why'] === 'missing' ? '页面旁边没有这个文件' : '不支持这种格式'}。`,
  },
  'raised-lost': {
    kind: 'loss',
    en: (v) =>
      `Raised or lowered signs stand on the line like others: ${v['count']}, the first is "${v['example']}". Compare formulas with the original.`,
    zh: (v) => `有 ${v['count']} 处上标或下标无法表示，改为普通文字，首处为“${v['example']}”。请对照原文核对公式。`,
  },
  'block-lost': {
    kind: 'loss',
    en: (v) => `The block "${v['name']}" is filled by WordPress itself; the export does not hold what it showed.`,
    zh: (v) => `区块“${v['name']}”的内容由 WordPress 生成，导出文件里没有。`,
  },
  'heading-numbers-lost': {
    kind: 'loss',
    en: (v) =>
      `Word numbered ${v['count']} headings by itself; the numbers are not part of their words and are gone. Write them where readers need them.`,
    zh: (v) => `有 ${v['count']} 个标题由 Word 自动编号，编号不属于标题文字，没有导入。如有需要请补写。`,
  },
  'link-lost': {
    kind: 'loss',
    en: (v) =>
      `The link "${v['text']}" leads to ${v['href']}, which means nothing outside the old page; its words stay.`,
    zh: (v) => `链接“${v['text']}”指向 ${v['href']}，离开原页面没有意义；文字保留。`,
  },
  'picture-link-lost': {
    kind: 'loss',
    en: (v) => `Picture ${v['src']} led to ${v['href']}; here each picture leads to its original.`,
    zh: (v) => `图片 ${v['src']} 原来链接到 ${v['href']}；在这里点开图片看到的是原图。`,
  },
  'table-flattened': {
    kind: 'loss',
    en: (v) =>
      `A table of ${v['rows']} rows holds other tables, long texts or many empty cells; its cells stand as paragraphs, one after another, from "${v['text']}" on.`,
    zh: (v) =>
      `有一个 ${v['rows']} 行的表格含有嵌套表格、长段文字或大量空格，各单元格依次排成段落，从“${v['text']}”开始。`,
  },
  'media-lost': {
    kind: 'loss',
    en: (v) => `An embedded ${v['element']} (${v['src']}) cannot be part of a release.`,
    zh: (v) => `嵌入的${mediaInChinese(v['element'])}（${v['src']}）不能放进稿件。`,
  },
  'cells-split': {
    kind: 'loss',
    en: (v) =>
      `A table has ${v['count']} merged cells; the text stands in the first cell of each, the others are empty.`,
    zh: (v) => `表格中有 ${v['count']} 个合并单元格；文字放在首格，其余留空。`,
  },
  'emphasis-lost': {
    kind: 'loss',
    en: (v) => `Bold or italic type was dropped in ${v['count']} places where Markdown cannot show it.`,
    zh: (v) => `有 ${v['count']} 处粗体或斜体在 Markdown 中无法表示，已去掉。`,
  },
  'visits-lost': {
    kind: 'loss',
    en: () => 'The page has a place for visits but no number; the release starts at 0.',
    zh: () => '页面有访问量一栏但没有数字，稿件从 0 开始。',
  },
  apostrophes: {
    kind: 'repair',
    en: (v) => `Doubled apostrophes made single: ${v['count']}, the first in "${v['example']}".`,
    zh: (v) => `重复的撇号已改为一个：${v['count']} 处，首处在“${v['example']}”。`,
  },
  spaces: {
    kind: 'repair',
    en: (v) => `Spaces added after sentence ends: ${v['count']}, the first in "${v['example']}".`,
    zh: (v) => `句末补上空格：${v['count']} 处，首处在“${v['example']}”。`,
  },
  'lines-joined': {
    kind: 'repair',
    en: (v) => `Lines broken in mid-paragraph were joined: ${v['count']}.`,
    zh: (v) => `段落中间的换行已接上：${v['count']} 处。`,
  },
  'site-fact': {
    kind: 'fact',
    en: (v) =>
      `The foot of the page says "${v['text']}". That is a fact of the site (content/site.yaml), not text of the release.`,
    zh: (v) => `页脚写有“${v['text']}”。这是网站信息（content/site.yaml），不是稿件正文。`,
  },
  encoding: {
    kind: 'fact',
    en: (v) => `Read as ${v['encoding']}; written as UTF-8.`,
    zh: (v) => `按 ${v['encoding']} 读入，按 UTF-8 写出。`,
  },
} satisfies Record<string, NoteWords>

export type NoteCode = keyof typeof words

function isCode(name: string): name is NoteCode {
  return name in words
}
/** Every note that there is. */
export const noteCodes: readonly NoteCode[] = Object.keys(words).filter(isCode)

/** A note with the values its words mention; long values are cut for the report. */
export function importNote(code: NoteCode, values: Values = {}): ImportNote {
  const shorten = (value: string | number) =>
    typeof value === 'string' && value.length > 160 ? `${value.slice(0, 157)}…` : value
  return { code, values: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, shorten(value)])) }
}

export function noteKind(note: ImportNote): NoteKind {
  return words[note.code].kind
}

/** One sentence for the editor. */
export function describeNote(note: ImportNote, language: ProblemLanguage): string {
  const row: NoteWords = words[note.code]
  return row[language](note.values)
}
