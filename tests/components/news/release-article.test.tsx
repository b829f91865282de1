import { cleanup, render, screen, within } from '@testing-library/react'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterEach, expect, test } from 'vitest'
import { ReleaseArticle } from '#components/news/ReleaseArticle.tsx'
import { openWithDateline } from '#components/news/release/dateline.ts'
import type { PublicRelease } from '#lib/content/types.ts'
import { contactsOf } from '#lib/publish/contacts.ts'
import { at, publicRelease, site } from '#tests/support/content/releases.ts'

afterEach(cleanup)

type Props = Parameters<typeof ReleaseArticle>[0]

/** A release's page with nothing optional, read on the day after publication. */
function article(release: PublicRelease, props: Partial<Props> = {}) {
  const body = {
    html: '<p>The body.</p>',
    text: 'The body.',
    markdown: 'The body.',
    headings: [],
    images: [],
    readingMinutes: 2,
  }
  return (
    <ReleaseArticle
      release={release}
      body={body}
      site={site()}
      siteUrl="https://news.example.com"
      related={[]}
      thread={{ entries: [] }}
      contacts={contactsOf(release, props.site ?? site())}
      citations={[]}
      qr={{ path: 'M0 0h1v1h-1z', size: 25 }}
      now={release.date + 86_400_000}
      {...props}
    />
  )
}

test.each([
  ['en', ['News', 'Policy', 'News Detail']],
  ['zh', ['新闻', '〔Policy〕', '新闻详情']],
] as const)('the trail leads from the news over the category to the detail (%s)', (locale, labels) => {
  render(article(publicRelease({ locale, category: 'policy' })))
  const trail = screen.getAllByRole('navigation')[0]
  expect(trail).toBeDefined()
  if (trail === undefined) return
  expect(
    within(trail)
      .getAllByRole('listitem')
      .map((item) => item.textContent),
  ).toEqual(labels)
})

test('tags lead to what else has them, in the language of their words; in a preview they lead nowhere', () => {
  const release = publicRelease({ tags: ['Digital Economy', '信息化'] })
  render(article(release))
  const link = screen.getByRole('link', { name: '信息化' })
  expect([link.getAttribute('href'), link.closest('[lang]')?.getAttribute('lang')]).toEqual([
    '/en/tag/%E4%BF%A1%E6%81%AF%E5%8C%96',
    'zh-CN',
  ])
  expect(screen.getByRole('link', { name: 'Digital Economy' }).getAttribute('href')).toBe('/en/tag/digital-economy')
  cleanup()
  render(article(release, { count: false }))
  expect(screen.getByText('Digital Economy').closest('a')).toBeNull()
})

test('a release is one article with one main heading, and its first time is its date', () => {
  const release = publicRelease({
    title: 'Seminar in Weifang',
    state: 'corrected',
    effectiveChanges: [{ date: at('2016-01-05'), kind: 'correction', note: 'The total is 41.' }],
  })
  render(article(release, { related: [publicRelease({ slug: 'other' })], newer: publicRelease({ slug: 'next' }) }))
  expect(screen.getAllByRole('article')).toHaveLength(1)
  expect(screen.getAllByRole('heading', { level: 1 }).map((heading) => heading.textContent)).toEqual([
    'Seminar in Weifang',
  ])
  expect(screen.getByRole('article').querySelector('time')?.dateTime).toBe('2015-12-16T08:54:43+08:00')
})

test('a summary of the header is the standfirst; one derived from the body is not printed twice', () => {
  render(article(publicRelease({ summary: 'What happened.' })))
  expect(screen.getByText('What happened.')).toBeTruthy()
  cleanup()
  render(article(publicRelease({ summary: 'The body.', summaryGiven: false })))
  expect(screen.getAllByText('The body.')).toHaveLength(1)
})

test('the dateline opens the first paragraph', () => {
  const { container } = render(article(publicRelease({ dateline: 'Weifang' })))
  expect(container.querySelector('.prose p')?.textContent).toBe('Weifang — The body.')
  expect(openWithDateline('<p>会议召开。</p>', '潍坊', 'zh')).toBe(
    '<p><strong class="dateline">潍坊</strong>\u3000会议召开。</p>',
  )
  expect(openWithDateline('<h2>First</h2>', 'A<b>&', 'en')).toBe(
    '<p><strong class="dateline">A&lt;b&gt;&amp;</strong></p>\n<h2>First</h2>',
  )
  expect(openWithDateline('<p>Body</p>', undefined, 'en')).toBe('<p>Body</p>')
})

test('a withdrawn release says so, why, and what replaces it', () => {
  const withdrawn = {
    date: at('2016-01-07'),
    kind: 'withdrawn',
    reason: 'The figures were wrong.',
    replacement: 'new-one',
  } as const
  const replacement = publicRelease({ slug: 'new-one' })
  render(article(publicRelease({ state: 'withdrawn', withdrawn }), { thread: { entries: [], replacement } }))
  const note = within(screen.getByRole('note'))
  expect(note.getByText('This release was withdrawn on 7 January 2016.')).toBeTruthy()
  expect(note.getByText('The figures were wrong.')).toBeTruthy()
  expect(note.getByRole('link').getAttribute('href')).toBe('/en/news/new-one')
})

test('each correction is a notice with its day; an update is only in the list of changes', () => {
  const effectiveChanges = [
    { date: at('2016-01-09'), kind: 'update', note: 'Programme added.' },
    { date: at('2016-01-05'), kind: 'correction', note: 'The total is 41.' },
  ] as const
  render(article(publicRelease({ state: 'corrected', effectiveChanges })))
  expect(screen.getAllByRole('note').map((note) => note.textContent)).toEqual([
    'Corrected 5 January 2016The total is 41.',
  ])
  expect(screen.getByRole('heading', { name: 'Changes' })).toBeTruthy()
  expect(screen.getByText(/Programme added\./).textContent).toBe('Update Programme added.')
})

test('a withdrawn release names no replacement that readers cannot open', () => {
  const withdrawn = { date: at('2016-01-07'), kind: 'withdrawn', replacement: 'a-draft' } as const
  const { container } = render(article(publicRelease({ state: 'withdrawn', withdrawn })))
  expect(container.innerHTML).not.toContain('a-draft')
})

test('a release says its age from its first birthday on and names the newest related one', () => {
  const release = publicRelease({ date: at('2015-12-16 08:54:43') })
  const newer = publicRelease({ slug: 'newer', title: 'Newer', date: at('2020-01-01') })
  const newest = publicRelease({ slug: 'newest', title: 'Newest', date: at('2021-01-01') })
  render(article(release, { now: at('2016-12-15 23:59:59') }))
  expect(screen.queryByRole('note')).toBeNull()
  cleanup()
  render(article(release, { now: at('2016-12-16 00:00:00'), related: [newer, newest] }))
  const note = within(screen.getByRole('note'))
  expect(note.getByText('This release is 1 year old')).toBeTruthy()
  expect(note.getByRole('link', { name: 'Newest' }).getAttribute('href')).toBe('/en/news/newest')
  cleanup()
  render(article(release, { now: at('2017-12-16 00:00:00') }))
  expect(screen.getByText('This release is 2 years old')).toBeTruthy()
})

test('of an old release the newest of its own story goes before what is only related', () => {
  const old = publicRelease()
  const entries = [old, publicRelease({ slug: 'follow-up', title: 'Follow-up', date: at('2016-02-01') })]
  render(
    article(old, {
      now: at('2020-01-01'),
      related: [publicRelease({ slug: 'other', title: 'Other', date: at('2019-01-01') })],
      thread: { entries: entries.map((release) => ({ release, superseded: false })) },
    }),
  )
  expect(within(screen.getByRole('note')).getByRole('link').textContent).toBe('Follow-up')
})

test.each([
  ['en', 'Superseded on 3 March 2016', 'Please refer to: New rules'],
  ['zh', '本文已于2016年3月3日被新稿取代', '请以新稿为准：New rules'],
] as const)('a superseded release says by what and since when (%s)', (locale, title, line) => {
  const supersededBy = publicRelease({ slug: 'new', locale, title: 'New rules', date: at('2016-03-03') })
  render(article(publicRelease({ locale }), { thread: { entries: [], supersededBy } }))
  const note = within(screen.getByRole('note'))
  expect(note.getByText(title)).toBeTruthy()
  expect(note.getByRole('link').parentElement?.textContent).toBe(line)
  expect(note.getByRole('link').getAttribute('href')).toBe(`/${locale}/news/new`)
})

test('the timeline of a story links to every other release and says which one this is', () => {
  const first = publicRelease({ slug: 'first', title: 'First', date: at('2015-01-02') })
  const second = publicRelease({ slug: 'second', title: 'Second' })
  const chinese = publicRelease({ slug: 'third', locale: 'zh', title: '后续', date: at('2016-02-03') })
  const entries = [
    { release: first, superseded: true },
    { release: second, superseded: false },
    { release: chinese, superseded: false },
  ]
  render(article(second, { thread: { entries } }))
  const story = screen.getByRole('heading', { name: 'The story so far' }).closest('section')
  expect([...(story?.querySelectorAll('li') ?? [])].map((item) => item.textContent)).toEqual([
    '2 January 2015FirstSuperseded',
    '16 December 2015SecondThis release',
    '3 February 2016后续',
  ])
  const links = [...(story?.querySelectorAll('a') ?? [])]
  expect(links.map((link) => [link.getAttribute('href'), link.lang])).toEqual([
    ['/en/news/first', ''],
    ['/zh/news/third', 'zh-CN'],
  ])
})

test('an old release names no related one that is older than itself', () => {
  const older = publicRelease({ slug: 'older', date: at('2014-01-01') })
  render(article(publicRelease({ locale: 'zh' }), { now: at('2025-12-17'), related: [older] }))
  expect(screen.getByRole('note').textContent).toContain('本文发布已有10年')
  expect(within(screen.getByRole('note')).queryByRole('link')).toBeNull()
})

test('downloads state type and size, contacts can be called and written to', () => {
  const release = publicRelease({
    slug: 'weifang',
    downloads: [{ file: 'programme.pdf', title: 'Programme', size: 84_213 }],
    contacts: [{ name: 'Press office', role: 'Weekdays', phone: '+86 531 89013333', email: 'press@example.com' }],
  })
  render(article(release))
  expect(screen.getByRole('link', { name: 'Programme' }).getAttribute('href')).toBe('/media/weifang/programme.pdf')
  expect(screen.getByText('PDF · 84 KB')).toBeTruthy()
  expect(screen.getByRole('link', { name: '+86 531 89013333' }).getAttribute('href')).toBe('tel:+8653189013333')
  expect(screen.getByRole('link', { name: 'press@example.com' }).getAttribute('href')).toBe('mailto:press@example.com')
})

test('a press kit is the last of the downloads, with its size where that is known', () => {
  const release = publicRelease({ downloads: [{ file: 'programme.pdf', title: 'Programme', size: 84_213 }] })
  render(article(release, { pressKit: { href: '/en/news/weifang/press-kit.zip', size: 4_100_000 } }))
  const entries = screen.getByRole('heading', { name: 'Downloads' }).parentElement?.querySelectorAll('li') ?? []
  expect([...entries].map((entry) => entry.textContent)).toEqual([
    'Programme PDF · 84 KB',
    'Press kit: texts and files ZIP · 4.1 MB',
  ])
  cleanup()
  render(article(publicRelease({ locale: 'zh' }), { pressKit: { href: '/zh/news/weifang/press-kit.zip' } }))
  const link = screen.getByRole('link', { name: '媒体资料包（文字与图片）' })
  expect([link.getAttribute('href'), link.parentElement?.textContent]).toEqual([
    '/zh/news/weifang/press-kit.zip',
    '媒体资料包（文字与图片） ZIP',
  ])
})

test('a release without contacts shows those of the site in its language', () => {
  const contacts = [{ name: { en: 'Press office', zh: '新闻办公室' }, phone: '+86-531-89013333' }]
  render(article(publicRelease({ locale: 'zh' }), { site: site({ contacts }) }))
  expect(screen.getByText('新闻办公室')).toBeTruthy()
  expect(screen.queryByText('Press office')).toBeNull()
})

test('without any contact the side column leads to the contact page', () => {
  render(article(publicRelease({ locale: 'zh' })))
  expect(screen.getByRole('link', { name: '联系我们' }).getAttribute('href')).toBe('/zh/contact')
})

test('sharing is plain links with the release’s address, and WeChat a code to scan', () => {
  render(article(publicRelease({ slug: 'weifang', title: 'Seminar & more' })))
  const address = encodeURIComponent('https://news.example.com/en/news/weifang')
  for (const name of ['E-mail', 'Weibo', 'LinkedIn', 'X'])
    expect(screen.getByRole('link', { name }).getAttribute('href')).toContain(address)
  expect(screen.getByRole('link', { name: 'E-mail' }).getAttribute('href')).toContain('subject=Seminar%20%26%20more')
  expect(screen.getByText('WeChat').closest('details')?.querySelector('svg path')?.getAttribute('d')).toBe(
    'M0 0h1v1h-1z',
  )
})

test('a citation can be read and selected without a script, and only a script shows its button', () => {
  const citations = [
    { style: 'gbt', before: 'Issuer. ', title: 'Title', after: '[EB/OL].' },
    { style: 'apa', before: 'Issuer. ', title: 'Title', after: ' [Press release].' },
  ] as const
  const { container } = render(article(publicRelease(), { citations }))
  const details = screen.getByText('Cite this release').closest('details')
  expect([...(details?.querySelectorAll('dd p') ?? [])].map((text) => text.textContent)).toEqual([
    'Issuer. Title[EB/OL].',
    'Issuer. Title [Press release].',
  ])
  expect([...(details?.querySelectorAll('cite') ?? [])].map((title) => title.textContent)).toEqual(['Title'])
  for (const button of details?.querySelectorAll('button') ?? []) {
    expect(button.hidden).toBe(true)
    expect(container.querySelectorAll(button.dataset['copyText'] ?? '')).toHaveLength(1)
  }
  expect([...(details?.querySelectorAll('button') ?? [])].map((button) => button.textContent)).toEqual([
    'Copy GB/T 7714-2025',
    'Copy APA',
  ])
})

test('what needs a script is hidden until the script comes', () => {
  const { container } = render(article(publicRelease()))
  expect(screen.queryByRole('button')).toBeNull()
  for (const name of ['data-print', 'data-copy-text', 'data-copy-link'])
    expect(container.querySelector(`button[${name}]`)?.closest('[hidden]'), name).not.toBeNull()
  const copied = [...container.querySelectorAll('[data-copied]')].map((part) => part.textContent)
  expect(copied).toHaveLength(2)
  expect(copied[1]).toBe('The body.')
})

test('a visit is counted by script or without it, but never in a preview', () => {
  const release = publicRelease({ slug: 'weifang' })
  const page = renderToStaticMarkup(article(release))
  expect(page).toContain('<noscript><img src="/api/visits/weifang.gif" alt="" width="1" height="1"/></noscript>')
  expect(page).toContain('data-count')
  const preview = renderToStaticMarkup(article(release, { count: false }))
  expect(preview).not.toContain('weifang.gif')
  expect(preview).not.toContain('data-count')
})

test('the other languages are offered only where they exist', () => {
  render(article(publicRelease({ slug: 'weifang', translations: ['en', 'zh'] })))
  const link = screen.getByRole('link', { name: '中文' })
  expect([link.getAttribute('href'), link.lang]).toEqual(['/zh/news/weifang', 'zh-CN'])
  cleanup()
  render(article(publicRelease()))
  expect(screen.queryByText('Also in')).toBeNull()
})

test('neighbours and related releases are links with their headlines', () => {
  const newer = publicRelease({ slug: 'newer', title: 'Newer title' })
  const older = publicRelease({ slug: 'older', title: 'Older title' })
  const related = [publicRelease({ slug: 'related', title: 'Related title' })]
  render(article(publicRelease(), { newer, older, related }))
  const neighbours = within(screen.getByRole('navigation', { name: 'Newer and older releases' }))
  expect(neighbours.getAllByRole('link').map((link) => link.textContent)).toEqual([
    'Newer Newer title',
    'Older Older title',
  ])
  expect(screen.getByRole('link', { name: 'Related title' }).getAttribute('href')).toBe('/en/news/related')
})

test('the boilerplate stands under the text, and number and address for paper', () => {
  const boilerplate = { en: 'What the site is.', zh: '本站简介。' }
  render(article(publicRelease({ slug: 'weifang', number: '2026-118' }), { site: site({ boilerplate }) }))
  expect(screen.getByRole('heading', { name: 'About Shandong Corporate News' })).toBeTruthy()
  expect(screen.getByText('What the site is.')).toBeTruthy()
  expect(screen.getByText('No. 2026-118 · https://news.example.com/en/news/weifang')).toBeTruthy()
})
