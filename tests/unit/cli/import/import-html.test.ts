import { toString as wordsOf } from 'mdast-util-to-string'
import { expect, test } from 'vitest'
import { readHtml } from '#lib/cli/import/html/read-html.ts'
import type { FindFile, ImportedRelease } from '#lib/cli/import/imported.ts'
import { renderMarkdown } from '#lib/cli/import/release-file.ts'

function read(html: string, findFile: FindFile = () => undefined): ImportedRelease {
  const release = readHtml(html, findFile)
  if (release === undefined) throw new Error('no release was found')
  return release
}

const beside =
  (...names: string[]): FindFile =>
  (reference) => {
    const name = reference.split('/').at(-1) ?? ''
    return names.includes(name) ? { path: `/pages/${reference}`, name } : undefined
  }

const tablePage = `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<!-- saved from url=(0051)http://old.example.com/english/NewsDetail.asp?id=118 -->
<html><head><title>News Detail - Shandong Business</title><script>document.write('<p>Not text at all, only a script that writes.</p>')</script>
<style>.a{color:red}</style></head><body>
<form name="aspnetForm"><table width="980"><tr><td><a href="/">Home</a> | <a href="/n">News</a> | <a href="/a">About us</a></td></tr></table>
<table><tr><td width="200"><table><tr><td>Latest news</td></tr><tr><td><a href="1">Harvest fair closes with record</a></td><td>2015-12-01</td></tr>
<tr><td><a href="2">New road opens to the port</a></td><td>2015-11-30</td></tr></table></td>
<td><p>Location: <a href="/">Home</a> &gt; News &gt; News Detail</p>
<p align="center"><b><font size="4">Spring Seminar Opens in Weifang</font></b></p>
<p align="center">Date: 2015-12-16 08:54:43, Source: Department of Commerce of Shandong Province, Today/Total Visits : <span>0</span>/<span>111</span></p>
<p>&nbsp;&nbsp;&nbsp; The seminar opened on <b>Monday</b>.The Group''s
guests came &amp; stayed.</p>
<p>They saw <a href="show.asp?id=3">the hall</a> and <a href="javascript:go()">the yard</a>.</p>
<p align="center"><img src="NewsDetail_files/hall.jpg" width="400" height="300"><img src="NewsDetail_files/line.gif"></p>
<table border="1"><tr><td>City</td><td colspan="2">Firms</td></tr><tr><td>Jinan</td><td>17</td><td>3</td></tr><tr><td>Weifang</td><td>9</td><td>1</td></tr></table>
<p>It lasts three days.</p></td></tr></table></form>
<table><tr><td>Approved by: Department of Commerce of Shandong Province Tel: +86-531-89013333<br>Supported by: Jinan Maocheng Information Technology Co., Ltd.<br>Shandong ICP Registered No. 12013505</td></tr></table></body></html>`

test('a page laid out by tables gives title, record, text, picture, table and old address', () => {
  const release = read(tablePage, beside('hall.jpg'))
  expect(release).toMatchObject({
    title: 'Spring Seminar Opens in Weifang',
    date: { text: '2015-12-16 08:54:43' },
    source: { name: 'Department of Commerce of Shandong Province' },
    legacyVisits: 111,
    aliases: ['/english/NewsDetail.asp?id=118'],
    language: 'en',
    questions: [],
    pictures: [{ name: 'hall.jpg' }],
  })
  expect(renderMarkdown(release)).toBe(
    [
      "The seminar opened on **Monday**. The Group's guests came & stayed.",
      'They saw [the hall](http://old.example.com/english/show.asp?id=3) and the yard.',
      '![Spring Seminar Opens in Weifang](hall.jpg)',
      '| City    | Firms |   |\n| ------- | ----- | - |\n| Jinan   | 17    | 3 |\n| Weifang | 9     | 1 |',
      'It lasts three days.\n',
    ].join('\n\n'),
  )
})

test('everything that a page loses is told', () => {
  const { notes } = read(
    tablePage
      .replace('hall.jpg', 'gone.jpg')
      .replace('<p>It lasts', '<iframe src="http://v.example.com/1"></iframe><p>It lasts'),
  )
  const losses = notes.filter(({ code }) => /-lost$|cells/.test(code)).map(({ code }) => code)
  expect(losses.sort()).toEqual(['cells-split', 'image-lost', 'link-lost', 'media-lost'])
  expect(notes.filter(({ code }) => code === 'site-fact')).toHaveLength(3)
})

/** A page of one article with these paragraphs. */
const pageOf = (...parts: readonly string[]) =>
  `<html><head><title>Spring Seminar Opens in Weifang</title></head><body><div id="zoom"><h1>Spring Seminar Opens in Weifang</h1><p>Date: 2015-12-16</p><p>The seminar opened on Monday with guests from three cities of the province.</p>${parts.join('')}</div></body></html>`
const told = ({ notes }: ImportedRelease) => notes.map(({ code, values }) => [code, Object.values(values)[0]])

test('raised and lowered figures keep their meaning, and what has no such characters is told', () => {
  const release = read(
    pageOf(
      '<p>10<sup>6</sup> m<sup>2</sup> of CO<sub>2</sub>, for the 1<sup>st</sup> time<sup>[2]</sup>.</p>',
      '<p>x<sup>n</sup> is a power.</p>',
    ),
  )
  expect(renderMarkdown(release)).toContain('10⁶ m² of CO₂, for the 1st time\\[2].')
  expect(told(release)).toContainEqual(['raised-lost', 1])
})

test('lists in cells, lists beside items and films in cells lose nothing untold', () => {
  const release = read(
    pageOf(
      '<ul><li>Data</li><ul><li>Open data</li></ul><li>Trade</li></ul>',
      '<table><tr><td>City</td><td>See</td></tr><tr><td>Jinan</td><td><ul><li><a href="http://a.example/">Plan</a></li><li><img src="hall.jpg" alt="Hall"></li></ul></td></tr><tr><td>Weifang</td><td>Film <iframe src="http://v.example/1"></iframe></td></tr></table>',
    ),
    beside('hall.jpg'),
  )
  const text = renderMarkdown(release)
  expect(text).toContain('- Data\n  - Open data\n- Trade')
  expect(text).toContain('| Jinan   | [Plan](http://a.example/)![Hall](hall.jpg) |')
  expect(text).toContain('| Weifang | Film')
  expect(told(release)).toEqual([['media-lost', 'iframe']])
})

test('words that were struck out stay struck out', () => {
  const release = read(
    pageOf('<p>It lasts <s>two</s> three days, not <span style="text-decoration:line-through">one</span>.</p>'),
  )
  expect(renderMarkdown(release)).toContain('It lasts ~~two~~ three days, not ~~one~~.')
})

test('a cell that is merged over rows leaves the cells beside it in their columns', () => {
  const release = read(
    pageOf(
      '<table><tr><td rowspan="2">City</td><td colspan="2">Firms</td></tr><tr><td>small</td><td>large</td></tr><tr><td>Jinan</td><td>17</td><td>3</td></tr></table>',
    ),
  )
  expect(renderMarkdown(release)).toContain(
    '| City  | Firms |       |\n| ----- | ----- | ----- |\n|       | small | large |\n| Jinan | 17    | 3     |',
  )
})

test('a picture that a script loads later, and one that ends the text, come along', () => {
  const release = read(
    pageOf(
      '<p><img src="/images/loading.gif" data-original="files/hall.jpg" alt="The hall"></p>',
      '<p><img src="//old.example.com/files/yard.jpg" alt="The yard"></p>',
    ),
    beside('hall.jpg', 'yard.jpg'),
  )
  expect(release.pictures.map(({ name }) => name)).toEqual(['hall.jpg', 'yard.jpg'])
  expect(renderMarkdown(release)).toContain('![The yard](yard.jpg)')
})

test('a film or drawing that ends the text is told of, an icon is not', () => {
  const release = read(
    pageOf(
      '<p>More <svg width="16" height="16"></svg> of it.</p><svg viewBox="0 0 400 300"></svg>',
      '<video src="film.mp4"></video>',
    ),
  )
  expect(told(release)).toEqual(
    expect.arrayContaining([
      ['image-lost', '<svg>'],
      ['media-lost', 'video'],
    ]),
  )
  expect(told(release).filter(([code]) => code === 'image-lost')).toHaveLength(1)
})

test('what Word leaves in a saved page is no text of it', () => {
  const release = read(
    pageOf(
      '<xml><w:data>Normal 0 false</w:data></xml><p class=MsoNormal><span style="mso-hide:all">Typist</span>It lasts three days.<o:p></o:p></p><!--[if gte vml 1]><v:imagedata src="a.png"/><![endif]--><![if !vml]><p>Guests came.</p><![endif]>',
    ),
  )
  expect(renderMarkdown(release)).toContain('province.\n\nIt lasts three days.\n\nGuests came.\n')
})

const chinesePage = `<html><head><meta name="ContentSource" content="山东省商务厅"><title>全省春季培训班在潍坊开班_山东企业网</title></head><body>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/n">新闻中心</a></li></ul></div>
<div class="content"><div class="crumb">您当前的位置：首页 &gt; 新闻中心 &gt; 正文</div><h2>全省春季培训班在潍坊开班</h2>
<div class="info"><span>日期：2015-12-16 08:54:43</span><span>来源：山东省商务厅</span><span>今日/总访问量：0/111</span></div>
<div class="con">　　春季培训班周一
在潍坊开班。<br>　　培训为期三天。<br><br><font face="宋体">　　企业代表参观了仓库。</font></div>
<div class="con">附件：<a href="files/plan.doc">培训安排</a></div></div>
<div class="foot">版权所有：山东企业网<br>鲁ICP备12013505号</div></body></html>`

test('a Chinese page with line breaks for paragraphs is read', () => {
  const release = read(chinesePage, beside('plan.doc'))
  expect(release).toMatchObject({
    title: '全省春季培训班在潍坊开班',
    date: { text: '2015-12-16 08:54:43' },
    source: { name: '山东省商务厅' },
    legacyVisits: 111,
    language: 'zh',
    downloads: [{ name: 'plan.doc', title: '培训安排' }],
  })
  const paragraphs = release.body.map((node) => wordsOf(node))
  expect(paragraphs).toEqual(['春季培训班周一在潍坊开班。', '培训为期三天。', '企业代表参观了仓库。', '附件：培训安排'])
})

test('a modern page: article element, headings, lists, quotation, canonical address', () => {
  const release =
    read(`<!doctype html><html><head><link rel="canonical" href="https://old.example.com/news/118.html"><meta property="article:published_time" content="2018-03-04T09:30:00+08:00"><meta property="og:title" content="Spring seminar opens"></head><body>
<header><nav><a href="/">Home</a><a href="/news">News</a></nav></header><main><article><h1>Spring seminar opens</h1>
<p>The seminar opened on Monday in the new hall.</p><h3>Programme</h3><ul><li>Data</li><li>Trade and <em>more</em></li></ul><h5>Notes</h5>
<blockquote><p>It was a good day.</p></blockquote></article><aside><h2>Related</h2><p>Another story that is long enough to be taken for text of its own, but is not.</p></aside></main>
<footer>Copyright © 2018 Example</footer></body></html>`)
  expect(release).toMatchObject({
    title: 'Spring seminar opens',
    aliases: ['/news/118.html'],
    date: { text: '2018-03-04 09:30:00+08:00' },
    questions: [],
  })
  expect(renderMarkdown(release)).toBe(
    'The seminar opened on Monday in the new hall.\n\n## Programme\n\n- Data\n- Trade and *more*\n\n### Notes\n\n> It was a good day.\n',
  )
})

test('a fragment of form (a) is read', () => {
  const release = read(
    '<p>News Detail</p><p>Spring Seminar Opens</p><p>The seminar opened on Monday.</p><p>It lasts three days.</p>',
  )
  expect(release.title).toBe('Spring Seminar Opens')
  expect(release.body.map((node) => wordsOf(node))).toEqual(['The seminar opened on Monday.', 'It lasts three days.'])
})

test('a page without a title proposes the first sentence', () => {
  const release = read(
    '<html><head><title>News Detail</title></head><body><div><p>The seminar opened on Monday in the hall beside the river. It lasts three days.</p></div></body></html>',
  )
  expect(release.questions.map(({ code }) => code)).toEqual(['no-title'])
  expect(release.title).toBe('The seminar opened on Monday in the hall beside the river')
})

test('the title is the one above the record line, not the name of the site or of a side column', () => {
  const line = 'Date: 2016-03-08 16:20:01, Source: Trade Office, Today/Total Visits : 0/2045'
  const side =
    '<div id="left"><h3>About us</h3><p>We are a trade portal that has served the firms of the province for years.</p></div>'
  const body =
    '<div><div>The training opened in Qingdao on March 8.</div><div>More than 200 people took part.</div></div>'
  const head = '<head><title>Shandong Business Net</title></head>'
  for (const html of [
    `<html>${head}<body>${side}<div><div>News Detail</div><div>Training Opens in Qingdao</div><div>${line}</div>${body}</div></body></html>`,
    `<html>${head}<body><h1>Shandong Business Net</h1><p>Welcome</p><p>Hot line</p><b>Training Opens in Qingdao</b><p>${line}</p>${body}</body></html>`,
  ]) {
    const release = read(html)
    expect(release).toMatchObject({
      title: 'Training Opens in Qingdao',
      legacyVisits: 2045,
      source: { name: 'Trade Office' },
    })
    expect(release.body.map((node) => wordsOf(node))).toEqual([
      'The training opened in Qingdao on March 8.',
      'More than 200 people took part.',
    ])
  }
})

test('a second date and a second source of a page are told', () => {
  const release =
    read(`<html><head><title>关于公布名单的通知</title></head><body><h1>关于公布名单的通知</h1><p>发布时间：2025-06-03 10:22 来源：省商务厅</p>
<table><tr><td>索引号：</td><td>0143/2025</td><td>成文日期：</td><td>2025-06-01</td></tr><tr><td>文号：</td><td>鲁商字12号</td><td>有效性：</td><td>有效</td></tr></table>
<div class="TRS_Editor"><p>各市商务局：</p><p>现将名单予以公布。请各市认真做好相关工作，确保政策落实到位，并将有关情况及时报送我厅。</p></div></body></html>`)
  expect(release).toMatchObject({ date: { text: '2025-06-03 10:22' }, source: { name: '省商务厅' } })
  expect(JSON.stringify(release.notes)).toContain('2025-06-01')
})
