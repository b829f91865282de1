import type { ProblemKind } from '../problem.ts'

const monthNames = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
]
const monthName = (month: string | number | undefined) => monthNames[Number(month) - 1] ?? String(month)

/** `4 March 2026` of `2026-03-04`. */
function dayInEnglish(text: string | number | undefined): string {
  const [year = '', month = '', day = ''] = String(text).slice(0, 10).split('-')
  return `${Number(day)} ${monthName(Number(month))} ${year}`
}
function dayInChinese(text: string | number | undefined): string {
  const [year = '', month = '', day = ''] = String(text).slice(0, 10).split('-')
  return `${year}年${Number(month)}月${Number(day)}日`
}

/** What can be wrong with a time. */
export const headerDateProblems = {
  'header/no-such-day': {
    severity: 'error',
    en: ({ value, year, month, day, days, swapped }) => ({
      message:
        days === 0
          ? `There is no month ${month}, so "${value}" is no date.`
          : `There is no ${day} ${monthName(month)} ${year}: that month has ${days} days.`,
      hint: `Write the day that is meant, as year-month-day${swapped === '' ? '' : `, such as ${swapped}`}.`,
    }),
    zh: ({ value, year, month, day, days, swapped }) => ({
      message:
        days === 0
          ? `没有 ${month} 月，“${value}”不是日期。`
          : `${year}年${month}月没有${day}日，这个月只有${days}天。`,
      hint: `请按“年-月-日”的顺序写出正确的日期${swapped === '' ? '' : `，例如 ${swapped}`}。`,
    }),
  },
  'header/no-such-time': {
    severity: 'error',
    en: ({ value }) => ({
      message: `There is no such time of day as in "${value}": hours go from 00 to 23, minutes and seconds from 00 to 59.`,
      hint: 'Write the time that is meant; midnight is 00:00 of the new day.',
    }),
    zh: ({ value }) => ({
      message: `“${value}”里的时间不存在：小时是 00 到 23，分和秒是 00 到 59。`,
      hint: '请写出正确的时间；半夜十二点是第二天的 00:00。',
    }),
  },
  'header/skipped-time': {
    severity: 'error',
    en: ({ time, timeZone, next }) => ({
      message: `In ${timeZone} the clocks never showed ${time} on that day: summer time began and they went on to ${next}.`,
      hint: 'Write the time that is meant, or add the offset to it, such as +08:00.',
    }),
    zh: ({ time, timeZone, next }) => ({
      message: `${timeZone} 的时钟那天没有 ${time}：夏令时开始，时钟直接拨到了 ${next}。`,
      hint: '请写出正确的时间，或者在时间后面注明时差，例如 +08:00。',
    }),
  },
  'header/date-form': {
    severity: 'error',
    en: ({ field, value, first, second }) => ({
      message:
        second === ''
          ? `The \`${field}\` "${value}" is not in the form year-month-day, the only one that is read the same everywhere.`
          : `The \`${field}\` "${value}" means ${dayInEnglish(first)} to some readers and ${dayInEnglish(second)} to others.`,
      hint:
        first === ''
          ? `Write year, month and day, with the time if it matters:\n    ${field}: 2026-11-21 09:30:00`
          : second === ''
            ? `Write it so:\n    ${field}: ${first}`
            : `Write the one that is meant:\n    ${field}: ${first}\n    ${field}: ${second}`,
    }),
    zh: ({ field, value, first, second }) => ({
      message:
        second === ''
          ? `\`${field}\` 写成了“${value}”。日期必须写成“年-月-日”，这是各地读法都一致的唯一写法。`
          : `\`${field}\` 写成了“${value}”，有人读作${dayInChinese(first)}，有人读作${dayInChinese(second)}。`,
      hint:
        first === ''
          ? `请写年、月、日，需要时再加时间：\n    ${field}: 2026-11-21 09:30:00`
          : second === ''
            ? `请改成：\n    ${field}: ${first}`
            : `请选择正确的一个：\n    ${field}: ${first}\n    ${field}: ${second}`,
    }),
  },
  'header/expires-before-date': {
    severity: 'error',
    en: ({ value, date, dateLine }) => ({
      message: `This release expires at ${value}, but it is published only at ${date} (\`date\` on line ${dateLine}); it would never be seen.`,
      hint: 'Let `expires` be later than `date`, or delete it.',
    }),
    zh: ({ value, date, dateLine }) => ({
      message: `这篇稿件在 ${value} 到期，而发布时间是 ${date}（第 ${dateLine} 行的 \`date\`），永远不会有人看到它。`,
      hint: '请把 `expires` 改到 `date` 之后，或者删除它。',
    }),
  },
  'header/pinned-before-date': {
    severity: 'warning',
    en: ({ value, date, dateLine }) => ({
      message: `\`pinnedUntil\` ends at ${value}, before the release is published at ${date} (\`date\` on line ${dateLine}), so it does nothing.`,
      hint: 'Let `pinnedUntil` be later than `date`, or delete it.',
    }),
    zh: ({ value, date, dateLine }) => ({
      message: `\`pinnedUntil\` 在 ${value} 结束，早于发布时间 ${date}（第 ${dateLine} 行的 \`date\`），不起作用。`,
      hint: '请把 `pinnedUntil` 改到 `date` 之后，或者删除它。',
    }),
  },
  'header/change-before-date': {
    severity: 'warning',
    en: ({ field, value, date, dateLine }) => ({
      message: `This ${field} is dated ${value}, before the release was published at ${date} (\`date\` on line ${dateLine}).`,
      hint: `Correct the date of the ${field}, or the release's \`date\`.`,
    }),
    zh: ({ field, value, date, dateLine }) => ({
      message: `这条${field === 'change' ? '更改' : '撤回'}的时间是 ${value}，早于稿件的发布时间 ${date}（第 ${dateLine} 行的 \`date\`）。`,
      hint: '请更正这个时间，或者更正稿件的 `date`。',
    }),
  },
} satisfies Record<string, ProblemKind>
