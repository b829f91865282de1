import type { NoteWords } from '../notes.ts'

/** What an import mended, and what is worth knowing. */
export const repairs = {
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
