import type { ProblemKind } from '../problem.ts'

/** What systems add to the name of a copy: `harbour copy`, `harbour 2`, `harbour - Copy (3)`, `harbour 副本`. */
const copyName =
  /(?:[ _-]copy|副本|拷贝)(?:[ _-]?[(（]?\d{1,2}[)）]?)?(?:\.\w+)?$| ?[(（]\d{1,2}[)）](?:\.\w+)?$| \d(?:\.\w+)?$/i

/** What to do besides with a file or folder whose name is that of a copy; empty for others. */
export const copyHint = (name: unknown) =>
  copyName.test(String(name))
    ? {
        en: ' It looks like a copy of another one; if it is, delete it.',
        zh: '看起来是复制时产生的副本；如不需要，请删除。',
      }
    : { en: '', zh: '' }

export const folderFileProblems = {
  'file/link-outside': {
    severity: 'error',
    en: () => ({
      message: 'This is a link to a place outside the content folder; it is not followed.',
      hint: 'Replace it by the file itself.',
    }),
    zh: () => ({ message: '这是指向内容文件夹以外的链接，不会被读取。', hint: '请换成文件本身。' }),
  },
  'file/link-nowhere': {
    severity: 'error',
    en: () => ({
      message: 'This is a link that leads to no file: what it points to is not there, or it points back to itself.',
      hint: 'Replace it by the file itself, or delete it.',
    }),
    zh: () => ({
      message: '这个链接没有指向任何文件：目标不存在，或者链接指回了自己。',
      hint: '请换成文件本身，或删去。',
    }),
  },
  'file/special': {
    severity: 'error',
    en: () => ({
      message: 'This is not an ordinary file but a pipe, a socket, a device or a link to a folder; it is not read.',
      hint: 'Delete it, or replace it by an ordinary file.',
    }),
    zh: () => ({
      message: '这不是普通文件，而是管道、套接字、设备或指向文件夹的链接，不会被读取。',
      hint: '请删去，或换成普通文件。',
    }),
  },
  'file/unreadable': {
    severity: 'error',
    en: ({ code }) => ({
      message: `This cannot be read (${code}).`,
      hint: 'Show this line to whoever runs the site: the file or folder needs the right to be read.',
    }),
    zh: ({ code }) => ({
      message: `无法读取（${code}）。`,
      hint: '请把这一行转给网站维护人员，请其开放读取权限。',
    }),
  },
  'file/subfolder': {
    severity: 'error',
    en: ({ name }) => ({
      message: `"${name}" is a folder inside a release's folder; nothing in it is read.`,
      hint: 'Move its files up, next to the text.',
    }),
    zh: ({ name }) => ({
      message: `“${name}”是稿件文件夹里的子文件夹，其中的文件不会被读取。`,
      hint: '请把其中的文件移到上一级，与文稿放在一起。',
    }),
  },
  'file/stray': {
    severity: 'error',
    en: ({ name }) => ({
      message: `"${name}" stands where only folders can be, so it is not published.`,
      hint: 'A release is a folder with its texts: news/2026/new-line-opens/en.md. Make the folder and move the file into it.',
    }),
    zh: ({ name }) => ({
      message: `“${name}”所在的位置只能放文件夹，因此不会发布。`,
      hint: '一篇稿件是一个文件夹，文稿在其中：news/2026/new-line-opens/zh.md。请建立文件夹，把文件移进去。',
    }),
  },
  'file/not-a-language': {
    severity: 'error',
    en: ({ name, expected }) => ({
      message: `The text "${name}" is not published: its name is not a language of this site.`,
      hint: `Name it ${expected}.${copyHint(name).en}`,
    }),
    zh: ({ name, expected }) => ({
      message: `文稿“${name}”不会发布：文件名不是本站的语言。`,
      hint: `请改名为 ${expected}。${copyHint(name).zh}`,
    }),
  },
  'file/no-text': {
    severity: 'error',
    en: ({ expected }) => ({
      message: 'This folder has no text, so nothing of it is published.',
      hint: `Add ${expected}, or delete the folder.`,
    }),
    zh: ({ expected }) => ({
      message: '这个文件夹里没有文稿，因此什么也不会发布。',
      hint: `请加入 ${expected}，或删去文件夹。`,
    }),
  },
  'file/unknown-page': {
    severity: 'error',
    en: ({ name, names, nearest }) => ({
      message: `The site has no page "${name}", so this folder is not published.`,
      hint: nearest === undefined ? `The pages are: ${names}.` : `Did you mean ${nearest}?`,
    }),
    zh: ({ name, names, nearest }) => ({
      message: `本站没有“${name}”这个页面，因此这个文件夹不会发布。`,
      hint: nearest === undefined ? `页面有：${names}。` : `是否应为 ${nearest}？`,
    }),
  },
  'file/name-clash': {
    severity: 'error',
    en: ({ name, other }) => ({
      message: `The names "${other}" and "${name}" differ only in capitals or in how an accent is stored; on many computers they are one file.`,
      hint: 'Rename one of them, or delete it.',
    }),
    zh: ({ name, other }) => ({
      message: `“${other}”与“${name}”只有大小写或字符编码形式不同，在许多电脑上会被当作同一个文件。`,
      hint: '请给其中一个改名，或删去一个。',
    }),
  },
  'file/unused': {
    severity: 'warning',
    en: ({ name }) => ({
      message: `Nothing in this release uses the file ${name}.`,
      hint: 'Show it as a picture, name it under downloads in the header, or delete it.',
    }),
    zh: ({ name }) => ({
      message: `这篇稿件没有用到文件 ${name}。`,
      hint: '请作为图片插入正文，或写入文件头的 downloads，或删去。',
    }),
  },
} satisfies Record<string, ProblemKind>
