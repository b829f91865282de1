import type { NoteWords } from '../notes.ts'
import { many, statusInChinese } from './names.ts'

/** What the editor must decide before an imported release is public. */
export const questions = {
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
      `${many(v['count'], 'character')} could not be read as ${v['encoding']}; in their place stands \uFFFD. Compare with the original, then remove \`draft: true\`.`,
    zh: (v) =>
      `有 ${v['count']} 个字符无法按 ${v['encoding']} 读出，显示为 \uFFFD。请对照原文，再删除 \`draft: true\`。`,
  },
  'hidden-text': {
    kind: 'question',
    en: (v) =>
      `The document hides text or pictures in ${many(v['count'], 'place')}; here everybody would see them. Take out what is not meant for readers, then remove \`draft: true\`.`,
    zh: (v) =>
      `文档中有 ${v['count']} 处隐藏的文字或图片，导入后所有人都能看到。请删去不宜公开的内容，再删除 \`draft: true\`。`,
  },
  unpublished: {
    kind: 'question',
    en: (v) => `WordPress had not published this post (${v['status']}). Check it, then remove \`draft: true\`.`,
    zh: (v) => `这篇文章在 WordPress 中没有发布（${statusInChinese(v['status'])}）。请核对，再删除 \`draft: true\`。`,
  },
  'cropped-pictures': {
    kind: 'question',
    en: (v) =>
      `The document shows only a part of ${many(v['count'], 'picture')}; here everybody would see the whole. Crop the files themselves where that matters, then remove \`draft: true\`.`,
    zh: (v) =>
      `文档中有 ${v['count']} 张图片经过裁剪，导入的是未裁剪的原图，所有人都能看到。如有不宜公开的部分，请裁剪图片文件，再删除 \`draft: true\`。`,
  },
  prompts: {
    kind: 'question',
    en: (v) =>
      `The document is a form that was not filled in at ${many(v['count'], 'place')}; its prompts stand in the text. Replace them, then remove \`draft: true\`.`,
    zh: (v) => `文档是一份表单，有 ${v['count']} 处尚未填写，提示文字留在正文中。请改好，再删除 \`draft: true\`。`,
  },
} satisfies Record<string, NoteWords>
