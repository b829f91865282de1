import type { NoteWords } from '../notes.ts'
import { many, mediaInChinese } from './names.ts'

/** What around and in a text was left out, or stands there in another way. */
export const textLosses = {
  'image-alt': {
    kind: 'loss',
    en: (v) =>
      `Picture ${v['file']} has no description on the page; the title stands in for one. Say in its square brackets what it shows.`,
    zh: (v) => `页面上的图片 ${v['file']} 没有说明，暂以标题代替。请在方括号里写明图中内容。`,
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
      `A table of ${many(v['rows'], 'row')} holds other tables, long texts or many empty cells; its cells stand as paragraphs, one after another, from "${v['text']}" on.`,
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
      `A table has ${many(v['count'], 'merged cell')}; the text stands in the first cell of each, the rest is empty.`,
    zh: (v) => `表格中有 ${v['count']} 个合并单元格；文字放在首格，其余留空。`,
  },
  'emphasis-lost': {
    kind: 'loss',
    en: (v) => `Bold or italic type was dropped in ${many(v['count'], 'place')} where Markdown cannot show it.`,
    zh: (v) => `有 ${v['count']} 处粗体或斜体在 Markdown 中无法表示，已去掉。`,
  },
  'visits-lost': {
    kind: 'loss',
    en: () => 'The page has a place for visits but no number; the release starts at 0.',
    zh: () => '页面有访问量一栏但没有数字，稿件从 0 开始。',
  },
} satisfies Record<string, NoteWords>
