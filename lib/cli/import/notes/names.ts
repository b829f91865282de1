import type { ProblemLanguage } from '#lib/content/problem.ts'

const partNames = {
  equation: { en: 'equation', zh: '公式' },
  chart: { en: 'chart', zh: '图表' },
  diagram: { en: 'diagram', zh: '示意图（SmartArt）' },
  object: { en: 'embedded object', zh: '嵌入对象' },
  field: { en: 'field that Word fills in, with its words', zh: '由 Word 自动填写的域（连同其文字）' },
  ruby: { en: 'phonetic guide, with its characters', zh: '拼音指南（连同所注的字）' },
  'inserted-file': { en: 'inserted file', zh: '插入的文件' },
} satisfies Record<string, Readonly<Record<ProblemLanguage, string>>>

/** Parts of a document that no release can hold. */
export type LostPart = keyof typeof partNames

/** What a part of a Word document is called. */
export function partName(part: string | number | undefined, language: ProblemLanguage): string {
  return Object.entries(partNames).find(([name]) => name === part)?.[1][language] ?? String(part)
}

/** What a lost part says, where it is text. */
export function saying(words: string | number | undefined, language: ProblemLanguage): string {
  if (words === undefined || words === '') return ''
  return language === 'zh' ? `（首处为“${words}”）` : ` (the first says "${words}")`
}

/** Where the first of the lost parts stood. */
export function placed(after: string | number | undefined, language: ProblemLanguage): string {
  if (after === undefined || after === '') return ''
  return language === 'zh' ? `首处在“${after}”之后。` : ` The first stood after "${after}".`
}

/** A number of things in English. */
export const many = (count: string | number | undefined, one: string, several = `${one}s`) =>
  `${count} ${Number(count) === 1 ? one : several}`

const statuses = new Map([
  ['draft', '草稿'],
  ['pending', '待审'],
  ['private', '私密'],
  ['future', '定时发布'],
  ['trash', '回收站'],
  ['publish', '已发布'],
  ['password', '有密码'],
])
/** A status of WordPress, with a remark after a comma where there is one. */
export const statusInChinese = (status: string | number | undefined) =>
  String(status)
    .split(', ')
    .map((part) => statuses.get(part) ?? part)
    .join('，')

const media = new Map([
  ['iframe', '网页'],
  ['frame', '网页'],
  ['video', '视频'],
  ['audio', '音频'],
  ['applet', '程序'],
  ['mpvoice', '音频'],
  ['qqmusic', '音乐'],
])

/** What an embedded element of a page is. */
export const mediaInChinese = (element: string | number | undefined) => media.get(String(element)) ?? '内容'
