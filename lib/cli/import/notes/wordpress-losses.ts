import type { NoteWords } from '../notes.ts'
import { many, statusInChinese } from './names.ts'

/** What of a WordPress export has no place in a release, or is told of it. */
export const wordPressLosses = {
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
    en: (v) =>
      `The export also holds ${many(v['count'], 'item')} of the kind "${v['type']}", which is not that of posts.`,
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
    en: (v) => `A release has no place for comments; ${many(v['count'], 'comment')} left out.`,
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
  'block-lost': {
    kind: 'loss',
    en: (v) => `The block "${v['name']}" is filled by WordPress itself; the export does not hold what it showed.`,
    zh: (v) => `区块“${v['name']}”的内容由 WordPress 生成，导出文件里没有。`,
  },
  'date-zone': {
    kind: 'fact',
    en: (v) => `WordPress showed ${v['shown']}; in ${v['zone']} that is ${v['date']}.`,
    zh: (v) => `WordPress 显示 ${v['shown']}，换算成 ${v['zone']} 为 ${v['date']}。`,
  },
} satisfies Record<string, NoteWords>
