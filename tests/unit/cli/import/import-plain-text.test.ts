import { toString as wordsOf } from 'mdast-util-to-string'
import { expect, test } from 'vitest'
import type { ImportedRelease } from '#lib/cli/import/imported.ts'
import { readPlainText } from '#lib/cli/import/page/plain-text.ts'

function read(text: string): ImportedRelease {
  const release = readPlainText(text)
  if (release === undefined) throw new Error('no release was found')
  return release
}

const record =
  'Date: 2015-12-16 08:54:43, Source: Department of Commerce of Shandong Province, Today/Total Visits : 0/111'

interface Page {
  readonly name: string
  readonly text: string
  readonly title: string
  readonly date?: string
  readonly source?: string
  readonly visits?: number
  readonly paragraphs: readonly string[]
  readonly draft?: true
}

const pages: readonly Page[] = [
  {
    name: 'form (a): page label, title, paragraphs',
    text: 'News Detail\n\nSpring Seminar Opens in Weifang\n\nThe seminar opened on Monday.\n\nIt lasts three days.',
    title: 'Spring Seminar Opens in Weifang',
    paragraphs: ['The seminar opened on Monday.', 'It lasts three days.'],
    draft: true,
  },
  {
    name: 'form (a) without blank lines, with a label in capitals and a date in the text',
    text: 'NEWS DETAILS\nChairman of the Group Named Outstanding Officer of the Year\nOn December 3, 2016 the union named the officers of the year in Jinan.\nMore than two hundred firms had taken part.\n',
    title: 'Chairman of the Group Named Outstanding Officer of the Year',
    date: '2016-12-03',
    paragraphs: [
      'On December 3, 2016 the union named the officers of the year in Jinan.',
      'More than two hundred firms had taken part.',
    ],
    draft: true,
  },
  {
    name: 'form (a) in Chinese with indents',
    text: '新闻详情\r\n春季培训班在潍坊开班\r\n\r\n　　春季培训班周一开班。\r\n　　培训为期三天。\r\n',
    title: '春季培训班在潍坊开班',
    paragraphs: ['春季培训班周一开班。', '培训为期三天。'],
    draft: true,
  },
  {
    name: 'form (a) whose title ends like a sentence',
    text: 'News Detail\n\nIs your workshop ready for winter?\n\nFrost came early this year. The pipes must be emptied.',
    title: 'Is your workshop ready for winter?',
    paragraphs: ['Frost came early this year. The pipes must be emptied.'],
    draft: true,
  },
  {
    name: 'form (a) with a title on two lines',
    text: 'News Detail\nSpring Seminar on the Use of Data in Trade\nOpens in Weifang\n\nThe seminar opened on Monday.',
    title: 'Spring Seminar on the Use of Data in Trade Opens in Weifang',
    paragraphs: ['The seminar opened on Monday.'],
    draft: true,
  },
  {
    name: 'form (b): title, record line, paragraphs, foot',
    text: `Spring Seminar Opens in Weifang\n${record}\n\nThe seminar opened on Monday.\n\nIt lasts three days.\n\nApproved by: Department of Commerce of Shandong Province  Tel: +86-531-89013333\nSupported by: Jinan Maocheng Information Technology Co., Ltd.\nShandong ICP Registered No. 12013505\n`,
    title: 'Spring Seminar Opens in Weifang',
    date: '2015-12-16 08:54:43',
    source: 'Department of Commerce of Shandong Province',
    visits: 111,
    paragraphs: ['The seminar opened on Monday.', 'It lasts three days.'],
  },
  {
    name: 'form (b) behind a breadcrumb and a label, one paragraph a line, foot on one line',
    text: `Home > News > News Detail\nNews Detail\nSpring Seminar: Opens in Weifang\n${record}\nThe seminar opened on Monday.\nIt lasts three days.\nApproved by: Department of Commerce of Shandong Province Tel: +86-531-89013333 Supported by: Jinan Maocheng Information Technology Co., Ltd. Shandong ICP Registered No. 12013505`,
    title: 'Spring Seminar: Opens in Weifang',
    date: '2015-12-16 08:54:43',
    source: 'Department of Commerce of Shandong Province',
    visits: 111,
    paragraphs: ['The seminar opened on Monday.', 'It lasts three days.'],
  },
  {
    name: 'form (b) hard-wrapped, the record line too',
    text: 'Spring Seminar Opens in Weifang\n\nDate: 2015-12-16 08:54:43, Source: Department of Commerce of\nShandong Province, Today/Total Visits : 0/111\n\nThe seminar opened on Monday in the new hall beside the river, where more than\none hundred firms of the city met. They came from seventeen districts.\n\nIt lasts three days and ends with a visit to a warehouse that has been built in\nthe past year.\n',
    title: 'Spring Seminar Opens in Weifang',
    date: '2015-12-16 08:54:43',
    source: 'Department of Commerce of Shandong Province',
    visits: 111,
    paragraphs: [
      'The seminar opened on Monday in the new hall beside the river, where more than one hundred firms of the city met. They came from seventeen districts.',
      'It lasts three days and ends with a visit to a warehouse that has been built in the past year.',
    ],
  },
  {
    name: 'form (b) in Chinese, wrapped at forty characters with indents',
    text: '首页 > 新闻中心 > 新闻详情\n全省春季培训班在潍坊开班\n日期：2015-12-16 08:54:43　来源：山东省商务厅　今日/总访问量：0/111\n　　春季培训班周一在潍坊开班，来自全省十七个市的一百多家企业参加培训，重点学习数据在\n贸易中的应用。\n　　培训为期三天。\n批准单位：山东省商务厅　电话：+86-531-89013333\n技术支持：济南茂诚信息技术有限公司\n鲁ICP备12013505号\n',
    title: '全省春季培训班在潍坊开班',
    date: '2015-12-16 08:54:43',
    source: '山东省商务厅',
    visits: 111,
    paragraphs: [
      '春季培训班周一在潍坊开班，来自全省十七个市的一百多家企业参加培训，重点学习数据在贸易中的应用。',
      '培训为期三天。',
    ],
  },
  {
    name: 'form (b) with fields in another order on lines of their own',
    text: 'Spring Seminar Opens in Weifang\nSource: Weifang Daily\nDate: 2015/12/16\nVisits: 2/1,204\n\nThe seminar opened on Monday.',
    title: 'Spring Seminar Opens in Weifang',
    date: '2015-12-16',
    source: 'Weifang Daily',
    visits: 1204,
    paragraphs: ['The seminar opened on Monday.'],
  },
  {
    name: 'form (b) with the record line above the title',
    text: `News Detail\n${record}\nSpring Seminar Opens in Weifang\n\nThe seminar opened on Monday.`,
    title: 'Spring Seminar Opens in Weifang',
    date: '2015-12-16 08:54:43',
    source: 'Department of Commerce of Shandong Province',
    visits: 111,
    paragraphs: ['The seminar opened on Monday.'],
  },
  {
    name: 'form (b) without a title',
    text: `${record}\n\nThe seminar opened on Monday. It lasts three days.\n\nIt ends on Wednesday.`,
    title: 'The seminar opened on Monday',
    date: '2015-12-16 08:54:43',
    source: 'Department of Commerce of Shandong Province',
    visits: 111,
    paragraphs: ['The seminar opened on Monday. It lasts three days.', 'It ends on Wednesday.'],
    draft: true,
  },
  {
    name: 'a date alone under the title, and a contact at the end that is the text’s own',
    text: 'Spring Seminar Opens in Weifang\n\n2015-12-16\n\nThe seminar opened on Monday.\n\nContact: seminar office, Tel: 0536-0000000',
    title: 'Spring Seminar Opens in Weifang',
    date: '2015-12-16',
    paragraphs: ['The seminar opened on Monday.', 'Contact: seminar office, Tel: 0536-0000000'],
  },
  {
    name: 'form (c): one paragraph',
    text: 'The seminar opened on Monday in the new hall beside the river. It lasts three days.\n',
    title: 'The seminar opened on Monday in the new hall beside the river',
    paragraphs: ['The seminar opened on Monday in the new hall beside the river. It lasts three days.'],
    draft: true,
  },
  {
    name: 'form (c) in Chinese',
    text: '　　春季培训班周一在潍坊开班。培训为期三天。\n　　企业代表参观了仓库。',
    title: '春季培训班周一在潍坊开班',
    paragraphs: ['春季培训班周一在潍坊开班。培训为期三天。', '企业代表参观了仓库。'],
    draft: true,
  },
  {
    name: 'form (c) behind a page label, wrapped',
    text: 'News Detail\n\nThe seminar opened on Monday in the new hall beside the river, where firms of all\nseventeen districts met for the first time since the hall was built. It lasts\nthree days.\n',
    title:
      'The seminar opened on Monday in the new hall beside the river, where firms of all seventeen districts met for the first time since the hall was built',
    paragraphs: [
      'The seminar opened on Monday in the new hall beside the river, where firms of all seventeen districts met for the first time since the hall was built. It lasts three days.',
    ],
    draft: true,
  },
  {
    name: 'a sentence that says supported by, and numbered paragraphs',
    text: `Spring Seminar Opens in Weifang\n${record}\n1. The first day is for data.\n2. The second day is for trade.\nThe work is supported by: the city, the districts and their firms.\nEverybody may come.`,
    title: 'Spring Seminar Opens in Weifang',
    date: '2015-12-16 08:54:43',
    source: 'Department of Commerce of Shandong Province',
    visits: 111,
    paragraphs: [
      '1. The first day is for data.',
      '2. The second day is for trade.',
      'The work is supported by: the city, the districts and their firms.',
      'Everybody may come.',
    ],
  },
  {
    name: 'buttons and neighbours around the text',
    text: `[Print] [Close]\nSpring Seminar Opens in Weifang\n${record}\nThe seminar opened on Monday.\n\nPrevious: Autumn fair closes\nNext: none\n【打印】【关闭】\nCopyright © 2015 Shandong. All rights reserved.`,
    title: 'Spring Seminar Opens in Weifang',
    date: '2015-12-16 08:54:43',
    source: 'Department of Commerce of Shandong Province',
    visits: 111,
    paragraphs: ['The seminar opened on Monday.'],
  },
]

for (const page of pages) {
  test(`a legacy page is read: ${page.name}`, () => {
    const release = read(page.text)
    expect({
      title: release.title,
      date: release.date?.text,
      source: release.source?.name,
      visits: release.legacyVisits,
      paragraphs: release.body.map((node) => wordsOf(node)),
    }).toEqual({
      title: page.title,
      date: page.date,
      source: page.source,
      visits: page.visits,
      paragraphs: page.paragraphs,
    })
  })

  test(`what is open about a legacy page makes it a draft: ${page.name}`, () => {
    const { questions, date } = read(page.text)
    // Without any date the question is asked when the day of the import is known.
    expect(questions.length > 0 || date === undefined).toBe(page.draft === true)
  })
}

test('the foot of a page is reported as facts of the site', () => {
  const release = read(
    `Title of the page\n${record}\nText of it.\nApproved by: Department of Commerce\nShandong ICP Registered No. 12013505`,
  )
  const facts = release.notes.filter(({ code }) => code === 'site-fact').map(({ values }) => values['text'])
  expect(facts).toEqual(['Approved by: Department of Commerce', 'Shandong ICP Registered No. 12013505'])
})

test('doubled apostrophes and missing spaces are mended in title, source and text, and counted', () => {
  const release = read(
    "Group''s Seminar Opens\nDate: 2015-12-16, Source: Firm''s Office, Visits: 3\nThe seminar was held.The Group''s guests came.",
  )
  expect(release.title).toBe("Group's Seminar Opens")
  expect(release.source?.name).toBe("Firm's Office")
  expect(release.body.map((node) => wordsOf(node))).toEqual(["The seminar was held. The Group's guests came."])
  expect(release.notes.map(({ code, values }) => [code, values['count']])).toEqual([
    ['apostrophes', 3],
    ['spaces', 1],
  ])
})

test('the language follows the script', () => {
  expect(read('News Detail\nSeminar of 山东 opens\n\nText of some words in English.').language).toBe('en')
  expect(read('新闻详情\nCIO 培训班开班\n\n本次 CIO 培训班在潍坊开班。').language).toBe('zh')
})

test('a page of nothing but labels holds no release', () => {
  expect(readPlainText('News Detail\n\nHome > News\n')).toBeUndefined()
  expect(readPlainText('')).toBeUndefined()
})

test('a record line that names no real day makes a draft that says so', () => {
  const release = read('Spring Seminar Opens\nDate: 2015-02-30, Source: X Office, Visits: 0/7\nThe seminar opened.')
  expect(release.date).toBeUndefined()
  expect(release.questions.map(({ code }) => code)).toEqual(['date-unreadable'])
  expect(release.legacyVisits).toBe(7)
})

test('fields of the record line without a place in a release are reported', () => {
  const release = read(
    'Spring Seminar Opens\nDate: 2015-02-03 Source: X Office Editor: desk Visits: 0/7\nThe seminar opened.',
  )
  expect(release.source?.name).toBe('X Office')
  expect(release.notes).toContainEqual({ code: 'field-lost', values: { text: 'Editor: desk' } })
})

test('columns that were typed with tabs or many spaces are a table, and prose with wide gaps is none', () => {
  const rows = (gap: string) => ['Year', '2014', '2015'].map((year, at) => `${year}${gap}${at}${gap}3.${at}`).join('\n')
  const text = `News Detail\n\nThe line opens\n\nIt opened on Monday.  It lasts.  All came.\nThey stayed.  They left.  All went.\n\n${rows('\t')}\n\n${rows('    ')}\n\nThe end of it.`
  const { body } = read(text)
  expect(body.map(({ type }) => type)).toEqual(['paragraph', 'paragraph', 'table', 'table', 'paragraph'])
  expect(body[2]).toMatchObject({ children: [{ children: [{}, {}, {}] }, {}, {}] })
})
