import type { Words } from '../command.ts'

const refusals = {
  missing: { en: 'There is no such file or folder.', zh: '没有这个文件或文件夹。' },
  format: {
    en: 'Only plain text, saved HTML, Word documents (.docx) and WordPress exports (.xml) can be imported. Save the page as one of these.',
    zh: '只能导入纯文本、保存的网页（HTML）、Word 文档（.docx）和 WordPress 导出文件（.xml）。请另存为其中一种。',
  },
  'old-word': {
    en: 'This is a Word document of the old kind (.doc). Open it in Word and save it as .docx.',
    zh: '这是旧格式的 Word 文档（.doc）。请用 Word 打开并另存为 .docx。',
  },
  'not-word': {
    en: 'The name says Word document, but the file is none, or it is damaged. Open it in Word and save it again as .docx.',
    zh: '文件名是 Word 文档，内容却不是，或者已损坏。请用 Word 打开并重新另存为 .docx。',
  },
  'web-archive': {
    en: 'This is a whole page in a single file (.mhtml). Open it in the browser and save it again as “Webpage, Complete”, which puts the pictures into a folder beside it.',
    zh: '这是把整个网页存成单一文件的格式（.mhtml）。请用浏览器打开，另存为“网页，全部”，图片会放在旁边的文件夹里。',
  },
  frames: {
    en: 'This page only holds frames; its text is in the pages that they show. Import those.',
    zh: '这个页面只是框架（frameset），正文在框架所显示的页面里。请导入那些页面。',
  },
  'not-wordpress': {
    en: 'This XML file is no WordPress export. In WordPress: Tools, Export, All content.',
    zh: '这个 XML 文件不是 WordPress 导出文件。请在 WordPress 中选择“工具 → 导出 → 所有内容”。',
  },
  'broken-xml': {
    en: 'The XML of this file is damaged or was cut off. Export it again.',
    zh: '文件中的 XML 已损坏或不完整。请重新导出。',
  },
  doctype: {
    en: 'This XML file declares a document type, which exports never do and which can be used to harm the reader of the file. Nothing of it was read.',
    zh: '这个 XML 文件含有文档类型声明（DOCTYPE），正常的导出文件没有，且可能被用于攻击。未读取任何内容。',
  },
  unpacked: {
    en: 'Unpacked, this document is far larger than any release. Nothing of it was read.',
    zh: '这个文档解压后远大于任何稿件。未读取任何内容。',
  },
  deep: {
    en: 'The elements of this page are nested thousands deep, which no page of text is. Save it again from a browser.',
    zh: '这个页面的元素嵌套达数千层，不会是文字页面。请用浏览器重新保存。',
  },
  long: {
    en: 'The page has more than 10,000 lines, which no release has. Import its parts one by one.',
    zh: '页面超过 10,000 行，不会是一篇稿件。请拆开后逐一导入。',
  },
  styles: {
    en: 'The style sheets of this page are too large to be read in reasonable time. Save the page without them, or import its text.',
    zh: '这个页面的样式表过大，无法在合理时间内读完。请保存不带样式的页面，或只导入文字。',
  },
  empty: { en: 'The page holds no text that could be a release.', zh: '页面里没有可作为稿件的文字。' },
  'no-pages': {
    en: 'The folder holds no pages (.html, .htm, .txt, .docx, .xml and the like).',
    zh: '文件夹里没有页面（.html、.htm、.txt、.docx、.xml 等）。',
  },
  large: { en: 'The file is larger than 20 MB, which no page of text is.', zh: '文件超过 20 MB，不会是文字页面。' },
  'large-export': {
    en: 'The file is larger than 100 MB. Export or save it in parts.',
    zh: '文件超过 100 MB。请分批导出或保存。',
  },
} satisfies Record<string, Words>

/** Why a file gave no release. */
export type Refusal = keyof typeof refusals

export function describeRefusal(why: Refusal, language: keyof Words): string {
  return refusals[why][language]
}

/** Ends the reading of a file; the import goes on with the next. */
export class PageRefused extends Error {
  override readonly name = 'PageRefused'
  readonly why: Refusal

  constructor(why: Refusal) {
    super(refusals[why].en)
    this.why = why
  }
}
