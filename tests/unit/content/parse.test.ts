import { expect, test } from 'vitest'
import { parseFolder, parsePage } from '#lib/content/parse.ts'
import { describeProblem, type Problem } from '#lib/content/problem.ts'
import type { Asset, ReleaseFolder } from '#lib/content/source.ts'
import { assets, folderWith } from '#tests/support/content/bodies.ts'
import { headerSite } from '#tests/support/content/headers.ts'

const asset = (name: string, facts: Partial<Asset> = {}): [string, Asset] => [
  name,
  { name, size: 10, modified: 1, ...facts },
]
const bytes = (text: string) => new TextEncoder().encode(text)
const header = 'title: Second casting line opens\ndate: 2026-11-21 09:30'
const text = (body: string, more = '') => `---\n${header}\n${more}---\n\n${body}\n`
const parse = (folder: ReleaseFolder) => parseFolder(folder, headerSite)
const found = (problems: readonly Problem[]) =>
  problems.map(({ file, line, column, code }) => `${file}:${line}:${column} ${code}`)
const words = (problem: Problem | undefined) =>
  problem === undefined ? undefined : { en: describeProblem(problem, 'en'), zh: describeProblem(problem, 'zh') }

const documents = (texts: Readonly<Record<string, string>>, path = 'news/2026/casting-line') =>
  new Map(Object.entries(texts).map(([name, content]) => [name, { bytes: bytes(content), file: `${path}/${name}` }]))

test('a folder gives one release for each language, with the facts of its files', () => {
  const more = [
    'image: { src: opening.jpg, alt: The hall, credit: Works office }',
    'downloads:',
    '  - { file: programme.pdf, title: Programme }',
    '  - { file: 开幕.jpg, title: Photograph }',
    '',
  ].join('\n')
  const { releases, problems } = parse(
    folderWith('', {
      documents: documents({ 'en.md': text('The line opened.', more), 'zh.md': text('投产。') }),
      assets: new Map([...assets].filter(([name]) => ['opening.jpg', 'programme.pdf', '开幕.jpg'].includes(name))),
    }),
  )
  expect(problems).toEqual([])
  expect(releases.map(({ locale, file, slug }) => [locale, file, slug])).toEqual([
    ['en', 'news/2026/casting-line/en.md', 'casting-line'],
    ['zh', 'news/2026/casting-line/zh.md', 'casting-line'],
  ])
  const [english, chinese] = releases
  expect(english).toMatchObject({
    title: 'Second casting line opens',
    date: Date.parse('2026-11-21T09:30:00+08:00'),
    summary: 'The line opened.',
    summaryGiven: false,
    image: { src: 'opening.jpg', alt: 'The hall', credit: 'Works office', width: 1600, height: 1000 },
    downloads: [
      { file: 'programme.pdf', title: 'Programme', size: 84_000 },
      { file: '开幕.jpg', title: 'Photograph', size: 300_000, width: 800, height: 600 },
    ],
  })
  expect(english).not.toHaveProperty('body')
  expect(chinese).not.toHaveProperty('image')
})

test('the pictures that a text shows are known of its release, whole read or skimmed, whatever it links to', () => {
  const body =
    'Words.\n\n![The hall](./opening.jpg "At nine")\n\n![开幕](%E5%BC%80%E5%B9%95.jpg)\n\n[All of it](programme.pdf)'
  const folder = folderWith(text(body))
  for (const depth of ['whole', 'header'] as const)
    expect(parseFolder(folder, headerSite, depth).releases[0]?.pictures).toEqual(['opening.jpg', '开幕.jpg'])
  expect(parse(folderWith(text('[The hall](opening.jpg)'))).releases[0]).not.toHaveProperty('pictures')
})

test('a tag that is there twice, in other capitals or widths, is there once', () => {
  const [release] = parse(folderWith(text('Words.', 'tags: [IT, ＩＴ, Trade, it]\n'))).releases
  expect(release?.tags).toEqual(['IT', 'Trade'])
})

test('a given summary is kept and said to be given', () => {
  const [release] = parse(folderWith(text('The line opened.', 'summary: In short.\n'))).releases
  expect(release).toMatchObject({ summary: 'In short.', summaryGiven: true })
})

test('a release with an error is left out, with all problems of all its files; its translation stays', () => {
  const { releases, problems } = parse(
    folderWith('', {
      documents: documents({
        'en.md': '---\ntitle: Q3 results: up\ndate: 2026-02-30\n---\n\n# One\n\n![](opening.jpg)\n',
        'zh.md': text('投产。'),
      }),
      assets: new Map(),
    }),
  )
  expect(releases.map(({ locale }) => locale)).toEqual(['zh'])
  expect(found(problems)).toEqual([
    'news/2026/casting-line/en.md:2:8 header/colon-in-value',
    'news/2026/casting-line/en.md:3:7 header/no-such-day',
    'news/2026/casting-line/en.md:6:1 body/h1',
    'news/2026/casting-line/en.md:8:1 picture/alt-missing',
    'news/2026/casting-line/en.md:8:5 picture/not-found',
  ])
})

test('a warning leaves the release online', () => {
  const { releases, problems } = parse(folderWith(text('• One\n'), { assets: new Map() }))
  expect(releases).toHaveLength(1)
  expect(problems.map(({ severity }) => severity)).toEqual(['warning'])
})

test('a draft and a release that was taken off may be without a text, a shown withdrawn one may not', () => {
  const withdrawn = (kind: string) =>
    `withdrawn: { date: 2026-11-22, kind: ${kind}, reason: Wrong figures., replacement: other-line }\n`
  const problems = (more: string) =>
    parse(folderWith(text('', more), { assets: new Map() })).problems.map(({ code }) => code)
  expect(problems('')).toEqual(['body/empty'])
  expect(problems('draft: true\n')).toEqual([])
  expect(problems(withdrawn('error'))).not.toContain('body/empty')
  expect(problems(withdrawn('replaced'))).not.toContain('body/empty')
  expect(problems(withdrawn('withdrawn'))).toContain('body/empty')
})

test('the digest changes with the text and with every fact of the files beside it, and with nothing else', () => {
  const digest = (content: string, files: readonly [string, Asset][]) =>
    parse(folderWith(content, { assets: new Map(files) })).releases[0]?.digest
  const plain = digest(text('One.'), [asset('a.pdf'), asset('b.pdf')])
  expect(plain).toMatch(/^[0-9a-f]{64}$/)
  expect(digest(text('One.'), [asset('b.pdf'), asset('a.pdf')])).toBe(plain)
  const others = [
    digest(text('Two.'), [asset('a.pdf'), asset('b.pdf')]),
    digest(text('One.'), [asset('a.pdf')]),
    digest(text('One.'), [asset('a.pdf'), asset('c.pdf')]),
    digest(text('One.'), [asset('a.pdf', { size: 11 }), asset('b.pdf')]),
    digest(text('One.'), [asset('a.pdf', { modified: 2 }), asset('b.pdf')]),
  ]
  expect(new Set([plain, ...others]).size).toBe(6)
})

test('a file that no language uses is a warning; one that either uses is none', () => {
  const folder = (english: string, chinese: string) =>
    parse(
      folderWith('', {
        documents: documents({ 'en.md': text(english), 'zh.md': text(chinese) }),
        assets: new Map([asset('opening.jpg', { width: 4, height: 3 }), asset('plan.pdf')]),
      }),
    ).problems
  expect(folder('See [it](plan.pdf).', '![会场](opening.jpg)')).toEqual([])
  const [unused, ...others] = folder('See [it](plan.pdf).', '投产。')
  expect(others).toEqual([])
  expect(found(unused === undefined ? [] : [unused])).toEqual(['news/2026/casting-line/opening.jpg:1:1 file/unused'])
  expect(words(unused)).toEqual({
    en: {
      message: 'Nothing in this release uses the file opening.jpg.',
      hint: 'Show it as a picture, name it under downloads in the header, or delete it.',
    },
    zh: {
      message: '这篇稿件没有用到文件 opening.jpg。',
      hint: '请作为图片插入正文，或写入文件头的 downloads，或删去。',
    },
  })
})

test.each([' ', 'x'.repeat(201), 'Über uns'])(
  'a folder of any name, as %j, whose header has no title tells that',
  (slug) => {
    const { problems } = parse(
      folderWith('', { slug, documents: documents({ 'en.md': '---\ntitle: ""\n---\n\nText.\n' }) }),
    )
    expect(problems.map(({ code }) => code)).toContain('header/empty-field')
  },
)

test('while a header cannot be read, no file is called unused', () => {
  for (const text of ['Text.\n', '---\ntitle: Q3\nimage:\n    src: opening.jpg\n  alt: The hall\n---\n\nText.\n'])
    expect(parse(folderWith(text)).problems.map(({ code }) => code)).not.toContain('file/unused')
})

test('beside mistakes in a header, files that it does not mention are unused', () => {
  const broken = folderWith('---\ntitle: Q3: up\ndate: 2026-11-21\nimag: opening.jpg\n---\n\nText.\n')
  const unused = parse(broken).problems.filter(({ code }) => code === 'file/unused')
  expect(unused.map(({ values }) => values['name'])).toContain('programme.pdf')
  expect(unused.map(({ values }) => values['name'])).not.toContain('opening.jpg')
})

test('a text whose name is no language of the site is an error that says how to name it', () => {
  const expected = (name: string) => {
    const { releases, problems } = parse(folderWith(text('Text.'), { assets: new Map() }, name))
    expect(releases).toEqual([])
    expect(found(problems)).toEqual([`news/2026/casting-line/${name}:1:1 file/not-a-language`])
    return problems[0]
  }
  expect(
    ['EN.md', 'zh-CN.md', 'cn.md', 'en.markdown', 'constructor.md', '中文.md'].map(
      (name) => expected(name)?.values['expected'],
    ),
  ).toEqual(['en.md', 'zh.md', 'zh.md', 'en.md', 'en.md / zh.md', 'zh.md'])
  expect(words(expected('fr.md'))).toEqual({
    en: {
      message: 'The text "fr.md" is not published: its name is not a language of this site.',
      hint: 'Name it en.md / zh.md.',
    },
    zh: { message: '文稿“fr.md”不会发布：文件名不是本站的语言。', hint: '请改名为 en.md / zh.md。' },
  })
})

test('a folder with files but no text says so; an empty one is nothing', () => {
  const none = { documents: new Map(), assets: new Map([asset('opening.jpg')]) }
  const { problems } = parse(folderWith('', none))
  expect(found(problems)).toEqual(['news/2026/casting-line:1:1 file/no-text'])
  expect(words(problems[0])).toEqual({
    en: {
      message: 'This folder has no text, so nothing of it is published.',
      hint: 'Add en.md / zh.md, or delete the folder.',
    },
    zh: {
      message: '这个文件夹里没有文稿，因此什么也不会发布。',
      hint: '请加入 en.md / zh.md，或删去文件夹。',
    },
  })
  expect(parse(folderWith('', { documents: new Map(), assets: new Map() })).problems).toEqual([])
})

test('names of pictures in the header are found in either Unicode form', () => {
  const name = 'café.jpg'
  const more = `image: { src: ${name.normalize('NFD')}, alt: The café }\n`
  const [release] = parse(
    folderWith(text('Text.', more), { assets: new Map([asset(name.normalize('NFC'), { width: 4, height: 3 })]) }),
  ).releases
  expect(release?.image?.src).toBe(name.normalize('NFC'))
})

const page = (name: string, content: string, fields: Partial<ReleaseFolder> = {}) =>
  parsePage(
    folderWith(content, { path: `pages/${name}`, slug: name, year: 'pages', assets: new Map(), ...fields }),
    headerSite,
  )

test('a page has title, summary and date of its own, and may be without a text', () => {
  const content = '---\ntitle: Contact\nupdated: 2026-11-21\n---\n\nQuestions go to the body that issued a release.\n'
  expect(page('contact', content)).toMatchObject({
    name: 'contact',
    problems: [],
    pages: [
      {
        name: 'contact',
        locale: 'en',
        file: 'pages/contact/en.md',
        title: 'Contact',
        summary: 'Questions go to the body that issued a release.',
        updated: Date.parse('2026-11-21T00:00:00+08:00'),
      },
    ],
  })
  expect(page('contact', '---\ntitle: Contact\n---\n').problems).toEqual([])
})

test('a page that the site does not have is an error with the nearest one', () => {
  const { pages, problems } = page('abuot', '---\ntitle: About\n---\n')
  expect(pages).toEqual([])
  expect(found(problems)).toEqual(['pages/abuot:1:1 file/unknown-page'])
  expect(words(problems[0])).toEqual({
    en: { message: 'The site has no page "abuot", so this folder is not published.', hint: 'Did you mean about?' },
    zh: { message: '本站没有“abuot”这个页面，因此这个文件夹不会发布。', hint: '是否应为 about？' },
  })
  expect(words(page('careers', '---\ntitle: Careers\n---\n').problems[0])?.en.hint).toBe(
    'The pages are: about, visits, accessibility, feeds, contact.',
  )
})
