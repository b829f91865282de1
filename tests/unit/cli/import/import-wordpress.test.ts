import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { openDesk } from '#tests/support/editors-desk.ts'

type Fields = Readonly<Record<string, string>>

const element = ([name, value]: readonly [string, string]) => `<${name}><![CDATA[${value}]]></${name}>`

/** One item of an export; `more` is XML. */
const item = (fields: Fields, more = '') =>
  `<item>${Object.entries({ 'wp:post_type': 'post', 'wp:status': 'publish', ...fields })
    .map(element)
    .join('\n')}${more}</item>`

const wordPress = (...items: readonly string[]) => `<?xml version="1.0" encoding="UTF-8" ?>
<!-- This is a WordPress eXtended RSS file -->
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Old site</title><wp:wxr_version>1.2</wp:wxr_version>
<wp:category><wp:category_nicename>company</wp:category_nicename></wp:category>${items.join('\n')}</channel></rss>`

const seminar = item(
  {
    title: 'Spring Seminar Opens in Weifang',
    link: 'https://old.example.com/2015/12/spring-seminar/',
    'dc:creator': 'desk',
    'content:encoded': `The seminar opened on <strong>Monday</strong> &amp; lasts
three days.

[caption id="attachment_7" width="300"]<img src="https://old.example.com/wp-content/uploads/2015/12/Hall-300x200.jpg" alt="The hall" /> On the first day[/caption]

<h3>Programme</h3>
<ul><li>Data</li><li>Trade</li></ul>
<a href="/plan">The plan</a> [contact-form id="3"]

<img src="https://cdn.example.net/far.jpg" alt="Far" />`,
    'excerpt:encoded': 'A seminar on data and trade.',
    'wp:post_id': '5',
    'wp:post_name': 'spring-seminar',
    'wp:post_date': '2015-12-16 08:54:43',
    'wp:post_date_gmt': '2015-12-16 00:54:43',
  },
  `<guid isPermaLink="false">https://old.example.com/?p=5</guid>
<category domain="category" nicename="trade-policy"><![CDATA[Policy]]></category>
<category domain="category" nicename="sports"><![CDATA[Sports]]></category>
<category domain="post_tag" nicename="data"><![CDATA[Data & trade]]></category>
<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value><![CDATA[8]]></wp:meta_value></wp:postmeta>
<wp:postmeta><wp:meta_key>photographer</wp:meta_key><wp:meta_value><![CDATA[A colleague]]></wp:meta_value></wp:postmeta>
<wp:comment><wp:comment_content><![CDATA[Nice]]></wp:comment_content></wp:comment>`,
)
const lead = item(
  {
    title: 'opening',
    'wp:post_type': 'attachment',
    'wp:status': 'inherit',
    'wp:post_id': '8',
    'wp:attachment_url': 'https://old.example.com/wp-content/uploads/2015/12/opening.jpg',
    'excerpt:encoded': 'The opening',
  },
  '<wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key><wp:meta_value><![CDATA[Guests at the door]]></wp:meta_value></wp:postmeta>',
)
const draft = item({ title: 'Not yet', 'wp:status': 'draft', 'content:encoded': '<p>Words to come.</p>' })
const chinese = item({
  title: '春季培训班开班',
  link: 'https://old.example.com/?p=11',
  'content:encoded': '<!-- wp:paragraph -->\n<p>春季培训班周一在潍坊开班。</p>\n<!-- /wp:paragraph -->',
  'wp:post_name': '%e6%98%a5%e5%ad%a3',
  'wp:post_date': '2016-01-01 02:00:00',
  'wp:post_date_gmt': '0000-00-00 00:00:00',
})
const page = item({ title: 'About', 'wp:post_type': 'page', 'content:encoded': '<p>About us.</p>' })

const jpeg = sharp({ create: { width: 40, height: 30, channels: 3, background: '#8899aa' } })
  .jpeg()
  .toBuffer()

async function openExport(xml: string | Buffer) {
  const desk = await openDesk()
  const path = join(desk.folder.dir, '..', `old-${desk.folder.dir.replace(/\W/g, '')}`, 'old.WordPress.2026-11-21.xml')
  for (const name of ['Hall.jpg', 'opening.jpg']) {
    const file = join(dirname(path), 'wp-content', 'uploads', '2015', '12', name)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, await jpeg)
  }
  await writeFile(path, xml)
  return { ...desk, path }
}

test('an export of WordPress gives a release for each published post, with files, addresses and terms', async () => {
  const { news, path, read } = await openExport(wordPress(seminar, lead, draft, chinese, page))
  const { status, out } = await news(['import', path])
  expect(status).toBe(0)
  const text = await read('news/2015/spring-seminar/en.md')
  expect(text.replace(/^# import .*\n/m, '')).toBe(`---
title: Spring Seminar Opens in Weifang
date: 2015-12-16 08:54:43
summary: A seminar on data and trade.
category: policy
tags:
  - Data & trade
image:
  src: opening.jpg
  alt: Guests at the door
  caption: The opening
aliases:
  - "/2015/12/spring-seminar/"
  - "/?p=5"
---

The seminar opened on **Monday** & lasts three days.

![The hall](hall.jpg "On the first day")

## Programme

- Data
- Trade

[The plan](https://old.example.com/plan)
`)
  expect(await read('news/2016/chun-ji-pei-xun-ban-kai-ban/zh.md')).toContain('date: 2016-01-01 02:00:00')
  for (const loss of [
    'Lost         Picture https://cdn.example.net/far.jpg: the file is not beside the page.',
    'Lost         The short code [contact-form] works in WordPress only',
    'Lost         The term "Sports" is no category of categories.yaml.',
    'Lost         The author "desk" has no field in a release.',
    'Lost         A release has no place for comments; 1 comment left out.',
    'Lost         "photographer: A colleague"',
    'Lost         "Not yet" was not public (draft) and stays out; --drafts brings it as a draft.',
    'Lost         The export also holds 1 item of the kind "page", which is not that of posts.',
  ])
    expect(out).toContain(loss)
  expect(out).toContain('Imported 2 releases.')
  const check = await news(['check'])
  expect(check, check.out).toMatchObject({ status: 0 })
})

test('a second import of an export changes nothing, and a dry run writes nothing', async () => {
  const { news, path, read } = await openExport(wordPress(seminar, lead, chinese))
  expect((await news(['import', path, '--dry-run'])).out).toContain('Would import 2 releases.')
  await expect(read('news/2015/spring-seminar/en.md')).rejects.toThrow('ENOENT')
  await news(['import', path])
  const before = await read('news/2015/spring-seminar/en.md')
  const { status, out } = await news(['import', path])
  expect(status).toBe(0)
  expect(out).toContain('Imported 0 releases, 2 imported before.')
  expect(await read('news/2015/spring-seminar/en.md')).toBe(before)
})

test('posts that were not published come as drafts when they are asked for', async () => {
  const { news, path, read } = await openExport(wordPress(draft))
  await news(['import', path, '--drafts'])
  const text = await read('news/2026/not-yet/en.md')
  expect(text).toContain('# WordPress had not published this post (draft).')
  expect(text).toContain('draft: true')
})

test('a post of another time zone gets the hour of this site, and the report says so', async () => {
  const post = item({
    title: 'Evening news of the harbour',
    'content:encoded': 'The ship came in.',
    'wp:post_date': '2015-12-31 22:00:00',
    'wp:post_date_gmt': '2015-12-31 22:00:00',
  })
  const { news, path, read } = await openExport(wordPress(post))
  const { out } = await news(['import', path], { language: 'zh' })
  expect(out).toContain('WordPress 显示 2015-12-31 22:00:00，换算成 Asia/Shanghai 为 2016-01-01 06:00:00。')
  expect(await read('news/2016/evening-news-of-the-harbour/en.md')).toContain('date: 2016-01-01 06:00:00')
})

test('an export in UTF-16 or GB18030 is read', async () => {
  const utf16 = Buffer.from(`\uFEFF${wordPress(chinese)}`, 'utf16le')
  const post = item({ title: 'T', 'content:encoded': '<p>@@</p>', 'wp:post_date': '2015-01-02 03:04:05' })
  const [before, after] = wordPress(post).replace('UTF-8', 'GB18030').split('@@')
  // 山东。 in GB18030.
  const gb18030 = Buffer.concat([Buffer.from(`${before}`), Buffer.from('c9bdb6aba1a3', 'hex'), Buffer.from(`${after}`)])
  for (const [bytes, words] of [
    [utf16, '春季培训班周一在潍坊开班。'],
    [gb18030, '山东。'],
  ] as const) {
    const { news, path } = await openExport(bytes)
    expect((await news(['import', path])).out).toContain(words)
  }
})

const laughs = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><rss><channel><wp:wxr_version>1.2</wp:wxr_version>&b;</channel></rss>`
test.each([
  ['entities that grow', laughs, 'declares a document type'],
  [
    'an entity that reads a file',
    '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>',
    'declares a document type',
  ],
  ['an entity of nobody', wordPress().replace('<channel>', '<channel>&nobody;'), 'is damaged or was cut off'],
  ['XML that was cut off', wordPress(seminar).slice(0, 900), 'is damaged or was cut off'],
  ['XML of something else', '<rss><channel><item/></channel></rss>', 'is no WordPress export'],
  ['elements 100,000 deep', `<rss>${'<a>'.repeat(100_000)}`, 'nested thousands deep'],
])('hostile XML is refused with a message: %s', async (_name, xml, message) => {
  const { news, path } = await openExport(xml)
  const { status, out } = await news(['import', path])
  expect(status).toBe(1)
  expect(out).toContain(message)
})

test.each(['[caption ', '[caption]', '[a b="', '[gallery ids='])(
  'a post of 40,000 times %s is read in bounded time',
  async (code) => {
    const post = item({
      title: 'Codes',
      'content:encoded': code.repeat(40_000),
      'wp:post_date': '2015-01-02 03:04:05',
    })
    const { news, path } = await openExport(wordPress(post))
    expect(await news(['import', path, '--dry-run'])).toMatchObject({ status: 0 })
  },
)

test('an export never reaches files outside its folder', async () => {
  const post = item({
    title: 'A picture from elsewhere',
    'content:encoded': '<p>Some text of it.</p><p><img src="../../secret.jpg"><img src="/..%2f..%2fsecret.jpg"></p>',
    'wp:post_date': '2015-01-02 03:04:05',
  })
  const { news, path, read } = await openExport(wordPress(post))
  await writeFile(join(dirname(path), '..', 'secret.jpg'), await jpeg)
  expect((await news(['import', path])).out).toContain('Imported 1 release.')
  expect(await read('news/2015/a-picture-from-elsewhere/en.md')).not.toContain('secret')
})

test('a picture of a gallery that the export does not hold is told as lost', async () => {
  const post = item({
    title: 'Gallery of the fair',
    'content:encoded': 'Some text of it.\n\n[gallery ids="8,9"]',
    'wp:post_date': '2015-01-02 03:04:05',
  })
  const { news, path, read } = await openExport(wordPress(post, lead))
  expect((await news(['import', path])).out).toContain('Picture #9: the file is not beside the page.')
  expect(await read('news/2015/gallery-of-the-fair/en.md')).toContain('](opening.jpg)')
})

test('colours of a theme, films by their address and buttons of files are told or left out, words are kept', async () => {
  const post = item({
    title: 'Blocks of a post',
    'content:encoded': `<!-- wp:paragraph --><p class="has-text-color has-vivid-red-color">Some red text of it.</p><!-- /wp:paragraph -->
<p>Then <mark class="has-inline-color has-black-color">black</mark> and <span class="has-white-color has-text-color">white</span>.</p>
<div class="wp-block-file"><a href="https://old.example.com/p">Plan</a><a href="https://old.example.com/p" class="wp-block-file__button" download>Download</a></div>
[audio src="talk.mp3"] [audio src="song.mp3"]`,
    'wp:post_date': '2015-01-02 03:04:05',
  })
  const { news, path, read } = await openExport(wordPress(post))
  const { out } = await news(['import', path])
  expect(out).toContain('now: 2, the first are "Some red text of it."')
  expect(out).toContain('[audio src="talk.mp3"]')
  expect(out).toContain('[audio src="song.mp3"]')
  expect(await read('news/2015/blocks-of-a-post/en.md')).toContain('\n[Plan](https://old.example.com/p)\n')
})

test('a block that WordPress fills by itself is told as lost', async () => {
  const post = item({
    title: 'Blocks of a post',
    'content:encoded':
      '<!-- wp:paragraph --><p>Some text of it.</p><!-- /wp:paragraph --><!-- wp:latest-posts {"postsToShow":3} /--><!-- wp:spacer /-->',
    'wp:post_date': '2015-01-02 03:04:05',
  })
  const { news, path } = await openExport(wordPress(post))
  const { out } = await news(['import', path])
  expect(out).toContain('The block "latest-posts" is filled by WordPress itself')
  expect(out).not.toContain('spacer')
})

test('a picture inside the address of an image becomes a file', async () => {
  const data = (await jpeg).toString('base64')
  const post = item({
    title: 'A pasted picture',
    'content:encoded': `<p>Some text of it.</p><p><img src="data:image/jpeg;base64,${data}" alt="The hall"></p>`,
    'wp:post_date': '2015-01-02 03:04:05',
  })
  const { news, path, read } = await openExport(wordPress(post))
  await news(['import', path])
  expect(await read('news/2015/a-pasted-picture/en.md')).toMatch(/!\[The hall]\(picture-[0-9a-f]{8}\.jpg\)/)
  expect(await news(['check'])).toMatchObject({ status: 0 })
})
