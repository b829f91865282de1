import type { ProblemKind } from '../problem.ts'

const examples = {
  en: new Map([
    ['title', 'title: The headline'],
    ['date', 'date: 2026-11-21 09:30:00'],
    ['image', 'image:\n      src: opening.jpg\n      alt: What the picture shows'],
    ['downloads', 'downloads:\n      - file: programme.pdf\n        title: Programme of the seminar'],
    ['contacts', 'contacts:\n      - name: Press office\n        phone: +86-531-00000000'],
    [
      'changes',
      'changes:\n      - date: 2026-11-22 10:00\n        kind: correction\n        note: What was corrected, for readers',
    ],
    ['withdrawn', 'withdrawn:\n      date: 2026-11-22 10:00\n      kind: withdrawn\n      reason: Why, for readers'],
  ]),
  zh: new Map([
    ['title', 'title: 稿件标题'],
    ['date', 'date: 2026-11-21 09:30:00'],
    ['image', 'image:\n      src: opening.jpg\n      alt: 图片内容的说明'],
    ['downloads', 'downloads:\n      - file: programme.pdf\n        title: 会议日程'],
    ['contacts', 'contacts:\n      - name: 新闻中心\n        phone: +86-531-00000000'],
    [
      'changes',
      'changes:\n      - date: 2026-11-22 10:00\n        kind: correction\n        note: 更正了什么（读者可见）',
    ],
    [
      'withdrawn',
      'withdrawn:\n      date: 2026-11-22 10:00\n      kind: withdrawn\n      reason: 撤回原因（读者可见）',
    ],
  ]),
}

type Value = string | number | undefined

/** A list of names as Chinese writes it. */
const inChinese = (names: Value) => String(names).replaceAll(', ', '、')

const example = (language: 'en' | 'zh', field: Value) => {
  const text = examples[language].get(String(field))
  return text === undefined ? '' : `${language === 'zh' ? '：' : ':'}\n    ${text}`
}

/** The parts of a field, each on its line, when there is no example. */
const outline = (field: Value, parts: Value) =>
  `\n    ${[
    `${field}:`,
    ...String(parts)
      .split(', ')
      .map((part) => `  ${part}: …`),
  ].join('\n    ')}`

/** What can be wrong with the fields themselves: their names, whether they are there, and what kind of value they have. */
export const headerFieldProblems = {
  'header/unknown-field': {
    severity: 'error',
    en: ({ field, meant, known, there }) => ({
      message: `There is no field \`${field}\`${meant === '' ? ' here' : `; did you mean \`${meant}\`?`}${meant === '' ? '.' : ''}`,
      hint:
        meant === ''
          ? `Delete it, or use one of these: ${known}.`
          : there === 'yes'
            ? `\`${meant}\` is in this header already: delete this line, or write its value there.`
            : `Write \`${meant}\` instead of \`${field}\`.`,
    }),
    zh: ({ field, meant, known, there }) => ({
      message:
        meant === '' ? `这里没有 \`${field}\` 这个字段。` : `没有 \`${field}\` 这个字段，是否应为 \`${meant}\`？`,
      hint:
        meant === ''
          ? `请删除它，或者改用下列字段之一：${inChinese(known)}。`
          : there === 'yes'
            ? `文件头里已经有 \`${meant}\`：请删除这一行，或把内容写到那里。`
            : `请把 \`${field}\` 改成 \`${meant}\`。`,
    }),
  },
  'header/missing-field': {
    severity: 'error',
    en: ({ field, parent }) => ({
      message: `The field \`${field}\` is missing${parent === '' ? '; every file needs it' : ` in \`${parent}\``}.`,
      hint: `Add it${example('en', parent === '' ? field : parent) || `:\n    ${field}: …`}`,
    }),
    zh: ({ field, parent }) => ({
      message:
        parent === '' ? `缺少字段 \`${field}\`，每个文件都必须有它。` : `\`${parent}\` 里缺少字段 \`${field}\`。`,
      hint: `请加上它${example('zh', parent === '' ? field : parent) || `：\n    ${field}: …`}`,
    }),
  },
  'header/empty-field': {
    severity: 'error',
    en: ({ field }) => ({
      message: `The field \`${field}\` has nothing after its colon.`,
      hint: `Write its value${example('en', field) || ', or delete the line'}${example('en', field) === '' ? '.' : ''}`,
    }),
    zh: ({ field }) => ({
      message: `字段 \`${field}\` 的冒号后面没有内容。`,
      hint: `请填写内容${example('zh', field) || '，或者删除这一行'}${example('zh', field) === '' ? '。' : ''}`,
    }),
  },
  'header/alt-missing': {
    severity: 'error',
    en: () => ({
      message: 'This picture has no `alt`, so people who cannot see it learn nothing of it.',
      hint: 'Say in one sentence what the picture shows:\n    alt: Delegates at the opening of the seminar\nIf it is mere decoration, say so:\n    alt: ""',
    }),
    zh: () => ({
      message: '这张图片没有 `alt`，看不见图片的读者无从知道它的内容。',
      hint: '请用一句话说明图片内容：\n    alt: 与会代表在座谈会开幕式上\n如果图片只是装饰，请写：\n    alt: ""',
    }),
  },
  'header/not-text': {
    severity: 'error',
    en: ({ field, kind, line }) => ({
      message: `Here \`${field}\` should be text, but its signs make it a ${kind === 'list' ? 'list' : 'group of fields'} to YAML.`,
      hint: line === '' ? 'Write the text on one line, in quotation marks.' : `Put it in quotation marks:\n    ${line}`,
    }),
    zh: ({ field, kind, line }) => ({
      message: `\`${field}\` 在这里应该是文字，但其中的符号让 YAML 把它读成了${kind === 'list' ? '列表' : '一组字段'}。`,
      hint: line === '' ? '请把文字写在一行里，并加上引号。' : `请加上引号：\n    ${line}`,
    }),
  },
  'header/not-list': {
    severity: 'error',
    en: ({ field, value, parts, line }) => ({
      message: `\`${field}\` is a list, and "${value}" is none.`,
      hint:
        line !== ''
          ? `Put it in square brackets, with ordinary commas:\n    ${field}: ${line}`
          : `Begin every item with a hyphen${parts === '' ? '' : `; an item has the fields ${parts}`}${example('en', field)}`,
    }),
    zh: ({ field, value, parts, line }) => ({
      message: `\`${field}\` 应该是列表，“${value}”不是列表。`,
      hint:
        line !== ''
          ? `请放进方括号，用英文逗号分隔：\n    ${field}: ${line}`
          : `请让每一项以连字符开头${parts === '' ? '' : `，每一项的字段有 ${inChinese(parts)}`}${example('zh', field)}`,
    }),
  },
  'header/not-parts': {
    severity: 'error',
    en: ({ field, value, parts }) => ({
      message: `\`${field}\` is made of several fields (${parts}), and "${value}" is a single value.`,
      hint: `Write each on a line of its own, indented by two spaces${example('en', field) || `:${outline(field, parts)}`}`,
    }),
    zh: ({ field, value, parts }) => ({
      message: `\`${field}\` 由几个字段组成（${inChinese(parts)}），“${value}”只是一个值。`,
      hint: `请每个字段写一行，行首缩进两个空格${example('zh', field) || `：${outline(field, parts)}`}`,
    }),
  },
} satisfies Record<string, ProblemKind>
