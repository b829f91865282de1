import type { ProblemKind, ProblemValues } from '../problem.ts'
import { bodyTextProblems } from './body-text.ts'
import { folderFileProblems } from './folder-files.ts'
import { pictureProblems } from './pictures.ts'

const cutLonger = (limit: string | number | undefined) => ({
  en: `No release needs more than ${limit}. Look for a table, a list or a block of code that was pasted by mistake.`,
  zh: `任何稿件都不会超过 ${limit}。请检查是否误贴了表格、列表或代码。`,
})

/** What an HTML tag is in Markdown. */
const tagCures: Readonly<Record<string, { readonly en: string; readonly zh: string }>> = {
  b: { en: 'Write **words** for bold.', zh: '粗体请写成 **文字**。' },
  strong: { en: 'Write **words** for bold.', zh: '粗体请写成 **文字**。' },
  i: { en: 'Write *words* for emphasis.', zh: '强调请写成 *文字*。' },
  em: { en: 'Write *words* for emphasis.', zh: '强调请写成 *文字*。' },
  a: { en: 'Write [words](https://example.com) for a link.', zh: '链接请写成 [文字](https://example.com)。' },
  img: { en: 'Write ![what is to be seen](file.jpg) for a picture.', zh: '图片请写成 ![图中内容](file.jpg)。' },
  br: {
    en: 'End the line with a backslash, or leave a blank line for a new paragraph.',
    zh: '行末写反斜杠即可换行；另起一段请空一行。',
  },
  table: { en: 'Write the table with | between its cells.', zh: '表格请用 | 分隔单元格。' },
  ul: { en: 'Begin each item of a list with "- ".', zh: '列表每项以“- ”开头。' },
  ol: { en: 'Begin each item of a list with "1. ".', zh: '列表每项以“1. ”开头。' },
  li: { en: 'Begin each item of a list with "- ".', zh: '列表每项以“- ”开头。' },
  blockquote: { en: 'Begin each line of a quotation with "> ".', zh: '引文每行以“> ”开头。' },
  hr: {
    en: 'Write --- on a line of its own, with a blank line before it.',
    zh: '分隔线请单独一行写 ---，其前空一行。',
  },
  sub: { en: 'Type the lowered character itself: CO₂.', zh: '请直接输入下标字符，例如 CO₂。' },
  sup: { en: 'Type the raised character itself: m².', zh: '请直接输入上标字符，例如 m²。' },
  iframe: { en: 'Link to the page instead; nothing can be embedded.', zh: '请改用链接，稿件中不能嵌入其他网页。' },
  video: { en: 'Link to the film instead; nothing can be embedded.', zh: '请改用链接，稿件中不能嵌入视频。' },
}
const tagCure = (tag: unknown, language: 'en' | 'zh') =>
  (Object.hasOwn(tagCures, String(tag)) ? tagCures[String(tag)]?.[language] : undefined) ??
  (language === 'en'
    ? 'Delete the tag and keep the words. To show the sign itself, write \\<.'
    : '请删去标签、保留文字。若要显示尖括号本身，请写 \\<。')

const oneOf = (values: ProblemValues, name: string) => (values[name] === undefined ? undefined : String(values[name]))

export const bodyProblems = {
  ...bodyTextProblems,
  ...pictureProblems,
  ...folderFileProblems,
  'body/empty': {
    severity: 'error',
    en: () => ({
      message: 'This file has a header but no text.',
      hint: 'Write the text below the second ---. If it is not ready, add draft: true to the header.',
    }),
    zh: () => ({
      message: '这个文件只有文件头，没有正文。',
      hint: '请在第二个 --- 下面写正文。如果还没写好，请在文件头加上 draft: true。',
    }),
  },
  'body/raw-html': {
    severity: 'error',
    en: ({ tag }) => ({ message: `HTML cannot be used in the text: <${tag}>.`, hint: tagCure(tag, 'en') }),
    zh: ({ tag }) => ({ message: `正文中不能使用 HTML：<${tag}>。`, hint: tagCure(tag, 'zh') }),
  },
  'body/words-after-comment': {
    severity: 'error',
    en: ({ seen }) => ({
      message: `These words stand on the line of a note to colleagues and would be lost with it: ${seen}`,
      hint: 'Leave a blank line after the note, or put it at the end of a paragraph.',
    }),
    zh: ({ seen }) => ({
      message: `这些文字紧跟在给同事的备注之后、写在同一行，会随备注一起丢失：${seen}`,
      hint: '请在备注后空一行，或把备注移到段末。',
    }),
  },
  'body/h1': {
    severity: 'error',
    en: ({ text }) => ({
      message: `The heading "${text}" has one #, which is the rank of the release's own headline.`,
      hint: 'Begin headings in the text with ##. If it repeats the headline, delete the line.',
    }),
    zh: ({ text }) => ({
      message: `小标题“${text}”只有一个 #，这一级留给稿件标题。`,
      hint: '正文中的小标题请以 ## 开头；如果它重复了稿件标题，请删去这一行。',
    }),
  },
  'body/heading-skipped': {
    severity: 'warning',
    en: ({ text, level, expected }) => ({
      message: `The heading "${text}" is of level ${level}, but the next level here is ${expected}.`,
      hint: `Begin it with ${'#'.repeat(Number(expected))}. Screen readers use the levels as a table of contents.`,
    }),
    zh: ({ text, level, expected }) => ({
      message: `小标题“${text}”是第 ${level} 级，此处应为第 ${expected} 级。`,
      hint: `请以 ${'#'.repeat(Number(expected))} 开头。读屏软件把标题级别当作目录使用。`,
    }),
  },
  'body/heading-underlined': {
    severity: 'error',
    en: () => ({
      message: 'The line of dashes below this paragraph turns the whole paragraph into a heading.',
      hint: 'Put a blank line before the dashes, or delete them.',
    }),
    zh: () => ({ message: '段落下面紧接一行短横线，会把整段变成小标题。', hint: '请在短横线前空一行，或删去短横线。' }),
  },
  'body/link-unsafe': {
    severity: 'error',
    en: ({ address, scheme }) => ({
      message:
        scheme === 'file'
          ? `This link leads to a file on your own computer, which readers cannot open: ${address}`
          : `Links that begin with ${scheme}: are not allowed: ${address}`,
      hint: 'Use an address that begins with https://, http://, mailto: or tel:, a path such as /en/news, or the name of a file in this folder.',
    }),
    zh: ({ address, scheme }) => ({
      message:
        scheme === 'file'
          ? `这个链接指向您自己电脑上的文件，读者打不开：${address}`
          : `不允许以 ${scheme}: 开头的链接：${address}`,
      hint: '请使用以 https://、http://、mailto: 或 tel: 开头的地址、/zh/news 这样的路径，或本文件夹中的文件名。',
    }),
  },
  'body/link-incomplete': {
    severity: 'error',
    en: ({ address, meant }) => ({
      message: `The address "${address}" would be looked for on this site.`,
      hint: `Write it in full: ${meant}`,
    }),
    zh: ({ address, meant }) => ({ message: `“${address}”会被当作本站的地址。`, hint: `请写完整：${meant}` }),
  },
  'body/link-damaged': {
    severity: 'error',
    en: ({ address }) => ({
      message: `"${address}" is not a web address.`,
      hint: 'Open the page in a browser, copy the address from there and paste it between the round brackets.',
    }),
    zh: ({ address }) => ({
      message: `“${address}”不是网址。`,
      hint: '请在浏览器中打开该网页，复制地址栏中的网址，粘贴到圆括号内。',
    }),
  },
  'body/link-without-words': {
    severity: 'error',
    en: ({ address }) => ({
      message: `This link has no words to click on: ${address}`,
      hint: 'Write what it leads to between the square brackets: [Annual report 2026](…).',
    }),
    zh: ({ address }) => ({
      message: `这个链接没有可点击的文字：${address}`,
      hint: '请在方括号内写明链接的内容：[2026年度报告](…)。',
    }),
  },
  'body/link-file-missing': {
    severity: 'error',
    en: (values) => ({
      message: `There is no file "${values['name']}" in this release's folder.`,
      hint:
        oneOf(values, 'nearest') === undefined
          ? 'Add the file to the folder. A web address must begin with https://, another page of this site with /.'
          : `Did you mean ${values['nearest']}?`,
    }),
    zh: (values) => ({
      message: `这篇稿件的文件夹里没有文件“${values['name']}”。`,
      hint:
        oneOf(values, 'nearest') === undefined
          ? '请把文件放进该文件夹。网址须以 https:// 开头，本站其他页面须以 / 开头。'
          : `是否应为 ${values['nearest']}？`,
    }),
  },
  'body/link-heading-missing': {
    severity: 'error',
    en: (values) => ({
      message: `No heading of this text has the address "#${values['name']}".`,
      hint:
        oneOf(values, 'nearest') === undefined
          ? 'Use the words of a heading, in lower case, with a hyphen for each gap: #next-steps.'
          : `Did you mean #${values['nearest']}?`,
    }),
    zh: (values) => ({
      message: `正文中没有地址为“#${values['name']}”的小标题。`,
      hint:
        oneOf(values, 'nearest') === undefined
          ? '请使用小标题的文字，空格和标点写成连字符，例如 #下一步工作。'
          : `是否应为 #${values['nearest']}？`,
    }),
  },
  'body/too-nested': {
    severity: 'error',
    en: ({ limit }) => ({
      message: 'Lists or quotations are nested too deeply here.',
      hint: cutLonger(`${limit} levels`).en,
    }),
    zh: ({ limit }) => ({ message: '此处列表或引文的层次过深。', hint: cutLonger(`${limit} 层`).zh }),
  },
  'body/too-many-marks': {
    severity: 'error',
    en: ({ limit, scope }) => ({
      message: `This ${scope} has too many signs such as *, [ and \`.`,
      hint: cutLonger(`${limit} of them in a ${scope}`).en,
    }),
    zh: ({ limit, scope }) => ({
      message: `${scope === 'text' ? '全文' : '这一段'}中 *、[、\` 之类的符号过多。`,
      hint: cutLonger(`${limit} 个此类符号`).zh,
    }),
  },
  'body/too-many-lines': {
    severity: 'error',
    en: ({ limit }) => ({ message: 'This text is too long.', hint: cutLonger(`${limit} lines`).en }),
    zh: ({ limit }) => ({ message: '正文过长。', hint: cutLonger(`${limit} 行`).zh }),
  },
  'body/word-too-long': {
    severity: 'error',
    en: ({ limit }) => ({
      message: `Here are more than ${limit} characters without a space.`,
      hint: 'This is usually a file pasted as text. Delete it, put the file into the folder and link to it by name.',
    }),
    zh: ({ limit }) => ({
      message: `此处有超过 ${limit} 个连续字符，中间没有空格。`,
      hint: '通常是把文件当作文字粘贴了。请删去，把文件放进文件夹，再用文件名链接。',
    }),
  },
  'body/table-too-large': {
    severity: 'error',
    en: ({ limit }) => ({
      message: `This table has more than ${limit} cells.`,
      hint: 'Offer it as a download: put the spreadsheet into the folder and name it under downloads in the header.',
    }),
    zh: ({ limit }) => ({
      message: `这个表格超过 ${limit} 个单元格。`,
      hint: '请改为附件：把电子表格放进文件夹，并写入文件头的 downloads。',
    }),
  },
} satisfies Record<string, ProblemKind>
