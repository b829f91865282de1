import type { NoteWords } from '../notes.ts'
import { many, partName, placed, saying } from './names.ts'

/** What of a Word document has no place in the text of a release, or stands there in another way. */
export const wordLosses = {
  'changes-taken': {
    kind: 'loss',
    en: (v) =>
      `The document has tracked changes. They were taken as accepted: ${many(v['inserted'], 'insertion')} kept, ${many(v['deleted'], 'deletion')} carried out.`,
    zh: (v) => `文档含有修订，按全部接受处理：保留插入 ${v['inserted']} 处，去掉删除 ${v['deleted']} 处。`,
  },
  'part-lost': {
    kind: 'loss',
    en: (v) =>
      `${v['count']} × ${partName(v['part'], 'en')}${saying(v['words'], 'en')}: cannot be part of a release.${placed(v['after'], 'en')}`,
    zh: (v) =>
      `${partName(v['part'], 'zh')} ${v['count']} 处${saying(v['words'], 'zh')}，不能放进稿件。${placed(v['after'], 'zh')}`,
  },
  'inner-numbers-lost': {
    kind: 'loss',
    en: (v) =>
      `Lists within lists, ${v['count']} of them, were counted in letters, as 1.1, or on from another list; now from 1 on. The first begins with "${v['text']}".`,
    zh: (v) =>
      `有 ${v['count']} 个下级列表原用字母、“1.1”之类的多级编号或接续前文编号，现从 1 起编号，第一个的首项为“${v['text']}”。`,
  },
  'tabs-lost': {
    kind: 'loss',
    en: (v) =>
      `Tabs kept words apart in ${many(v['count'], 'paragraph')}; they are spaces now. Make a table of them if they are one; the first is "${v['example']}".`,
    zh: (v) => `有 ${v['count']} 段用制表符对齐，现改为空格，首段为“${v['example']}”。如果是表格，请改写成表格。`,
  },
  'page-edge-lost': {
    kind: 'loss',
    en: (v) => `The head or foot of the document's pages says "${v['text']}", which is no text of the release.`,
    zh: (v) => `文档的页眉或页脚写有“${v['text']}”，不是稿件正文。`,
  },
  'boxes-moved': {
    kind: 'loss',
    en: (v) =>
      `The words of ${many(v['count'], 'text box', 'text boxes')} stand after the paragraph that each was fixed to.`,
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
      `Word numbered ${many(v['count'], 'heading')} by itself; such numbers are no words of the text and are gone. Write them where readers need them.`,
    zh: (v) => `有 ${v['count']} 个标题由 Word 自动编号，编号不属于标题文字，没有导入。如有需要请补写。`,
  },
} satisfies Record<string, NoteWords>
