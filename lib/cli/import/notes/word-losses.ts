import type { NoteWords } from '../notes.ts'
import { partName } from './names.ts'

/** What of a Word document has no place in the text of a release, or stands there in another way. */
export const wordLosses = {
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
  'heading-numbers-lost': {
    kind: 'loss',
    en: (v) =>
      `Word numbered ${v['count']} headings by itself; the numbers are not part of their words and are gone. Write them where readers need them.`,
    zh: (v) => `有 ${v['count']} 个标题由 Word 自动编号，编号不属于标题文字，没有导入。如有需要请补写。`,
  },
} satisfies Record<string, NoteWords>
