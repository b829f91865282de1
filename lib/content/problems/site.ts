import type { ProblemKind } from '../problem.ts'

/** What can be wrong with `site.yaml` and `categories.yaml` beyond what `header/…` says. */
export const siteProblems = {
  'site/time-zone-offset': {
    severity: 'error',
    en: ({ value, zone }) => ({
      message: `"${value}" is an offset and not a time zone: it does not say which summer time applies, or since when.`,
      hint: zone === '' ? 'Use the name of a zone, such as Asia/Shanghai.' : `Use ${zone}:\n    timeZone: ${zone}`,
    }),
    zh: ({ value, zone }) => ({
      message: `“${value}”是时差，不是时区：它没有说明采用哪种夏令时、从何时开始。`,
      hint: zone === '' ? '请写时区的名称，例如 Asia/Shanghai。' : `请改用 ${zone}：\n    timeZone: ${zone}`,
    }),
  },
  'site/unknown-time-zone': {
    severity: 'error',
    en: ({ value, meant }) => ({
      message: `There is no time zone "${value}"${meant === '' ? '.' : `; did you mean ${meant}?`}`,
      hint: 'Use a name of the IANA list, such as Asia/Shanghai or Europe/London.',
    }),
    zh: ({ value, meant }) => ({
      message: `没有“${value}”这个时区${meant === '' ? '。' : `，是否应为 ${meant}？`}`,
      hint: '请使用 IANA 时区名，例如 Asia/Shanghai、Europe/London。',
    }),
  },
  'site/page-size': {
    severity: 'error',
    en: ({ value }) => ({
      message: `A list cannot have ${value} releases a page: with none there is nothing to see, and with more than 100 the page is slow.`,
      hint: 'Write a whole number from 1 to 100, such as 20.',
    }),
    zh: ({ value }) => ({
      message: `每页不能是 ${value} 篇：0 篇没有内容可看，超过 100 篇页面会很慢。`,
      hint: '请写 1 到 100 之间的整数，例如 20。',
    }),
  },
  'site/category-key': {
    severity: 'error',
    en: ({ value }) => ({
      message: `The category key "${value}" cannot be part of an address.`,
      hint: 'Use lower-case letters, digits and hyphens for the key; the words for readers are in its en and zh.',
    }),
    zh: ({ value }) => ({
      message: `栏目的键“${value}”不能用在网址里。`,
      hint: '键请只用小写字母、数字和连字符；给读者看的名称写在它的 en 和 zh 里。',
    }),
  },
  'site/no-filing-number': {
    severity: 'error',
    en: () => ({
      message: 'The public-security filing has no number in it, so its badge could not lead to the register.',
      hint: 'Write the filing as it was issued, with its 14 digits, such as 鲁公网安备 37000000000000号.',
    }),
    zh: () => ({
      message: '公安备案信息里没有备案编号，无法链接到备案查询页面。',
      hint: '请照批复填写完整的备案号（含 14 位数字），例如：鲁公网安备 37000000000000号。',
    }),
  },
  'site/mark-path': {
    severity: 'error',
    en: ({ value }) => ({
      message: `The mark "${value}" is not a path of SVG.`,
      hint: 'Copy the value of d="…" of the path that draws the mark, in a square of 32 units:\n    mark:\n      solid: M0 0h32v32H0z',
    }),
    zh: ({ value }) => ({
      message: `标志“${value}”不是 SVG 路径。`,
      hint: '请复制画出标志的路径中 d="…" 的值，画布为边长 32 的正方形：\n    mark:\n      solid: M0 0h32v32H0z',
    }),
  },
} satisfies Record<string, ProblemKind>
