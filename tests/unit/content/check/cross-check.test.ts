import { expect, test } from 'vitest'
import { crossCheck } from '#lib/content/check/cross-check.ts'
import { describeProblem } from '#lib/content/problem.ts'
import { problemsBetween as problemsOf, toldBetween as told } from '#tests/support/content/between-files.ts'
import { releaseText } from '#tests/support/content/content-folder.ts'
import { contentState } from '#tests/support/content/content-state.ts'
import { at, site } from '#tests/support/content/releases.ts'

const now = at('2026-01-01')

const seminar = releaseText('Seminar')
const linking = (...links: string[]) =>
  releaseText('Linking', '', links.map((link) => `See [there](${link}).`).join('\n\n'))

test('a folder name without Latin letters gets an example', () => {
  const [found] = problemsOf({ 'news/2015/研讨会/en.md': seminar })
  expect(found && describeProblem(found, 'en').hint).toBe('Rename the folder, for example to new-line-opens.')
})

test.each(['harbour copy', 'harbour 2', 'harbour - Copy (3)', 'harbour 副本', 'harbour的副本2', 'harbour (1)'])(
  'a folder called %s looks like a copy, and the advice says so',
  (name) => {
    const [found] = problemsOf({ [`news/2015/${name}/en.md`]: seminar })
    expect(found && describeProblem(found, 'en').hint).toMatch(
      / It looks like a copy of another one; if it is, delete it\.$/,
    )
    expect(found && describeProblem(found, 'zh').hint).toMatch(/。看起来是复制时产生的副本；如不需要，请删除。$/)
  },
)

test.each(['Harbour 2015', 'Copy of the plan', 'harbour_opening'])('a folder called %s is no copy', (name) => {
  const [found] = problemsOf({ [`news/2015/${name}/en.md`]: seminar })
  expect(found && describeProblem(found, 'en').hint).not.toContain('copy of another')
})

test('two drafts that were begun alike are no near-duplicates until one of them is public', () => {
  const words = 'Write the text here. Leave a blank line between paragraphs.'
  const files = (fields: string) => ({
    'news/2015/one/en.md': releaseText('Opening', 'draft: true\n', words),
    'news/2015/two/en.md': releaseText('Opens', fields, words),
  })
  expect(told(files('draft: true\n'))).toEqual([])
  expect(told(files(''))).toEqual([expect.stringContaining('release/near-duplicate')])
})

test('a folder name that is too long gets its beginning as the example', () => {
  const [found] = problemsOf({ [`news/2015/${'A'.repeat(130)}/en.md`]: seminar })
  expect(found?.values['better']).toBe('a'.repeat(120))
})

test.each([
  ['draft', 'draft: true\n', 'it is a draft'],
  ['withdrawn', 'withdrawn:\n  date: 2016-01-01\n  kind: error\n', 'it was withdrawn as an error'],
  ['expired', 'expires: 2016-01-01\n', 'it has expired'],
])('a link to a release that is %s says so', (_state, fields, words) => {
  const files = {
    'news/2015/a/en.md': linking('/en/news/target'),
    'news/2015/target/en.md': releaseText('Target', fields),
  }
  const [found] = problemsOf(files)
  expect(found && describeProblem(found, 'en').message).toContain(words)
})

test('a link to a release that leads on to its replacement is right', () => {
  const replaced = releaseText('Target', 'withdrawn:\n  date: 2016-01-01\n  kind: replaced\n  replacement: next\n')
  const files = {
    'news/2015/a/en.md': linking('/en/news/target'),
    'news/2015/target/en.md': replaced,
    'news/2015/next/en.md': releaseText('A line opens'),
  }
  expect(told(files)).toEqual([])
})

test('of two spellings of a tag that are equally frequent one is told, whatever is read first', () => {
  const [big, small] = [releaseText('Seminar', 'tags: [Big Data]\n'), releaseText('A line opens', 'tags: [big data]\n')]
  expect(told({ 'news/2015/a/en.md': big, 'news/2015/b/en.md': small })).toEqual([
    'news/2015/b/en.md:4:8 tag/other-spelling',
  ])
  expect(told({ 'news/2015/a/en.md': small, 'news/2015/b/en.md': big })).toEqual([
    'news/2015/a/en.md:4:8 tag/other-spelling',
  ])
})

test('links that readers can follow are right', () => {
  const files = {
    'news/2015/seminar/en.md': releaseText('Seminar', 'tags: [Big Data]\ncategory: policy\naliases: [/old.asp]\n'),
    'pages/about/en.md': '---\ntitle: About\n---\n\nWho we are.\n',
    'news/2015/a/en.md': linking(
      '/en/news/seminar',
      '/en/news/seminar#section-results',
      '/en/archive',
      '/en/archive/2015/12',
      '/en/category/policy',
      '/en/category/industry',
      '/en/tag/big-data',
      '/en/about',
      '/en/news',
      '/old.asp?from=a',
      'https://example.com/en/news/nothing',
    ),
  }
  expect(told(files)).toEqual([])
})

test('both languages of a release may name one alias; another release may not', () => {
  const aliased = (title: string) => releaseText(title, 'aliases: [/old.asp]\n')
  const own = { 'news/2015/seminar/en.md': aliased('Seminar'), 'news/2015/seminar/zh.md': aliased('座谈会') }
  expect(told(own)).toEqual([])
  expect(told({ ...own, 'news/2015/other/en.md': aliased('A line opens') })).toEqual([
    'news/2015/seminar/en.md:4:11 alias/clash',
    'news/2015/seminar/zh.md:4:11 alias/clash',
  ])
})

test.each(['/en/tag/nothing', '/en/category/nothing', '/en/archive/2014', '/en/news/page/2', '/en/about', '/old.asp'])(
  'a link to %s, which is not there, is told',
  (path) => {
    expect(told({ 'news/2015/a/en.md': linking(path) })).toEqual(['news/2015/a/en.md:6:13 link/no-page'])
  },
)

test('a link to a release that is published together with this one is right, and so is one from a draft', () => {
  const later = (title: string, fields: string, body: string) =>
    `---\ntitle: ${title}\ndate: 2027-01-01\n${fields}---\n\n${body}\n`
  const files = {
    'news/2027/a/en.md': later('Both come', '', 'See [that](/en/news/b).'),
    'news/2027/b/en.md': later('Together', '', 'It opens.'),
    'news/2015/c/en.md': releaseText('A draft', 'draft: true\n', 'See [that](/en/news/b).'),
  }
  expect(told(files)).toEqual([])
})

test('a link to a release whose file is broken is not told: the file is', () => {
  const files = { 'news/2015/a/en.md': linking('/en/news/broken'), 'news/2015/broken/en.md': 'No header.' }
  expect(told(files)).toEqual([])
})

test('links of the site’s pages are checked as well', () => {
  const files = { 'pages/about/en.md': '---\ntitle: About\n---\n\nSee [this](/en/news/nothing).\n' }
  expect(told(files)).toEqual(['pages/about/en.md:5:12 link/no-release'])
})

test('the year is that of the site’s time zone', () => {
  const files = { 'news/2016/eve/en.md': '---\ntitle: Eve\ndate: 2015-12-31T20:00:00Z\n---\n\nIt opened.\n' }
  const codes = (timeZone: string) =>
    crossCheck(contentState(files, { facts: site({ timeZone }) }), now).map(({ code }) => code)
  expect(codes('Asia/Shanghai')).toEqual([])
  expect(codes('Europe/Berlin')).toEqual(['folder/other-year'])
  const early = { 'news/2015/eve/en.md': '---\ntitle: Eve\ndate: 2016-01-01T02:00:00Z\n---\n\nIt opened.\n' }
  expect(crossCheck(contentState(early, { facts: site({ timeZone: 'America/New_York' }) }), now)).toEqual([])
})

test('a translation that records the same last change is up to date', () => {
  const change = 'changes:\n  - date: 2016-01-05\n    kind: update\n    note: A picture was added.\n'
  const files = {
    'news/2015/seminar/en.md': releaseText('Seminar', change),
    'news/2015/seminar/zh.md': releaseText('研讨会', change),
  }
  expect(told(files)).toEqual([])
})

test('legacy visits in one of two languages contradict nothing', () => {
  const files = {
    'news/2015/seminar/en.md': releaseText('Seminar', 'legacyVisits: 111\n'),
    'news/2015/seminar/zh.md': releaseText('研讨会'),
  }
  expect(told(files)).toEqual([])
})

test('a circle of three replacements is told at each', () => {
  const replaced = (by: string) =>
    releaseText(`Replaced by ${by}`, `withdrawn:\n  date: 2016-01-01\n  kind: replaced\n  replacement: ${by}\n`)
  const files = {
    'news/2015/a/en.md': replaced('b'),
    'news/2015/b/en.md': replaced('c'),
    'news/2015/c/en.md': replaced('a'),
  }
  expect(told(files).map((line) => line.split(' ')[1])).toEqual(Array(3).fill('replacement/circle'))
})

const chinese = (title: string, body: string) => releaseText(title, '', body)

test('near-duplicates are found in Chinese, and other news of the same house is not one', () => {
  const files = {
    'news/2015/a/zh.md': chinese(
      '全省商务信息化工作座谈会在潍坊召开',
      '12月9日，山东省商务厅在潍坊召开全省商务信息化工作座谈会，与会代表参观了大数据中心。',
    ),
    'news/2015/b/zh.md': chinese(
      '全省商务信息化工作座谈会在潍坊召开',
      '12月9日，山东省商务厅在潍坊召开全省商务信息化工作座谈会，与会人员参观了大数据中心。',
    ),
    'news/2015/c/zh.md': chinese(
      '全省外贸工作会议在青岛召开',
      '12月11日，山东省商务厅在青岛召开全省外贸工作会议，部署了明年的各项任务。',
    ),
  }
  expect(told(files)).toEqual(['news/2015/b/zh.md:2:8 release/near-duplicate'])
})

const harbour = [
  'Harbour opens a second container terminal',
  'The port of Qingdao opened its second container terminal on Monday, adding four berths and room for two million containers a year. The terminal is run by electricity alone and took three years to build.',
] as const
const harbourInChinese = [
  '青岛港第二集装箱码头启用',
  '青岛港第二集装箱码头周一启用，新增四个泊位，年吞吐能力增加两百万标准箱。码头全部使用电力，建设历时三年，总投资21亿元，其中三分之一由省财政出资。',
] as const
const quarter = (name: string, revenue: string, profit: string) =>
  [
    `${name} quarter results`,
    `The company today published its results for the ${name.toLowerCase()} quarter. Revenue was ${revenue} million yuan and net profit ${profit} million yuan. The full report can be downloaded below.`,
  ] as const
const quarterInChinese = (name: string, revenue: string, growth: string) =>
  [
    `公司发布${name}季度业绩`,
    `公司今日发布${name}季度业绩报告。报告期内实现营业收入${revenue}亿元，同比增长${growth}%。海外订单占比达到四分之一。公司维持全年业绩预期不变。`,
  ] as const

test.each([
  [
    'a copy with two words changed',
    'en',
    harbour,
    [harbour[0], harbour[1].replace('Monday', 'Tuesday').replace('three', 'four')],
    1,
  ],
  ['a copy with a sentence before it', 'en', harbour, [harbour[0], `A new era begins. ${harbour[1]}`], 1],
  [
    'a copy with another title',
    'zh',
    harbourInChinese,
    ['青岛港第二集装箱码头正式启用', harbourInChinese[1].replace('周一', '周二')],
    1,
  ],
  ['the reports of two quarters', 'en', quarter('Second', '1,900', '201'), quarter('Third', '2,100', '214'), 0],
  [
    'the reports of two quarters',
    'zh',
    quarterInChinese('第二', '19.2', '6'),
    quarterInChinese('第三', '21.4', '8'),
    0,
  ],
] as const)('%s (%s) is told as a near-duplicate when it is one', (_, locale, [title, body], [other, text], found) => {
  const files = {
    [`news/2015/a/${locale}.md`]: releaseText(title, '', body),
    [`news/2015/b/${locale}.md`]: releaseText(other, '', text),
  }
  expect(problemsOf(files).filter(({ code }) => code === 'release/near-duplicate')).toHaveLength(found)
})

test('a release is no duplicate of its translation, nor of the one that it replaces', () => {
  const words = 'The group opened its second plant in Weifang on Monday, with guests from seventeen cities.'
  const files = {
    'news/2015/a/en.md': releaseText('Plant opened', '', words),
    'news/2015/a/zh.md': releaseText('Plant opened', '', words),
    'news/2014/old/en.md': releaseText(
      'Plant opened',
      'withdrawn:\n  date: 2016-01-01\n  kind: replaced\n  replacement: a\n',
      words,
    ).replace('2015-12-16', '2014-12-16'),
  }
  expect(told(files)).toEqual([])
  const languages = {
    'news/2015/a/en.md': releaseText('Plant opened', '', words),
    'news/2015/b/zh.md': releaseText('Plant opened', '', words),
  }
  expect(told(languages), 'another language').toEqual([])
})

test('ten thousand releases that open with one phrase are not compared each with each', () => {
  const phrase = 'The Department of Commerce of Shandong Province announced on its web site today that'
  const files = Object.fromEntries(
    Array.from({ length: 300 }, (_, index) => [
      `news/2015/release-${index}/en.md`,
      releaseText(
        `Notice ${index}`,
        '',
        `${phrase} notice ${index} was given to office ${index * 7} by desk ${index * 13}, and so on.`,
      ),
    ]),
  )
  const state = contentState(files)
  const first = [...state.folders.values()]
  const folders = new Map(
    Array.from({ length: 10_000 }, (_, index) => {
      const known = first[index % 300]
      if (known === undefined) throw new Error('no folder')
      const slug = `copy-${index}`
      const releases = known.parsed.releases.map((release) => ({ ...release, slug, file: `news/2015/${slug}/en.md` }))
      return [`news/2015/${slug}`, { ...known, parsed: { ...known.parsed, slug, releases } }] as const
    }),
  )
  const found = crossCheck({ ...state, folders }, now).filter(({ code }) => code === 'release/near-duplicate')
  expect(found.length).toBeGreaterThan(9000)
})

test('a story that names a broken release, or one of its own second language, is right', () => {
  const files = {
    'news/2015/broken/en.md': '---\ntitle: Broken\n---\n\nText.\n',
    'news/2015/only-zh/zh.md': releaseText('只有中文'),
    'news/2015/first/en.md': releaseText('First of all', 'follows: broken\n'),
    'news/2015/second/en.md': releaseText('Second of them', 'follows: https://news.example/zh/news/only-zh\n'),
  }
  expect(told(files)).toEqual([])
})

test('a circle of three releases is told at each', () => {
  const naming = (named: string) => releaseText(`Follows ${named}`, `follows: ${named}\n`)
  const files = {
    'news/2015/a/en.md': naming('b'),
    'news/2015/b/en.md': naming('c'),
    'news/2015/c/en.md': naming('a'),
  }
  expect(told(files).map((line) => line.split(' ')[1])).toEqual(Array(3).fill('thread/circle'))
})
