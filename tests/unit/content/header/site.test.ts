import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ledgerMark } from '#lib/content/header/mark.ts'
import { parseSite } from '#lib/content/site.ts'
import { codes } from '#tests/support/content/headers.ts'

const yaml = (file: string, text: string) => ({ file, bytes: new TextEncoder().encode(text) })
const basics = 'name: { en: Example News, zh: 示例新闻 }\ntagline: { en: Newsroom, zh: 新闻中心 }\n'
const noCategories = yaml('categories.yaml', '# none yet\n')
const parse = (text: string) => parseSite(yaml('site.yaml', basics + text), noCategories)

test('the site of this repository is whole', () => {
  const read = (file: string) => ({ file, bytes: readFileSync(`content/${file}`) })
  const { site, problems } = parseSite(read('site.yaml'), read('categories.yaml'))
  expect(problems).toEqual([])
  expect(site?.footer).toEqual({
    approvedBy: { en: 'Department of Commerce of Shandong Province', zh: '山东省商务厅' },
    telephone: '+86-531-89013333',
    supportedBy: { en: 'Jinan Maocheng Information Technology Co., Ltd.', zh: '济南茂诚信息技术有限公司' },
    icp: {
      text: { en: 'Shandong ICP Registered No. 12013505', zh: '鲁ICP备12013505号' },
      url: 'https://beian.miit.gov.cn/',
    },
  })
  expect(site?.categories[0]).toEqual({ key: 'company', label: { en: 'Company', zh: '公司' } })
})

test('a name and a tagline are enough', () => {
  const { site, problems } = parse('')
  expect(problems).toEqual([])
  expect(site).toEqual({
    name: { en: 'Example News', zh: '示例新闻' },
    tagline: { en: 'Newsroom', zh: '新闻中心' },
    mark: ledgerMark,
    timeZone: 'Asia/Shanghai',
    defaultLocale: 'en',
    profile: 'corporate',
    footer: {},
    contacts: [],
    pageSize: 20,
    social: [],
    verification: {},
    aiAgents: { search: 'allow', training: 'deny' },
    categories: [],
  })
})

test('the public-security filing leads to its register by its digits', () => {
  const { site } = parse(
    'footer:\n  publicSecurity:\n    en: Public security filing 37010202000001\n    zh: 鲁公网安备 37010202000001号\n',
  )
  expect(site?.footer.publicSecurity).toEqual({
    text: { en: 'Public security filing 37010202000001', zh: '鲁公网安备 37010202000001号' },
    url: 'https://beian.mps.gov.cn/#/query/webSearch?code=37010202000001',
  })
})

test('what is the same in all languages may be written once', () => {
  const { site, problems } = parse(
    'footer:\n  icp: 鲁ICP备12013505号\n  publicSecurity: 鲁公网安备37010202000001号\n  approvedBy: { en: Office, zh: 办公室 }\n' +
      'contacts:\n  - name: Example Press\n',
  )
  expect(problems).toEqual([])
  expect(site?.footer.icp?.text).toEqual({ en: '鲁ICP备12013505号', zh: '鲁ICP备12013505号' })
  expect(site?.footer.publicSecurity?.url).toContain('code=37010202000001')
  expect(site?.footer.approvedBy).toEqual({ en: 'Office', zh: '办公室' })
  expect(site?.contacts).toEqual([{ name: { en: 'Example Press', zh: 'Example Press' } }])
})

test('half of the permissions leaves the other half as it is by default', () => {
  expect(parse('aiAgents:\n  training: allow\n').site?.aiAgents).toEqual({ search: 'allow', training: 'allow' })
})

test('everything else of a site is read', () => {
  const { site, problems } = parse(`profile: government
siteIdCode: 0700000001
defaultLocale: zh
pageSize: 30
timeZone: Europe/London
contacts:
  - name: { en: Press office, zh: 新闻办 }
    email: press@example.com
boilerplate: { en: About us., zh: 关于我们。 }
social:
  - name: Weibo
    url: https://weibo.example/news
verification:
  google: abc
  360: def
`)
  expect(problems).toEqual([])
  expect(site).toMatchObject({
    profile: 'government',
    siteIdCode: '0700000001',
    defaultLocale: 'zh',
    pageSize: 30,
    timeZone: 'Europe/London',
    contacts: [{ name: { en: 'Press office', zh: '新闻办' }, email: 'press@example.com' }],
    boilerplate: { en: 'About us.', zh: '关于我们。' },
    social: [{ name: 'Weibo', url: 'https://weibo.example/news' }],
    verification: { google: 'abc', '360': 'def' },
  })
})

const zones: readonly (readonly [string, string, string | undefined])[] = [
  ['UTC+8', 'site/time-zone-offset', 'Asia/Shanghai'],
  ['GMT+08:00', 'site/time-zone-offset', 'Asia/Shanghai'],
  ['+08:00', 'site/time-zone-offset', 'Asia/Shanghai'],
  ['UTC-5', 'site/time-zone-offset', undefined],
  ['Asia/Beijing', 'site/unknown-time-zone', 'Asia/Shanghai'],
  ['北京时间', 'site/unknown-time-zone', 'Asia/Shanghai'],
  ['Europe/Lodnon', 'site/unknown-time-zone', 'Europe/London'],
  ['Middle-earth', 'site/unknown-time-zone', undefined],
]
for (const [zone, code, meant] of zones) {
  test(`the time zone ${zone} is refused${meant === undefined ? '' : `, and ${meant} offered`}`, () => {
    const { problems, site } = parse(`timeZone: ${zone}\n`)
    expect(codes({ problems })).toEqual([`3:11 ${code}`])
    expect(problems[0]?.fix?.map(({ text }) => text)).toEqual(meant === undefined ? undefined : [meant])
    expect(site).toBeUndefined()
  })
}

test('categories keep the order of the file, keys of digits too', () => {
  const categories = yaml(
    'categories.yaml',
    'policy: { en: Policy, zh: 政策 }\n2026:\n  en: Year\n  zh: 年\n  description: { en: Of 2026., zh: 二〇二六年。 }\n',
  )
  expect(parseSite(yaml('site.yaml', basics), categories).site?.categories).toEqual([
    { key: 'policy', label: { en: 'Policy', zh: '政策' } },
    { key: '2026', label: { en: 'Year', zh: '年' }, description: { en: 'Of 2026.', zh: '二〇二六年。' } },
  ])
})

test('mistakes of both files are told at once, and neither is half applied', () => {
  const { problems, site } = parseSite(
    yaml('site.yaml', `---\n${basics}pageSize: many\n`),
    yaml('categories.yaml', 'policy:\n  en: Policy: news\n  zh: 政策\n__proto__:\n  en: x\n  zh: x\n'),
  )
  expect(problems.map(({ file, line, column, code }) => `${file}:${line}:${column} ${code}`)).toEqual([
    'categories.yaml:2:7 header/colon-in-value',
    'categories.yaml:4:1 site/category-key',
    'site.yaml:4:11 header/not-a-number',
  ])
  expect(site).toBeUndefined()
})

test('a site file that cannot be read as text is a problem like any other', () => {
  expect(codes(parseSite(yaml('site.yaml', ''), noCategories))).toEqual(['1:1 file/empty'])
})
