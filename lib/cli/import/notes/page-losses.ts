import type { NoteWords } from '../notes.ts'
import { many } from './names.ts'

/** What of a web page or document has no place in the text of a release, or stands there as plain words. */
export const pageLosses = {
  'remark-lost': {
    kind: 'loss',
    en: (v) =>
      `The remark "${v['remark']}" appeared when the pointer rested on "${v['text']}". Write it into the text if readers need it.`,
    zh: (v) => `鼠标停在“${v['text']}”上时曾显示“${v['remark']}”。读者需要的话，请写进正文。`,
  },
  'background-lost': {
    kind: 'loss',
    en: (v) => `Picture ${v['src']} lay behind the text of the page; a release has no backgrounds.`,
    zh: (v) => `图片 ${v['src']} 是页面文字的背景；稿件没有背景图。`,
  },
  'scriptless-lost': {
    kind: 'loss',
    en: (v) => `Only browsers without scripts showed "${v['text']}".`,
    zh: (v) => `“${v['text']}”只在不运行脚本的浏览器中显示，未导入。`,
  },
  'script-lost': {
    kind: 'loss',
    en: () => 'A script wrote into the text of the page; what it wrote is not in the file.',
    zh: () => '页面正文中有一段脚本会写入内容，文件里没有这些内容。',
  },
  'formula-lost': {
    kind: 'loss',
    en: (v) => `A formula stands as signs on one line: "${v['text']}". Compare it with the original.`,
    zh: (v) => `公式改为一行普通字符：“${v['text']}”。请对照原文核对。`,
  },
  'hidden-lost': {
    kind: 'loss',
    en: (v) => `The page hid "${v['text']}" from its readers; it was left out.`,
    zh: (v) => `页面中隐藏的文字“${v['text']}”没有导入。`,
  },
  'hidden-picture-lost': {
    kind: 'loss',
    en: (v) => `The page hid the picture ${v['src']} from its readers; it was left out.`,
    zh: (v) => `页面中隐藏的图片 ${v['src']} 没有导入。`,
  },
  'fields-lost': {
    kind: 'loss',
    en: (v) => `Fields and buttons of a form, ${v['count']} of them, cannot be part of a release.`,
    zh: (v) => `表单的输入框和按钮共 ${v['count']} 个，不能放进稿件。`,
  },
  'dress-lost': {
    kind: 'loss',
    en: (v) =>
      `Underlined, coloured or highlighted words are like others now: ${v['count']}${v['example'] === undefined ? '' : `, the first are "${v['example']}"`}.`,
    zh: (v) =>
      `加下划线、着色或加底色的文字改为普通文字：${v['count']} 处${v['example'] === undefined ? '' : `，首处为“${v['example']}”`}。`,
  },
  'aligned-lost': {
    kind: 'loss',
    en: (v) =>
      `Paragraphs that were centred or set to the right begin at the left like others: ${v['count']}, the first is "${v['example']}".`,
    zh: (v) => `居中或右对齐的段落改为左对齐：${v['count']} 段，首段为“${v['example']}”。`,
  },
  'style-list-lost': {
    kind: 'loss',
    en: (v) =>
      `A style of the document gave numbers or bullets to ${many(v['count'], 'paragraph')}; now without them, the first is "${v['example']}".`,
    zh: (v) => `有 ${v['count']} 段的编号或项目符号由样式生成，现为普通段落，首段为“${v['example']}”。如有需要请补写。`,
  },
  'direction-lost': {
    kind: 'loss',
    en: (v) =>
      `"${v['text']}" was set from right to left, and the page does not say in which language. Write [words]{lang=ar} with its code.`,
    zh: (v) => `“${v['text']}”原为从右向左书写，页面未注明语言。请写成 [文字]{lang=ar}，并填上相应的语言代码。`,
  },
  'cite-lost': {
    kind: 'loss',
    en: (v) =>
      `The quotation "${v['text']}" names its source where no reader sees it: ${v['href']}. Link it if readers need it.`,
    zh: (v) => `引文“${v['text']}”在代码中注明了出处 ${v['href']}，页面上并不显示。读者需要的话，请加上链接。`,
  },
  'poster-lost': {
    kind: 'loss',
    en: (v) => `Picture ${v['src']} stood in for a film until it played; it is lost with the film.`,
    zh: (v) => `图片 ${v['src']} 是视频的封面，随视频一起未导入。`,
  },
  'track-lost': {
    kind: 'loss',
    en: (v) => `The subtitles or chapters of a film or sound (${v['src']}) are lost with it.`,
    zh: (v) => `视频或音频的字幕、章节文件（${v['src']}）随之未导入。`,
  },
  'numbers-lost': {
    kind: 'loss',
    en: (v) =>
      `A list of ${many(v['count'], 'item')} was counted in letters, backwards, with gaps or on from another list; now from 1 on. It begins with "${v['text']}".`,
    zh: (v) => `有一个 ${v['count']} 项的列表原用字母、倒序、跳号或接续前文编号，现从 1 起编号，首项为“${v['text']}”。`,
  },
  'generated-lost': {
    kind: 'loss',
    en: (v) => `A style sheet showed "${v['words']}" beside "${v['text']}". Write it into the text if readers need it.`,
    zh: (v) => `样式表曾在“${v['text']}”旁显示“${v['words']}”。读者需要的话，请写进正文。`,
  },
  'change-date-lost': {
    kind: 'loss',
    en: (v) =>
      `The page dates the change "${v['text']}" to ${v['date']}, where no reader sees it. Add it to \`changes\` if readers need it.`,
    zh: (v) => `页面在代码中注明“${v['text']}”改于 ${v['date']}，页面上并不显示。读者需要的话，请写进 \`changes\`。`,
  },
  'drawn-words-lost': {
    kind: 'loss',
    en: (v) => `A drawing on the page says "${v['text']}"; drawings and their words stay out.`,
    zh: (v) => `页面上的矢量图中写有“${v['text']}”，图和文字均未导入。`,
  },
  'upright-lost': {
    kind: 'loss',
    en: (v) => `"${v['text']}" ran down the page; now it stands on lines like other text.`,
    zh: (v) => `“${v['text']}”原为竖排，现改为横排。`,
  },
  'sheets-missing': {
    kind: 'fact',
    en: (v) =>
      `These style sheets are not beside the page, so what they hide, colour or centre is not known: ${v['names']}. Compare the text with the page as readers saw it.`,
    zh: (v) =>
      `页面旁边没有以下样式表，无法得知其中隐藏、着色或居中了哪些文字：${v['names']}。请对照读者看到的页面核对正文。`,
  },
} satisfies Record<string, NoteWords>
