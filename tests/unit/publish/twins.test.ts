import { JSDOM } from 'jsdom'
import { remark } from 'remark'
import remarkGfm from 'remark-gfm'
import remarkHtml from 'remark-html'
import { expect, test } from 'vitest'
import { buildRecord, escapeMarkdown, renderMarkdownTwin, renderTextTwin } from '#lib/publish/twins.ts'
import { render } from '#tests/support/content/bodies.ts'
import { at, publicRelease, site } from '#tests/support/content/releases.ts'

const body = { html: '<p>Text.</p>', text: 'Text.', markdown: 'Text.', headings: [], images: [], readingMinutes: 1 }
const release = publicRelease({ slug: 'first', title: 'First' })
const newer = publicRelease({ slug: 'second', locale: 'zh', title: '后续', date: at('2016-01-02') })
const input = { release, body, site: site(), siteUrl: 'https://news.example.com' }

test('a twin tells the story of its release and what took its place', () => {
  const entries = [release, newer].map((one) => ({ release: one, superseded: one === release }))
  const thread = { entries, supersededBy: newer }
  expect(buildRecord({ ...input, thread }, undefined)).toMatchObject({
    supersededBy: 'https://news.example.com/zh/news/second',
    story: [
      {
        url: 'https://news.example.com/en/news/first',
        locale: 'en',
        title: 'First',
        publishedAt: '2015-12-16T08:54:43+08:00',
      },
      {
        url: 'https://news.example.com/zh/news/second',
        locale: 'zh',
        title: '后续',
        publishedAt: '2016-01-02T00:00:00+08:00',
      },
    ],
  })
  expect(renderMarkdownTwin({ ...input, thread })).toContain(
    '\nsupersededBy: https://news.example.com/zh/news/second\n',
  )
})

test('a release that stands alone has no story', () => {
  const thread = { entries: [] }
  expect(buildRecord({ ...input, thread }, undefined)).toMatchObject({ story: [], supersededBy: null })
  expect(renderMarkdownTwin({ ...input, thread })).not.toContain('supersededBy')
})

test('twins of a withdrawn release say since when and why, as its page does', () => {
  const withdrawn = publicRelease({
    slug: 'first',
    state: 'withdrawn',
    withdrawn: { date: at('2016-01-02'), kind: 'withdrawn', reason: 'The figures were wrong.' },
  })
  const own = { ...input, release: withdrawn, thread: { entries: [] } }
  expect(buildRecord(own, undefined)).toMatchObject({
    withdrawn: { date: '2016-01-02T00:00:00+08:00', reason: 'The figures were wrong.' },
  })
  expect(renderMarkdownTwin(own)).toContain(
    '\nwithdrawn:\n  date: 2016-01-02T00:00:00+08:00\n  reason: The figures were wrong.\n',
  )
  expect(renderTextTwin(own)).toContain('This release was withdrawn on 2 January 2016.\n\nThe figures were wrong.\n\n')
  expect(buildRecord({ ...input, thread: { entries: [] } }, undefined)).toMatchObject({ withdrawn: null })
})

test('no sign of a title is read as Markdown', () => {
  expect(escapeMarkdown('a\\`*_[]<>#&~|\n b')).toBe('a\\\\\\`\\*\\_\\[\\]\\<\\>\\#\\&\\~\\| b')
})

test('no twin tells of a withdrawal that is still to come', () => {
  const withdrawn = { date: at('2036-01-02'), kind: 'withdrawn', reason: 'The figures were wrong.' } as const
  const own = { ...input, release: publicRelease({ withdrawn }), thread: { entries: [] } }
  const twins = [JSON.stringify(buildRecord(own, undefined)), renderMarkdownTwin(own), renderTextTwin(own)]
  for (const twin of twins) expect(twin).not.toMatch(/2036|figures/)
})

test('addresses of the Markdown twin are whole, but those of files where the files lie beside it', () => {
  const written = [
    'See [the first](../first-line), [Chinese](zh.md "../first-line"), [us](/en/about), [all](#all) and [them](https://example.com/a).',
    '![Hall](<the hall.jpg>) <!-- out -->',
    '[![Hall](opening.jpg "opening.jpg")](opening.jpg) [plan][plan]',
    '[plan]: programme.pdf',
  ].join('\n\n')
  const twin = (keepsFiles: boolean) =>
    renderMarkdownTwin({ ...input, body: render(written), thread: { entries: [] } }, keepsFiles).split('\n\n')
  const media = 'https://news.example.com/media/casting-line'
  expect(twin(false).slice(2)).toEqual([
    'See [the first](https://news.example.com/en/news/first-line), [Chinese](https://news.example.com/zh/news/casting-line "../first-line"), [us](https://news.example.com/en/about), [all](#all) and [them](https://example.com/a).',
    `![Hall](${media}/the%20hall.jpg) `,
    `[![Hall](${media}/opening.jpg "opening.jpg")](${media}/opening.jpg) [plan][plan]`,
    `[plan]: ${media}/programme.pdf\n`,
  ])
  expect(twin(true)[2]).toBe(twin(false)[2])
  expect(twin(true).slice(4)).toEqual(
    written
      .split('\n\n')
      .slice(2)
      .map((part) => part.replace(/pdf$/, 'pdf\n')),
  )
})

test('a title stands in the twin as it reads, whatever signs are in it', () => {
  const title = 'R&amp;D * <b>100%</b> ~~of~~ _it_ # [x](y) | \\'
  const text = renderMarkdownTwin({ ...input, release: { ...release, title }, thread: { entries: [] } })
  const html = remark()
    .use(remarkGfm)
    .use(remarkHtml, { sanitize: false })
    .processSync(text.split('\n\n')[1] ?? '')
  expect(JSDOM.fragment(String(html)).querySelector('h1')?.textContent).toBe(title)
})

test('a parenthesis in the name of a file does not end its address', () => {
  const body = { ...input.body, markdown: '[Plan](<Plan (final).pdf>)' }
  const addresses = [{ start: 7, end: 25, path: '/media/first/Plan%20(final).pdf', isFile: true }]
  expect(renderMarkdownTwin({ ...input, body: { ...body, addresses }, thread: { entries: [] } })).toContain(
    '[Plan](https://news.example.com/media/first/Plan%20%28final%29.pdf)',
  )
})
