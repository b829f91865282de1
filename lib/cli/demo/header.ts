import type { Locale } from '#lib/i18n/locales.ts'
import { dayAfter } from '#lib/time-zone.ts'
import { headerText } from '../import/release-file.ts'
import { pictureText } from './body.ts'
import { captions } from './phrases.ts'
import type { Random } from './random.ts'
import type { Topic } from './topics.ts'
import { createWriter, type Facts } from './writer.ts'

const pad = (value: number) => String(value).padStart(2, '0')

/** `YYYY-MM-DD` of a UTC midnight. */
export const dayText = (day: Date) => `${day.getUTCFullYear()}-${pad(day.getUTCMonth() + 1)}-${pad(day.getUTCDate())}`

/** `days` after a date of a header, at nine. */
const later = (date: string, days: number) => `${dayAfter(date.slice(0, 10), days)} 09:00`

const notes = {
  correction: { en: 'A figure in the second paragraph was corrected.', zh: '更正了第二段中的一个数字。' },
  update: { en: 'The next steps were added.', zh: '补充了后续安排。' },
  withdrawn: { en: 'The yearly report has taken its place.', zh: '内容已被年度报告取代。' },
  error: { en: 'Published by mistake.', zh: '误发。' },
} as const

/** What happened to a release after publication, by its number: some of each kind. `replacement` gives the slug of another. */
function fate(index: number, date: string, locale: Locale, replacement: () => string): string[] {
  const change = (kind: 'correction' | 'update', days: number) => [
    'changes:',
    `  - date: ${later(date, days)}`,
    `    kind: ${kind}`,
    `    note: ${headerText(notes[kind][locale])}`,
  ]
  const withdraw = (kind: 'withdrawn' | 'error', days: number) => [
    'withdrawn:',
    `  date: ${later(date, days)}`,
    `  kind: ${kind}`,
    `  reason: ${headerText(notes[kind][locale])}`,
  ]
  if (index === 3) return [`pinnedUntil: ${later(date, 3650)}`]
  if (index % 37 === 11) return change('correction', 2)
  if (index % 53 === 17) return change('update', 9)
  if (index % 97 === 41) return withdraw('withdrawn', 30)
  if (index % 131 === 67) return withdraw('error', 1)
  if (index % 149 === 90) {
    return ['withdrawn:', `  date: ${later(date, 5)}`, '  kind: replaced', `  replacement: ${replacement()}`]
  }
  if (index % 167 === 120) return [`expires: ${later(date, 60)}`]
  return index % 61 === 30 ? ['draft: true'] : []
}

export interface HeaderOptions {
  /** 0 the newest. */
  readonly index: number
  /** The release's number among all, 1 the oldest. */
  readonly serial: number
  readonly date: string
  readonly topic: Topic
  readonly facts: Facts
  readonly picture: number | undefined
  readonly report: boolean
  readonly replacement: () => string
}

function image(picture: number, locale: Locale, text: string, caption: string): string[] {
  const credit = locale === 'zh' ? '澜川集团（示例）' : 'Lanchuan Works'
  return [
    'image:',
    `  src: picture-${picture}.jpg`,
    `  alt: ${headerText(text)}`,
    `  caption: ${headerText(caption)}`,
    `  credit: ${credit}`,
  ]
}

/** The lines of a header. */
export function buildHeader(random: Random, locale: Locale, options: HeaderOptions): string[] {
  const { index, serial, date, topic, facts, picture, report, replacement } = options
  const write = createWriter(facts, locale)
  const summary = random.chance(0.6)
  const caption = random.pick(captions)
  const legacy = random.whole(20, 9000)
  const title = locale === 'zh' ? '数据一览' : 'Figures at a glance'
  const old = [
    `legacyVisits: ${legacy}`,
    'aliases:',
    `  - "/NewsDetail.asp?id=${serial}${locale === 'zh' ? '&lang=cn' : ''}"`,
  ]
  return [
    `title: ${headerText(write(topic.title))}`,
    `date: ${date}`,
    `source: ${headerText(write(facts.plant))}`,
    ...(summary ? [`summary: ${headerText(write(topic.lead))}`] : []),
    `category: ${topic.category}`,
    `tags: [${topic.tags.map((tag) => tag[locale]).join(', ')}]`,
    `number: "${facts.year}-${String(serial % 1000).padStart(3, '0')}"`,
    ...(picture === undefined ? [] : image(picture, locale, write(pictureText(picture)), write(caption))),
    ...(report ? ['downloads:', '  - file: figures.pdf', `    title: ${title}`] : []),
    ...(facts.year < 2018 ? old : []),
    ...fate(index, date, locale, replacement),
  ]
}
