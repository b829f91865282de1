import { expect, test } from 'vitest'
import { describeProblem } from '#lib/content/problem.ts'
import { contentProblems, crossCheck } from '#lib/content/problems/cross-check.ts'
import { type FolderProblemCode, folderProblems } from '#lib/content/problems/folder.ts'
import { releaseText } from '#tests/support/content-folder.ts'
import { bytesIn, contentState, type Files } from '#tests/support/content-state.ts'
import { at, site } from '#tests/support/releases.ts'

const now = at('2026-01-01')

/** Every problem between the files, as an editor gets it. */
function problemsOf(files: Files) {
  const all = contentProblems(contentState(files), now, { readBytes: bytesIn(files) })
  return all.filter(({ code }) => code in folderProblems)
}

const told = (files: Files) =>
  problemsOf(files).map(({ file, line, column, code }) => `${file}:${line}:${column} ${code}`)

const seminar = releaseText('Seminar')
const linking = (...links: string[]) =>
  releaseText('Linking', '', links.map((link) => `See [there](${link}).`).join('\n\n'))

interface Case {
  readonly files: Files
  readonly at: string
  readonly en: readonly [message: string, hint: string]
  readonly zh: readonly [message: string, hint: string]
}

const cases: Readonly<Record<FolderProblemCode, Case>> = {
  'folder/unsafe-name': {
    files: { 'news/2015/Élan Seminar_2/en.md': seminar },
    at: 'news/2015/Élan Seminar_2:1:1',
    en: [
      'The folder name "Élan Seminar_2" cannot be part of a web address, so its release is not published. A name has lower-case letters, digits and single hyphens, at most 120 characters.',
      'Rename the folder to elan-seminar-2.',
    ],
    zh: [
      '文件夹名“Élan Seminar_2”不能用作网址，因此稿件不会发布。名称只能由小写字母、数字和单个连字符组成，最多 120 个字符。',
      '请把文件夹改名为 elan-seminar-2。',
    ],
  },
  'folder/name-clash': {
    files: {
      'news/2015/seminar/en.md': seminar,
      'news/2016/seminar/en.md': '---\ntitle: Another\ndate: 2016-03-01\n---\n\nSomething else was opened.\n',
    },
    at: 'news/2016/seminar/en.md:1:1',
    en: [
      'Two folders have the name "seminar", which is the address of a release: news/2015/seminar is published, news/2016/seminar is not.',
      'Rename one of them; if both are the same release, delete one.',
    ],
    zh: [
      '有两个文件夹都叫“seminar”，而这个名称就是稿件的网址：已发布的是 news/2015/seminar，news/2016/seminar 没有发布。',
      '请给其中一个改名；如果是同一篇稿件，请删除一个。',
    ],
  },
  'folder/other-year': {
    files: { 'news/2016/seminar/en.md': seminar },
    at: 'news/2016/seminar/en.md:3:7',
    en: [
      'This release is dated 2015 (Asia/Shanghai), but its folder is news/2016/seminar.',
      'Move the folder to news/2015/seminar, or correct the date. The address of the release stays the same.',
    ],
    zh: [
      '本稿的日期在 2015 年（Asia/Shanghai），但文件夹是 news/2016/seminar。',
      '请把文件夹移到 news/2015/seminar，或者改正日期。稿件的网址不会变。',
    ],
  },
  'translation/other-date': {
    files: {
      'news/2015/seminar/en.md': seminar,
      'news/2015/seminar/zh.md': '---\ntitle: 研讨会\ndate: 2015-12-17\n---\n\n研讨会举行。\n',
    },
    at: 'news/2015/seminar/zh.md:3:7',
    en: [
      'The two languages of this release have different dates: 2015-12-17 00:00:00 here, 2015-12-16 08:54:43 in news/2015/seminar/en.md.',
      'Give both the same date, unless one language is really published at another time.',
    ],
    zh: [
      '同一篇稿件的两种语言日期不同：此处为 2015-12-17 00:00:00，news/2015/seminar/en.md 中为 2015-12-16 08:54:43。',
      '请写成同一个日期，除非两种语言确实在不同时间发布。',
    ],
  },
  'translation/other-visits': {
    files: {
      'news/2015/seminar/en.md': releaseText('Seminar', 'legacyVisits: 111\n'),
      'news/2015/seminar/zh.md': releaseText('研讨会', 'legacyVisits: 112\n'),
    },
    at: 'news/2015/seminar/zh.md:4:15',
    en: [
      'The languages of a release share one count of visits, but legacyVisits is 112 here and 111 in news/2015/seminar/en.md. The higher one is used.',
      'Write the total of the old site into one of the two files and delete the line in the other.',
    ],
    zh: [
      '同一篇稿件的各语言共用一个访问量，但此处 legacyVisits 为 112，news/2015/seminar/en.md 中为 111。目前采用较大的一个。',
      '请只在其中一个文件里写旧网站的累计访问量，删除另一个文件里的这一行。',
    ],
  },
  'translation/behind': {
    files: {
      'news/2015/seminar/en.md': releaseText(
        'Seminar',
        'changes:\n  - date: 2016-01-05\n    kind: correction\n    note: The number of guests was wrong.\n',
      ),
      'news/2015/seminar/zh.md': releaseText('研讨会'),
    },
    at: 'news/2015/seminar/zh.md:1:1',
    en: [
      'news/2015/seminar/en.md was changed on 2016-01-05 00:00:00; this translation of it records no such change.',
      'Bring this text up to date and add the change to its "changes", with the same date.',
    ],
    zh: [
      'news/2015/seminar/en.md 已于 2016-01-05 00:00:00 更改，但本译文没有相应的更改记录。',
      '请更新本译文，并在“changes”中加上日期相同的更改记录。',
    ],
  },
  'tag/other-spelling': {
    files: {
      'news/2015/a/en.md': releaseText('First', 'tags: [CIO, Training]\n', 'The prize was given.'),
      'news/2015/b/en.md': releaseText('Second', 'tags: [CIO]\n', 'The course began.'),
      'news/2015/c/en.md': releaseText('Third', 'tags: [Training, ｃｉｏ]\n', 'The fair closed.'),
    },
    at: 'news/2015/c/en.md:4:18',
    en: [
      'The tag "ｃｉｏ" is the same as "CIO", which stands 2 times; they differ only by capitals, width or spaces.',
      'Write "CIO".',
    ],
    zh: ['标签“ｃｉｏ”与“CIO”（已用 2 次）是同一个标签，只有大小写、全半角或空格不同。', '请写成“CIO”。'],
  },
  'alias/clash': {
    files: {
      'news/2015/a/en.md': releaseText('First', 'aliases:\n  - /NewsDetail.asp?id=118\n', 'The prize was given.'),
      'news/2015/b/en.md': releaseText('Second', 'aliases:\n  - /NewsDetail.asp?id=118\n', 'The course began.'),
    },
    at: 'news/2015/b/en.md:5:5',
    en: [
      'The alias /NewsDetail.asp?id=118 leads to another release already: "First" in news/2015/a/en.md.',
      'One old address can lead to one release only. Delete the alias in one of the two files.',
    ],
    zh: [
      '别名 /NewsDetail.asp?id=118 已经指向另一篇稿件：news/2015/a/en.md 中的“First”。',
      '一个旧地址只能指向一篇稿件。请删除其中一个文件里的别名。',
    ],
  },
  'alias/live-address': {
    files: {
      'news/2015/a/en.md': releaseText('First', 'aliases: [/old, /en/news/b]\n', 'The prize was given.'),
      'news/2015/b/en.md': releaseText('Second', '', 'The course began.'),
    },
    at: 'news/2015/a/en.md:4:17',
    en: [
      'The alias /en/news/b is the address of a release that exists, "Second" in news/2015/b/en.md; it redirects nobody.',
      'Delete the alias. To replace that release by this one, withdraw it: npm run news -- withdraw.',
    ],
    zh: [
      '别名 /en/news/b 是现有稿件的网址（news/2015/b/en.md 中的“Second”），因此不会起作用。',
      '请删除这个别名。如果要用本稿替换那一篇，请撤下它：npm run news -- withdraw。',
    ],
  },
  'replacement/unknown': {
    files: {
      'news/2015/a/en.md': releaseText(
        'First',
        'withdrawn:\n  date: 2016-01-01\n  kind: replaced\n  replacement: seminr\n',
      ),
      'news/2015/seminar/en.md': releaseText('Seminar', '', 'The seminar was held.'),
    },
    at: 'news/2015/a/en.md:7:16',
    en: [
      'This release is replaced by "seminr", but there is no such release. Readers get "gone" instead.',
      'Did you mean seminar? Write the folder name of the release that replaces it.',
    ],
    zh: ['本稿由“seminr”替换，但没有这篇稿件，读者只会看到“已撤下”。', '是否想写 seminar？请写替换稿件的文件夹名。'],
  },
  'replacement/circle': {
    files: {
      'news/2015/a/en.md': releaseText('First', 'withdrawn:\n  date: 2016-01-01\n  kind: replaced\n  replacement: a\n'),
    },
    at: 'news/2015/a/en.md:7:16',
    en: [
      'This release, "a", is replaced by "a", which leads back to it. Readers get "gone" instead.',
      'Name the release that readers are to see, and take "withdrawn" out of its header.',
    ],
    zh: [
      '本稿“a”由“a”替换，而后者又指回本稿，读者只会看到“已撤下”。',
      '请写读者应当看到的那篇稿件，并删去它文件头里的“withdrawn”。',
    ],
  },
  'thread/unknown': {
    files: {
      'news/2015/seminar/en.md': seminar,
      'news/2016/next/en.md': releaseText('Next', 'follows: seminr\n').replace(/date: .*/, 'date: 2016-01-02'),
    },
    at: 'news/2016/next/en.md:4:10',
    en: [
      '`follows` names the release "seminr", but there is no such release.',
      'Did you mean seminar? Write the folder name of the release, or delete the line.',
    ],
    zh: [
      '`follows` 写的是稿件“seminr”，但没有这篇稿件。',
      '是否想写 seminar？请写那篇稿件的文件夹名，或者删除这一行。',
    ],
  },
  'thread/itself': {
    files: { 'news/2015/seminar/en.md': releaseText('Seminar', 'supersedes: /en/news/seminar\n') },
    at: 'news/2015/seminar/en.md:4:13',
    en: [
      '`supersedes` names "seminar", which is this release itself.',
      'Write the folder name of the earlier release, or delete the line.',
    ],
    zh: ['`supersedes` 写的“seminar”就是本稿。', '请写较早那篇稿件的文件夹名，或者删除这一行。'],
  },
  'thread/circle': {
    files: {
      'news/2015/a/en.md': releaseText('First', 'follows: b\n'),
      'news/2016/b/en.md': releaseText('Second of them', 'supersedes: a\n').replace(/date: .*/, 'date: 2016-01-02'),
    },
    at: 'news/2015/a/en.md:4:10',
    en: [
      '`follows` names "b", which leads back to this release, "a": each of them would be the later one.',
      'Keep the line in the later release and delete it in the earlier one.',
    ],
    zh: ['`follows` 写的“b”又指回本稿“a”，分不清先后。', '请只在较晚的稿件中保留这一行，在较早的稿件中删除。'],
  },
  'thread/earlier': {
    files: {
      'news/2015/a/en.md': releaseText('First', 'follows: b\n'),
      'news/2016/b/en.md': releaseText('Second of them').replace(/date: .*/, 'date: 2016-01-02'),
    },
    at: 'news/2015/a/en.md:4:10',
    en: [
      '`follows` names "b" of 2016-01-02 00:00:00, but this release is dated 2015-12-16 08:54:43, which is earlier.',
      'The later release names the earlier one: move the line to the other release, or correct the date.',
    ],
    zh: [
      '`follows` 写的“b”发布于 2016-01-02 00:00:00，而本稿的日期是 2015-12-16 08:54:43，反而更早。',
      '应由较晚的稿件写明较早的稿件：请把这一行移到另一篇稿件，或者改正日期。',
    ],
  },
  'link/no-release': {
    files: { 'news/2015/a/en.md': linking('/en/news/seminr'), 'news/2015/seminar/en.md': seminar },
    at: 'news/2015/a/en.md:6:13',
    en: [
      'This link leads to the release "seminr", which does not exist.',
      'Did you mean seminar? Correct the link, or remove it.',
    ],
    zh: ['这个链接指向稿件“seminr”，但没有这篇稿件。', '是否想写 seminar？请改正或删除链接。'],
  },
  'link/no-translation': {
    files: { 'news/2015/a/en.md': linking('/zh/news/seminar'), 'news/2015/seminar/en.md': seminar },
    at: 'news/2015/a/en.md:6:13',
    en: [
      'This link leads to the release "seminar" in Chinese, and there is none in that language.',
      'Link to the language that exists, or translate it: npm run news -- translate seminar zh',
    ],
    zh: [
      '这个链接指向稿件“seminar”的中文版，但没有这个语言的版本。',
      '请链接到现有的语言，或者翻译稿件：npm run news -- translate seminar zh',
    ],
  },
  'link/unpublished': {
    files: {
      'news/2015/a/en.md': linking('/en/news/later'),
      'news/2027/later/en.md': '---\ntitle: Later\ndate: 2027-01-01\n---\n\nIt will open.\n',
    },
    at: 'news/2015/a/en.md:6:13',
    en: [
      'This link leads to the release "later", which readers cannot open: it is not published before this release is (news/2027/later/en.md).',
      'Remove the link, or publish that release first.',
    ],
    zh: [
      '这个链接指向稿件“later”，但读者打不开：该稿发布时间晚于本稿（news/2027/later/en.md）。',
      '请删除链接，或者先发布那篇稿件。',
    ],
  },
  'link/no-page': {
    files: { 'news/2015/a/en.md': linking('/en/archive/2015/11') },
    at: 'news/2015/a/en.md:6:13',
    en: [
      'This link leads to /en/archive/2015/11, which this site does not have.',
      'Correct the link, or remove it. A list, a month or a tag exists only while it has releases.',
    ],
    zh: [
      '这个链接指向 /en/archive/2015/11，但本站没有这个页面。',
      '请改正或删除链接。列表、月份和标签页只在有稿件时存在。',
    ],
  },
  'release/near-duplicate': {
    files: {
      'news/2015/a/en.md': releaseText(
        'Plant opened in Weifang',
        '',
        'The group opened its second plant in Weifang on Monday, with guests from seventeen cities.',
      ),
      'news/2015/b/en.md': releaseText(
        'Plant opened in Weifang',
        '',
        'The group opened its second plant in Weifang on Monday, with guests from seventeen towns.',
      ),
    },
    at: 'news/2015/b/en.md:2:8',
    en: [
      'Title and opening of this release are nearly those of "Plant opened in Weifang" in news/2015/a/en.md.',
      'If it is the same release, delete one of the two and give its address to the other as an alias.',
    ],
    zh: [
      '本稿的标题和开头与 news/2015/a/en.md 中的“Plant opened in Weifang”几乎相同。',
      '如果是同一篇稿件，请删除其中一篇，并把它的网址写成另一篇的别名。',
    ],
  },
}

test.each(Object.entries(cases))('%s has its place and its words', (code, { files, at: place, en, zh }) => {
  const problems = problemsOf(files)
  expect(problems.map((found) => `${found.file}:${found.line}:${found.column} ${found.code}`)).toEqual([
    `${place} ${code}`,
  ])
  const [found] = problems
  if (found === undefined) return
  expect(Object.values(describeProblem(found, 'en'))).toEqual(en)
  expect(Object.values(describeProblem(found, 'zh'))).toEqual(zh)
})

test('a folder name without Latin letters gets an example', () => {
  const [found] = problemsOf({ 'news/2015/研讨会/en.md': seminar })
  expect(found && describeProblem(found, 'en').hint).toBe('Rename the folder, for example to new-line-opens.')
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
