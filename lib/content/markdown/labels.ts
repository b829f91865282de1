import type { Locale } from '#lib/i18n/locales.ts'

interface Labels {
  readonly footnotes: string
  readonly backToText: (number: number) => string
  readonly footnote: (number: number) => string
  readonly table: (number: number) => string
  readonly picture: (number: number) => string
  /** A link to a picture as it was handed in; `picture` is what it shows. */
  readonly original: (picture: string) => string
  /** What stands behind the words of a link to an attachment. */
  readonly attachment: (kind: string, size: string) => string
  readonly code: string
  readonly done: string
  readonly open: string
}

/** Words that a body itself needs, beside those of its author. */
export const labels: Readonly<Record<Locale, Labels>> = {
  en: {
    footnotes: 'Footnotes',
    backToText: (number) => `Back to footnote ${number} in the text`,
    footnote: (number) => `Footnote ${number}`,
    table: (number) => `Table ${number}`,
    picture: (number) => `Picture ${number}`,
    original: (picture) => `${picture} (full size)`,
    attachment: (kind, size) => ` (${kind}, ${size})`,
    code: 'Code',
    done: 'Done:',
    open: 'Open:',
  },
  zh: {
    footnotes: '脚注',
    backToText: (number) => `回到正文中的脚注${number}`,
    footnote: (number) => `脚注${number}`,
    table: (number) => `表${number}`,
    picture: (number) => `图${number}`,
    original: (picture) => `${picture}（查看原图）`,
    attachment: (kind, size) => `（${kind}，${size}）`,
    code: '代码',
    done: '已完成：',
    open: '未完成：',
  },
}
