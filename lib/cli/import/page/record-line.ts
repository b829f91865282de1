import { findDates, type LegacyDate } from './dates.ts'
import { collapse, columns, endsSentence, foldWidth } from './text.ts'

/** What the record line of a legacy page says: `Date: …, Source: …, Today/Total Visits : 0/111`. */
export interface RecordLine {
  readonly date?: LegacyDate
  /** The characters after the date label when they name no real day. */
  readonly unreadableDate?: string
  readonly source?: string
  /** All visits the old site had counted. */
  readonly totalVisits?: number
  /** The line has a label for visits but no number after it. */
  readonly visitsMissing?: boolean
  /** Fields that a release has no place for, as `Editor: …`. */
  readonly others: readonly string[]
  /** Text before the first label. */
  readonly before: string
  /** `certain`: no sentence looks like it; `alone`: one label, as `Source: …`; `bare`: a date without a label. */
  readonly strength: 'certain' | 'alone' | 'bare'
}

const noun =
  '(?:page[ -]?)?(?:visit(?:or)?s?|views?|viewed|hits?|clicks?|reads?|readers?|browsed?|pv)(?: ?(?:counts?|numbers?|times|volume))?'
const zhNoun =
  '(?:访\\s*问|浏\\s*览|点\\s*击|阅\\s*读|查看|点阅|关注|流量)\\s*(?:总)?(?:次\\s*数|人\\s*次|人数|数\\s*量|量|数|率)?'
const today = "(?:today(?:'?s)?|daily|this day)"
const total = '(?:total|all|overall|accumulated)'
const pair = `${today} ?[/|&] ?${total}|${total} ?[/|&] ?${today}`
const zhPair =
  '(?:今日|今天|本日|当日|日)\\s*[/|、]\\s*(?:总共|总计|总|累计|全部)|(?:总共|总计|总|累计|全部)\\s*[/|、]\\s*(?:今日|今天|本日|当日|日)'

const labels = {
  pair: `(?:${pair})(?: ?(?:of )?${noun})?|${noun} ?\\(? ?(?:${pair}) ?\\)?|(?:${zhPair})\\s*(?:${zhNoun}|人气)?|${zhNoun}\\s*\\(? ?(?:${zhPair}) ?\\)?`,
  today: `${today} ${noun}|${noun} today|(?:今日|今天|本日|当日|日)${zhNoun}`,
  total: `${total} ${noun}|(?:总|总计|累计|历史|共计?)${zhNoun}`,
  visits: `${noun}|${zhNoun}|人\\s*气|热\\s*度|popularity`,
  updated: '(?:last )?(?:updated?|modified)(?: ?(?:date|time|on|at))?|(?:更新|修改|编辑)(?:日期|时间)',
  date: '(?:(?:release|publish(?:ed|ing)?|publication|issued?|post(?:ed|ing)?|add(?:ed)?|upload(?:ed)?|creat(?:ed|ion)|news|submit(?:ted)?|entry|input) ?(?:date|time|on|at)?(?: ?(?:/|and|&) ?time)?|dates?(?: ?(?:/|and|&) ?time)?|time)|(?:发\\s*布|发表|发稿|添加|录入|上传|创建|公布|加入|撰写|文章|新闻|信息|提交|刊登|成文)?(?:日\\s*期|时\\s*间)|发布于|发表于|发布',
  source:
    '(?:(?:news|article|information|content)[ -]?)?(?:sources?|origin|resources?)(?: from)?|from|(?:信息|文章|新闻|稿件|内容|资料|本文)?(?:来\\s*源|出\\s*处)(?:于|自)?|来自|稿源|供稿(?:单位)?|(?:发布|发文|信息提供|提供)(?:单位|机构|部门)',
  other:
    'authors?|(?:chief |responsible |executive )?editors?(?: in charge)?|reporters?|writers?|edited by|written by|by|publishers?|font ?size|fonts?|size|categor(?:y|ies)|column|class|type|keywords?|key words?|tags?|number|no\\.|作\\s*者|(?:责任|本文|网络)?编\\s*辑|责\\s*编|记者|通讯员|录入(?:员|人|者)?|发布(?:人|者)|审核(?:人)?|审稿|摄影|字体(?:大小)?|字号|大小|栏目|分类|类别|类型|所属(?:栏目|类别|分类)|关键[字词]|标签|编号|文号|索引号|评论(?:数)?|comments?|views? comments?',
} as const
type Field = keyof typeof labels

const fieldOrder: readonly Field[] = ['pair', 'today', 'total', 'updated', 'other', 'date', 'source', 'visits']
const anyLabel = fieldOrder.map((field) => `(?<${field}>${labels[field]})`).join('|')
// A label opens the line or follows a separator or figure; some are told by themselves even when glued to a value.
const glued =
  'today ?/ ?total|(?:今日|今天|本日)\\s*/|总(?:访问|浏览|点击)|(?:信息|文章|新闻)?来\\s*源|发布(?:日期|时间)|(?:访问|浏览|点击|阅读)(?:次数|量|数)'
const edge = `(?:(?<=^|[\\s,;|·•\\[\\](){}<>、。.0-9次\\/-])|(?=(?:${glued})[^,。:]{0,8}:))`
const looseVisits = new RegExp(
  `(?:${pair}|${zhPair}|${zhNoun}|人气|\\b${noun})\\s*[:(\\[]*\\s*(\\d[\\d,/\\s]*)|(?<!\\d)(\\d[\\d,]*)\\s*(?:\\b${noun}\\b|[次人]${zhNoun})`,
  'i',
)
const withColon = new RegExp(`${edge}(?:${anyLabel})\\s*[:>]+`, 'gi')
// Some pages set labels off by a space or bracket only: 日期 2015-12-16 来源 山东省商务厅 阅读(111).
const withoutColon = new RegExp(`${edge}(?:${anyLabel})(?:\\s*:|\\s*(?=[\\d(])|\\s+)`, 'gi')

interface LabelledValue {
  readonly field: Field
  readonly label: string
  readonly value: string
  readonly start: number
}

const trimEnds = (text: string) =>
  collapse(text)
    .replace(/^[\s,，;；|｜·•、:：\]】)）>》\-–—]+/u, '')
    .replace(/[\s,，;；|｜·•、[【(（<《\-–—]+$/u, '')
    .trim()

const openers: Readonly<Record<string, string>> = { ')': '(', '）': '（', '】': '【', ']': '[' }

// A closing bracket belongs to the value only when its opening one does.
function trimValue(text: string): string {
  let value = trimEnds(text)
  for (;;) {
    const closer = value.at(-1) ?? ''
    const opener = openers[closer]
    if (opener === undefined || value.split(opener).length >= value.split(closer).length) return value
    value = trimEnds(value.slice(0, -1))
  }
}

function findLabels(line: string, pattern: RegExp): LabelledValue[] {
  const matches = [...foldWidth(line).matchAll(pattern)]
  return matches.flatMap((match, index) => {
    const field = fieldOrder.find((name) => match.groups?.[name] !== undefined)
    if (field === undefined) return []
    const end = match.index + match[0].length
    const value = line.slice(end, matches[index + 1]?.index ?? line.length)
    return [{ field, label: trimEnds(match[0]), value, start: match.index }]
  })
}

/** Whole numbers of a text, thousands separators allowed, in its order. */
function numbers(text: string): number[] {
  return [...foldWidth(text).matchAll(/\d{1,3}(?:,\d{3})+(?!\d)|\d+/g)].map((match) =>
    Number(match[0].replaceAll(',', '')),
  )
}

function totalOf(values: readonly LabelledValue[]): number | undefined {
  const of = (field: Field) =>
    values.filter((value) => value.field === field).flatMap(({ value }) => numbers(value).slice(0, 2))
  const totals = [...of('pair'), ...of('total')]
  const best = totals.length > 0 ? totals : of('visits')
  // A total is never below the visits of the day, whichever stands first.
  return best.length > 0 ? Math.max(...best) : undefined
}

const isVisits = (field: Field) => field === 'pair' || field === 'today' || field === 'total' || field === 'visits'

const looseVisitsText = (found: RegExpExecArray | null, line: string) =>
  found === null ? '' : line.slice(found.index, found.index + found[0].length)

function readFields(line: string, values: readonly LabelledValue[]): Omit<RecordLine, 'strength'> {
  const dated = values.find(({ field }) => field === 'date') ?? values.find(({ field }) => field === 'updated')
  const before = trimEnds(line.slice(0, values[0]?.start ?? line.length))
  const date = findDates(dated?.value ?? line)[0]
  const sourceValue = values.find(({ field }) => field === 'source')
  const labelled = totalOf(values)
  const loose = labelled === undefined ? looseVisits.exec(foldWidth(line)) : null
  const totalVisits = labelled ?? (loose === null ? undefined : Math.max(...numbers(loose[1] ?? loose[2] ?? '')))
  const source = trimValue((sourceValue?.value ?? '').replace(looseVisitsText(loose, line), ''))
  const rest = trimEnds((dated?.value ?? '').replace(date?.found ?? '', ''))
  const others = values.filter(
    ({ field, value, start }) =>
      (field === 'other' || (/^(?:updated|date)$/.test(field) && start !== dated?.start)) && trimValue(value) !== '',
  )
  return {
    ...(date === undefined ? {} : { date }),
    ...(date === undefined && rest !== '' ? { unreadableDate: rest } : {}),
    ...(source === '' ? {} : { source }),
    ...(totalVisits === undefined ? {} : { totalVisits }),
    ...(totalVisits === undefined && values.some(({ field }) => isVisits(field)) ? { visitsMissing: true } : {}),
    others: others.map(({ label, value }) => `${label.replace(/\s*[:：]$/u, '')}: ${trimValue(value)}`),
    before: trimValue(before.replace(date?.found ?? '', '')).replace(/^[\p{P}\s]+$/u, ''),
  }
}

// `2015-12-16 08:54:43`, `December 16, 2015 | Department of Commerce`: a date without a label opens or closes the line.
function readBareDate(line: string): RecordLine | undefined {
  const date = findDates(line)[0]
  if (date === undefined || columns(line) > 120) return undefined
  const before = trimEnds(line.slice(0, date.start))
  const after = trimEnds(line.slice(date.end))
  const rest = before === '' ? after : after === '' ? before : undefined
  if (rest === undefined) return undefined
  if (rest === '') return { date, others: [], before: '', strength: 'bare' }
  const exact =
    date.text.length > 10 || /[|·•\]】)）]/u.test(line.slice(date.end, date.end + 3)) || /\s{2,}|\u3000/.test(line)
  if (!exact || endsSentence(rest) || columns(rest) > 80 || /^\p{Ll}/u.test(rest)) return undefined
  return { date, source: rest, others: [], before: '', strength: 'bare' }
}

/** The record line that `line` is, or `undefined` when it is text of the release. */
export function parseRecordLine(line: string): RecordLine | undefined {
  if (columns(line) > 400) return undefined
  const values = findLabels(line, withColon)
  if (values.length > 0) {
    const fields = readFields(line, values)
    const kinds = new Set(
      values.map(({ field }) => (isVisits(field) ? 'visits' : field === 'updated' ? 'date' : field)),
    )
    const hasDate = fields.date !== undefined && (kinds.has('date') || findDates(fields.before).length === 0)
    const opens = values[0]?.start === 0 || fields.before === '' || columns(fields.before) <= 2
    const closed = !/[.。!?！？]\s*$/u.test(line) || /(?:ltd|inc|co|corp)\.\s*$/i.test(line)
    if (hasDate && kinds.has('date') && opens) return { ...fields, strength: 'certain' }
    if (kinds.size >= 2 && (kinds.has('date') || kinds.has('source') || kinds.has('visits'))) {
      return { ...fields, strength: fields.before === '' || hasDate ? 'certain' : 'alone' }
    }
    if (hasDate && columns(line) <= 200) return { ...fields, strength: 'certain' }
    if (opens && closed && columns(line) <= 160) return { ...fields, strength: 'alone' }
    return undefined
  }
  const bare = readBareDate(line)
  const spaced = findLabels(line, withoutColon)
  const opening = spaced[0]
  if (opening !== undefined && columns(line) <= 200 && findDates(line).length > 0) {
    const fields = readFields(line, spaced)
    const dateFirst = opening.start === 0 || findDates(line)[0]?.start === 0
    const told = new Set(spaced.map(({ field }) => field))
    const numbered = fields.totalVisits !== undefined || told.has('source') || told.has('date')
    if (dateFirst && numbered && !endsSentence(line)) return { ...fields, strength: 'certain' }
  }
  if (bare !== undefined) return bare
  const visitsAlone = opening !== undefined && opening.start <= 1 && isVisits(opening.field) && columns(line) <= 40
  if (visitsAlone && numbers(line).length > 0 && !endsSentence(line))
    return { ...readFields(line, spaced), strength: 'alone' }
  return undefined
}

/** Two record lines that belong to one release, as one; the first that has a field decides. */
export function mergeRecords(first: RecordLine, second: RecordLine): RecordLine {
  const [day, otherDay] = [first.date?.text ?? '', second.date?.text ?? '']
  const isSameDay = day === '' || day.startsWith(otherDay) || otherDay.startsWith(day)
  const isSameSource = first.source === undefined || second.source === undefined || first.source === second.source
  const left = [...(isSameDay ? [] : [second.date?.found]), ...(isSameSource ? [] : [second.source])]
  return { ...second, ...first, others: [...first.others, ...second.others, ...left.flatMap((text) => text ?? [])] }
}
