import { expect, test } from 'vitest'
import { buildRecord, renderMarkdownTwin } from '#lib/publish/twins.ts'
import { at, publicRelease, site } from '#tests/support/releases.ts'

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
