import { linkSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dayAfter } from '#lib/time-zone.ts'
import { type Phrase, phrase } from './phrases.ts'

/** A release whose page shows something that generated ones do not. */
interface StateRelease {
  readonly slug: string
  /** Days before the demo's newest day; after it when negative. */
  readonly daysAgo: number
  readonly title: Phrase
  /** Lines of the header that are the same in both languages. */
  readonly header?: readonly string[]
  /** What happened to it afterwards: further lines, by the day on which it did. */
  readonly fate?: (day: string, language: 'en' | 'zh') => readonly string[]
  readonly body: Phrase
}

/** What the demo's pictures show, by their number. */
const captions: ReadonlyMap<number, Phrase> = new Map([
  [0, phrase('The works on the morning of the open day', '开放日清晨的厂区')],
  [1, phrase('Cranes at the river port', '河港的起重机')],
  [2, phrase('Storage tanks, seen from the gate', '从大门看储罐')],
  [4, phrase('Wagons in the yard', '编组场的车辆')],
])

function gallery(numbers: readonly number[], language: 'en' | 'zh'): string {
  const captionOf = (number: number) => captions.get(number)?.[language] ?? ''
  return numbers.map((number) => `![${captionOf(number)}](picture-${number}.jpg "${captionOf(number)}")`).join('\n')
}

/** Releases by which the states of pages that readers can meet are shown: a story, a gallery, extremes of text. */
const states: readonly StateRelease[] = [
  {
    slug: 'furnace-3-stands-still',
    daysAgo: 40,
    title: phrase('Furnace 3 of the Xiling foundry stands still', '西翎铸造厂3号炉停炉'),
    header: ['category: company'],
    body: phrase(
      'A pipe of the cooling circuit leaks. Nobody was hurt, and furnaces 1 and 2 go on working.',
      '冷却回路一处管道渗漏，无人受伤，1号炉和2号炉照常运行。',
    ),
  },
  {
    slug: 'furnace-3-cooling-repaired',
    daysAgo: 26,
    title: phrase('The cooling of furnace 3 is repaired', '3号炉冷却系统修复'),
    header: ['category: company', 'follows: furnace-3-stands-still'],
    body: phrase('The new pipe has held its pressure for three days.', '新管道已连续保压三天。'),
  },
  {
    slug: 'furnace-3-restart',
    daysAgo: 20,
    title: phrase('Furnace 3 starts again within the week', '3号炉本周内恢复运行'),
    header: ['category: company', 'follows: furnace-3-cooling-repaired'],
    body: phrase('The furnace is heated slowly, for four days and nights.', '升温将持续四个昼夜。'),
  },
  {
    slug: 'furnace-3-restart-postponed',
    daysAgo: 12,
    title: phrase('Furnace 3 starts ten days later than announced', '3号炉恢复运行时间推迟十天'),
    header: ['category: company', 'supersedes: furnace-3-restart'],
    body: phrase(
      'A second valve is replaced first. All orders are met from stock.',
      '先更换另一处阀门，全部订单由库存保障。',
    ),
  },
  {
    slug: 'open-day-in-pictures',
    daysAgo: 6,
    title: phrase('The open day in pictures', '开放日图集'),
    header: ['category: company'],
    body: phrase(
      `Visitors saw the works on the first Saturday of the month.\n\n${gallery([0, 4, 1], 'en')}\n\nIn the evening the port was open too.\n\n${gallery([1, 2, 4, 0], 'en')}`,
      `每月第一个星期六，访客走进厂区。\n\n${gallery([0, 4, 1], 'zh')}\n\n傍晚，河港同时开放。\n\n${gallery([1, 2, 4, 0], 'zh')}`,
    ),
  },
  {
    slug: 'figures-of-the-yard',
    daysAgo: 9,
    title: phrase('The yard sorts 400 wagons a day', '编组场日均编组400辆'),
    header: ['category: industry'],
    fate: (day, language) => [
      'changes:',
      `  - date: ${day}`,
      '    kind: correction',
      `    note: ${{ en: '400, not 4,000.', zh: '应为400辆，不是4000辆。' }[language]}`,
    ],
    body: phrase('The figure is the mean of October.', '该数字为十月平均值。'),
  },
  {
    slug: 'tender-of-the-port',
    daysAgo: 8,
    title: phrase('The river port invites offers for a crane', '河港起重机招标'),
    header: ['category: industry'],
    fate: (day) => ['withdrawn:', `  date: ${day}`, '  kind: withdrawn'],
    body: phrase('Offers are opened in December.', '十二月开标。'),
  },
  {
    slug: 'crane-driver-wanted',
    daysAgo: 30,
    title: phrase('The river port looks for a crane driver', '河港招聘起重机司机'),
    header: ['category: vacancies'],
    fate: (day) => [`expires: ${day}`],
    body: phrase('Whoever can drive a crane may write by Friday.', '会操作起重机者请于星期五前来信。'),
  },
  {
    slug: 'longest-headline',
    daysAgo: 5,
    title: phrase(
      'Kraftfahrzeughaftpflichtversicherungsgesellschaft and eleven further houses sign for the river port, its storage tanks, the yard with each of its sidings, and a crane which nobody has yet seen at work',
      '关于南埔河港、储罐区、编组场及其全部专用线与一台尚未有人见过其作业的起重机由保险公司和另外十一家单位共同签约事宜的有关情况说明，以及签约之后港区道路改线、储罐检修、编组场照明更新、职工食堂迁建、沿江护岸加固、消防泵房改造、装卸作业班次调整、应急物资储备、周边村组饮水工程、安全培训考核、环境监测数据公开和来访接待等十二项工作的分工安排、完成期限、责任单位与联系方式（本标题为一篇稿件所能有的最长标题）',
    ),
    header: ['category: notices'],
    body: phrase('The longest headline that a release can have.', '标题最长的稿件。'),
  },
  {
    slug: 'words-alone',
    daysAgo: 4,
    title: phrase('The canteen opens at six', '食堂六点开门'),
    body: phrase('From Monday on.', '自星期一起。'),
  },
  {
    slug: 'greeting-in-arabic',
    daysAgo: 3,
    title: phrase('Guests greet the works in their own language', '来宾用母语问候'),
    header: ['category: training'],
    body: phrase(
      'The guests wrote into the book:\n\n> [أهلاً وسهلاً بكم في المصنع، شكراً على الزيارة.]{lang=ar}\n>\n> — From the visitors’ book',
      '来宾在留言簿上写道：\n\n> [أهلاً وسهلاً بكم في المصنع، شكراً على الزيارة.]{lang=ar}\n>\n> —— 摘自留言簿',
    ),
  },
  {
    slug: 'figures-under-embargo',
    daysAgo: -400,
    title: phrase('Figures of the coming year', '来年数据'),
    header: ['category: company', 'embargo: true'],
    body: phrase('The figures are preliminary.', '数据为初步统计。'),
  },
]

/** The slug of the release that only a preview shows. */
export const embargoedSlug = 'figures-under-embargo'

function renderState(state: StateRelease, until: string, language: 'en' | 'zh'): string {
  const { title, header = [], fate = () => [], body, daysAgo } = state
  const lines = [...header, ...fate(`${dayAfter(until, 1 - daysAgo)} 10:00:00`, language)]
  const date = `${dayAfter(until, -daysAgo)} 10:00:00`
  return ['---', `title: "${title[language]}"`, `date: ${date}`, ...lines, '---', '', body[language], ''].join('\n')
}

/**
 * Writes further releases into content of the demo that has its pictures. `until` is the day of its newest release,
 * `YYYY-MM-DD`.
 */
export function writeDemoStates(folder: string, until: string): void {
  for (const state of states) {
    const path = join(folder, 'news', dayAfter(until, -state.daysAgo).slice(0, 4), state.slug)
    mkdirSync(path, { recursive: true })
    for (const language of ['en', 'zh'] as const)
      writeFileSync(join(path, `${language}.md`), renderState(state, until, language))
    const pictures = new Set([...state.body.en.matchAll(/\(picture-(\d+)\.jpg/g)].map(([, number]) => number))
    for (const number of pictures)
      linkSync(join(folder, '.pictures', `${number}.jpg`), join(path, `picture-${number}.jpg`))
  }
}
