import type { ProblemKind } from '../problem.ts'

const saveAsUtf8 = {
  en: (from: string) =>
    `Save the file as UTF-8.\n    VS Code: click the encoding in the bottom bar, choose "Reopen with Encoding", then "${from}"; click it again, choose "Save with Encoding", then "UTF-8".\n    Windows Notepad: File, Save As, Encoding: UTF-8.`,
  zh: (from: string) =>
    `请把文件另存为 UTF-8。\n    VS Code：点击右下角的编码名称，选择“通过编码重新打开”，再选“${from}”；然后再次点击，选择“通过编码保存”，再选“UTF-8”。\n    Windows 记事本：文件 → 另存为 → 编码选 UTF-8。`,
}

/** What can be wrong with a file before its words are read. */
export const fileProblems = {
  'file/empty': {
    severity: 'error',
    en: () => ({
      message: 'This file is empty, so there is nothing to publish.',
      hint: 'Write its text, or delete the file. `npm run news -- new` makes a new release with its header.',
    }),
    zh: () => ({
      message: '这个文件是空的，没有可发布的内容。',
      hint: '请写入内容，或者删除这个文件。`npm run news -- new` 可以新建一篇带文件头的稿件。',
    }),
  },
  'file/too-large': {
    severity: 'error',
    en: ({ megabytes }) => ({
      message: `This file has ${megabytes} MB. A text file may have 1 MB, which is a book of 500 pages; more than that is a picture or a document in the wrong place.`,
      hint: 'Put pictures and documents beside the text as files of their own, and name them in `image` or `downloads`.',
    }),
    zh: ({ megabytes }) => ({
      message: `这个文件有 ${megabytes} MB。文本文件最多 1 MB（约五百页书），超过这个大小，多半是把图片或文档贴进了正文。`,
      hint: '请把图片和文档作为单独的文件放在同一文件夹里，再用 `image` 或 `downloads` 引用。',
    }),
  },
  'file/gbk': {
    severity: 'error',
    en: () => ({
      message:
        'This file looks like GBK, an older Chinese encoding. Files have to be UTF-8; read as UTF-8, the Chinese in this one would be unreadable.',
      hint: saveAsUtf8.en('Simplified Chinese (GB 18030)'),
    }),
    zh: () => ({
      message: '这个文件看起来是 GBK 编码。本站的文件必须是 UTF-8，否则其中的中文会变成乱码。',
      hint: saveAsUtf8.zh('简体中文（GB 18030）'),
    }),
  },
  'file/utf-16': {
    severity: 'error',
    en: () => ({
      message: 'This file looks like UTF-16, which Windows programs call "Unicode". Files have to be UTF-8.',
      hint: saveAsUtf8.en('UTF-16 LE'),
    }),
    zh: () => ({
      message: '这个文件看起来是 UTF-16 编码（Windows 程序里叫“Unicode”）。本站的文件必须是 UTF-8。',
      hint: saveAsUtf8.zh('UTF-16 LE'),
    }),
  },
  'file/not-utf-8': {
    severity: 'error',
    en: () => ({
      message: 'From here on this file is not UTF-8, so its letters beyond A to Z cannot be read.',
      hint: saveAsUtf8.en('Western (Windows 1252)'),
    }),
    zh: () => ({
      message: '从这里开始，文件不是 UTF-8 编码，英文字母以外的文字无法读取。',
      hint: saveAsUtf8.zh('西欧（Windows 1252）'),
    }),
  },
  'file/control-character': {
    severity: 'error',
    en: ({ character, count }) => ({
      message: `Here is a control character (${character}), which cannot be seen and breaks feeds and sitemaps. ${count === 1 ? 'It is the only one in this file' : `There are ${count} in this file`}; such characters come in when text is pasted from another program.`,
      hint: 'Delete it: put the cursor after it and press Backspace.',
    }),
    zh: ({ character, count }) => ({
      message: `这里有一个看不见的控制字符（${character}），会使订阅源和站点地图出错。本文件共有 ${count} 个，通常是从别的程序粘贴时带入的。`,
      hint: '请删除它：把光标放在它后面，按退格键。',
    }),
  },
} satisfies Record<string, ProblemKind>
