import { expect, test } from 'vitest'
import { html, inspect, parseFixture, render } from '#tests/support/content/bodies.ts'

test('headings stay below the headline of the page and have ids that nothing else uses', () => {
  const { html, headings } = render('## Outlook\n\n### Next year\n\n## Outlook\n\n# Too high\n')
  expect(html).toBe(
    [
      '<h2 id="section-outlook">Outlook</h2>',
      '<h3 id="section-next-year">Next year</h3>',
      '<h2 id="section-outlook-2">Outlook</h2>',
      '<h2 id="section-too-high">Too high</h2>',
      '',
    ].join('\n'),
  )
  expect(headings).toEqual([
    { id: 'section-outlook', level: 2, text: 'Outlook' },
    { id: 'section-next-year', level: 3, text: 'Next year' },
    { id: 'section-outlook-2', level: 2, text: 'Outlook' },
    { id: 'section-too-high', level: 2, text: 'Too high' },
  ])
})

test('ids of Chinese headings are their words, and a heading without any has one too', () => {
  const ids = render('## 二、下一步工作（2026）\n\n## ……\n\n## Ｏｕｔｌｏｏｋ\n').headings.map(({ id }) => id)
  expect(ids).toEqual(['section-二-下一步工作-2026', 'section-untitled', 'section-outlook'])
})

test('a heading that looks like the second of another has an id of its own', () => {
  const ids = render('## Plan\n\n## Plan 2\n\n## Plan\n').headings.map(({ id }) => id)
  expect(ids).toEqual(['section-plan', 'section-plan-2', 'section-plan-3'])
})

test('the id of a heading does not change with what stands around it', () => {
  const idOf = (body: string) => render(body).headings.find(({ text }) => text === 'Outlook')?.id
  expect(idOf('New first paragraph.\n\n## Figures\n\nText.\n\n## Outlook\n')).toBe(idOf('## Outlook\n\nText.\n'))
})

test('a picture that stands alone is a figure with its caption, sized and in several widths', () => {
  const { html, images } = render('![Two fitters](opening.jpg "The second line")')
  expect(html.trim()).toBe(
    '<figure class="picture"><img src="/media/casting-line/opening.jpg?w=1280" alt="Two fitters"' +
      ' srcset="/media/casting-line/opening.jpg?w=320 320w, /media/casting-line/opening.jpg?w=640 640w, /media/casting-line/opening.jpg?w=960 960w, /media/casting-line/opening.jpg?w=1280 1280w"' +
      ' sizes="(min-width: 48rem) 39rem, 100vw" width="1600" height="1000" loading="lazy" decoding="async">' +
      '<figcaption>The second line</figcaption></figure>',
  )
  expect(images).toEqual([
    { src: 'opening.jpg', alt: 'Two fitters', caption: 'The second line', width: 1600, height: 1000, size: 400_000 },
  ])
})

test('pictures with Chinese names, in either Unicode form or percent-encoded, are found', () => {
  for (const name of ['开幕.jpg', './开幕.jpg', '%E5%BC%80%E5%B9%95.jpg'])
    expect(html(`![会场](${name})`)).toContain('src="/media/casting-line/%E5%BC%80%E5%B9%95.jpg?w=640"')
})

test.each(['\n', '\n\n'])(
  'pictures in a row are a gallery, each with its caption and a link to the original',
  (between) => {
    const gallery = html(`![One](opening.jpg "The \\"first\\"")${between}![](开幕.jpg)`)
    expect(gallery).toMatch(/^<div class="gallery"><figure class="picture"><a href=/)
    expect(gallery.match(/<a [^>]*>/g)).toEqual([
      '<a href="/media/casting-line/opening.jpg" aria-label="One (full size)">',
      '<a href="/media/casting-line/%E5%BC%80%E5%B9%95.jpg" aria-label="Picture 2 (full size)">',
    ])
    expect(gallery.match(/<figcaption>/g)).toHaveLength(1)
    expect(gallery).toContain('</a><figcaption>The "first"</figcaption></figure>')
  },
)

test('words between two pictures keep them apart, and a list of words and pictures is no gallery', () => {
  expect(html('![One](opening.jpg)\n\nWords.\n\n![Two](开幕.jpg)')).not.toContain('gallery')
  expect(html('![One](opening.jpg) and ![Two](开幕.jpg)')).not.toContain('gallery')
})

test('two pictures in one paragraph are two figures; one among words is none', () => {
  expect(html('![One](opening.jpg)\n![Two](开幕.jpg)').match(/<figure/g)).toHaveLength(2)
  const inline = html('See ![the sign](opening.jpg "Sign") here.')
  expect(inline).toMatch(/^<p>See <img [^>]*> here\.<\/p>$/)
  expect(inline).not.toContain('title')
})

test('a table stands in a named box that keyboards can scroll, with heads that say what they head', () => {
  expect(html('Table: Lines by year\n\n| Line | Year |\n| :-- | --: |\n| First | 2014 |\n| Second |')).toBe(
    '<div class="table-scroll" role="region" tabindex="0" aria-labelledby="table-1-caption"><table>' +
      '<caption id="table-1-caption">Lines by year</caption>' +
      '<thead><tr><th scope="col" data-align="start">Line</th><th scope="col" data-align="end">Year</th></tr></thead>' +
      '<tbody><tr><td data-align="start">First</td><td data-align="end">2014</td></tr>' +
      '<tr><td data-align="start">Second</td><td data-align="end"></td></tr></tbody></table></div>',
  )
})

test('captions of tables: a number stays, Chinese is understood, words that go on are no caption', () => {
  const table = '| A |\n| --- |\n| 1 |'
  const caption = (line: string) => /<caption id[^>]*>(.*?)<\/caption>/.exec(html(`${line}\n\n${table}`))?.[1]
  expect(caption('Table 2: Orders')).toBe('Table 2: Orders')
  expect(caption('表1：各市情况')).toBe('表1：各市情况')
  expect(caption('表：各市情况')).toBe('各市情况')
  expect(caption('Tables are below.')).toBeUndefined()
  expect(caption('表格如下。')).toBeUndefined()
})

test('tables without captions have different names', () => {
  const table = '| A |\n| --- |\n| 1 |\n'
  expect(html(`${table}\n${table}`).match(/aria-label="[^"]*"/g)).toEqual([
    'aria-label="Table 1"',
    'aria-label="Table 2"',
  ])
  expect(html(`${table}\n${table}`).match(/<caption>[^<]*/g)).toEqual(['<caption>Table 1', '<caption>Table 2'])
  expect(html(table, { locale: 'zh' })).toContain('aria-label="表1"><table><caption>表1</caption>')
})

test('with an empty first head the first column heads the rows; a table without heads has none', () => {
  expect(html('| | 2025 |\n| --- | --- |\n| Orders | 12 |')).toContain(
    '<thead><tr><td></td><th scope="col">2025</th></tr></thead><tbody><tr><th scope="row">Orders</th><td>12</td></tr></tbody>',
  )
  const bare = html('| | |\n| --- | --- |\n| Orders | 12 |')
  expect(bare).not.toContain('<thead')
  expect(bare).not.toContain('<th')
})

test('links: to other sites marked, to this site by path, to files of the folder by media address', () => {
  const link = (target: string, locale: 'en' | 'zh' = 'en') => /<a [^>]*>/.exec(html(`[x](${target})`, { locale }))?.[0]
  expect(link('https://example.com/a?b=c')).toBe('<a href="https://example.com/a?b=c" rel="noopener" data-external="">')
  expect(link('mailto:press@example.com')).toBe('<a href="mailto:press@example.com">')
  expect(link('tel:+86-531-89013333')).toBe('<a href="tel:+86-531-89013333">')
  expect(link('/EN/News/Other-Line/')).toBe('<a href="/en/news/other-line">')
  expect(link('/NewsDetail.asp?id=118')).toBe('<a href="/NewsDetail.asp?id=118">')
  expect(link('programme.pdf')).toBe('<a href="/media/casting-line/programme.pdf">')
  expect(link('zh.md')).toBe('<a href="/zh/news/casting-line">')
  expect(link('../other-line', 'zh')).toBe('<a href="/zh/news/other-line">')
  expect(link('../../2015/notice/en.md#section-plan')).toBe('<a href="/en/news/notice#section-plan">')
  expect(link('../../../pages/visits/zh.md')).toBe('<a href="/zh/about/visits">')
})

test('a link to an attachment says its kind and size, one around a picture does not', () => {
  const words = (body: string, locale: 'en' | 'zh') => html(body, { locale }).replace(/<[^>]*>/g, '')
  expect(words('See the [programme](programme.pdf).', 'en')).toBe('See the programme (PDF, 84 KB).')
  expect(words('见[日程](programme.pdf)。', 'zh')).toBe('见日程（PDF，84 KB）。')
  expect(html('[![Opening](opening.jpg)](programme.pdf)')).not.toContain('PDF')
})

test('a link to a heading finds it by its words, in Chinese too', () => {
  const body = '[a](#next-steps) [b](#section-next-steps) [c](#下一步)\n\n## Next steps\n\n## 下一步\n'
  expect(inspect(body).problems).toEqual([])
  expect(html(body).match(/href="[^"]*"/g)).toEqual([
    'href="#section-next-steps"',
    'href="#section-next-steps"',
    'href="#section-%E4%B8%8B%E4%B8%80%E6%AD%A5"',
  ])
})

test('links of this site are handed on with their place for checks across releases', () => {
  const body =
    'See [one](/en/news/one?a=b#c)\nand [two](../two/zh.md), [old](/NewsDetail.asp?id=1), [ext](https://example.com).'
  const start = { line: 6, offset: 40 }
  expect(inspect(body, { bodyStart: start }).links).toEqual([
    {
      file: 'news/2026/casting-line/en.md',
      line: 6,
      column: 11,
      length: 18,
      path: '/en/news/one?a=b',
      address: { kind: 'release', locale: 'en', slug: 'one' },
    },
    {
      file: 'news/2026/casting-line/en.md',
      line: 7,
      column: 11,
      length: 12,
      path: '/zh/news/two',
      address: { kind: 'release', locale: 'zh', slug: 'two' },
    },
    { file: 'news/2026/casting-line/en.md', line: 7, column: 32, length: 20, path: '/NewsDetail.asp?id=1' },
  ])
})

test('words in another language say so, whatever marks are inside', () => {
  expect(html('The [山东省商务厅]{lang=zh} met.')).toBe('<p>The <span lang="zh">山东省商务厅</span> met.</p>')
  expect(html('[山东省**商务**厅]{lang=zh-Hans}')).toBe('<p lang="zh-Hans">山东省<strong>商务</strong>厅</p>')
  expect(html('a [b [c]{lang=de} d]{lang=fr} e')).toBe('<p>a <span lang="fr">b <span lang="de">c</span> d</span> e</p>')
  expect(html('a [مرحبا]{lang=ar} b')).toContain('<span lang="ar" dir="rtl">')
  expect(html('- **[甲]{lang=zh}**')).toContain('<strong><span lang="zh">甲</span></strong>')
  expect(html('`[x]{lang=zh}`')).toBe('<p><code>[x]{lang=zh}</code></p>')
})

test('a quotation ends with its source as a caption, and takes the language of its words', () => {
  expect(html('> “Grid first.”\n> — The *works* manager')).toBe(
    '<figure class="quote"><blockquote>\n<p>“Grid first.”</p>\n</blockquote><figcaption>The <em>works</em> manager</figcaption></figure>',
  )
  expect(html('> One.\n>\n> Two.\n>\n> —— 厂长')).toContain('<figcaption>厂长</figcaption>')
  expect(html('> [统一思想。]{lang=zh}\n>\n> — Deputy director')).toContain('<blockquote lang="zh">')
  expect(html('> “一”\n> —— 厂长', { locale: 'zh' })).toContain('<figcaption>厂长</figcaption>')
})

test('a quotation without a source stays one, and so does a lone line with a dash', () => {
  expect(html('> One — two\nthree.')).toBe('<blockquote>\n<p>One — two\nthree.</p>\n</blockquote>')
  expect(html('> — and so on')).toBe('<blockquote>\n<p>— and so on</p>\n</blockquote>')
})

test('a number and its unit stay on one line, in both languages, but not in addresses and code', () => {
  const bound = (body: string) =>
    [...html(body).matchAll(/<span class="nowrap">(.*?)<\/span>/g)].map((match) => match[1])
  expect(bound('Up 8 per cent to €3.6 billion, 5 km and 84 KB; 12 June, 3 may.')).toEqual([
    '8 per cent',
    '€3.6 billion',
    '5 km',
    '84 KB',
  ])
  expect(bound('2015年12月9日，480,000家客户，增长8%，投资1.2亿元，约30万平方米。')).toEqual([
    '2015年',
    '12月',
    '9日',
    '480,000家',
    '8%',
    '1.2亿元',
    '30万平方米',
  ])
  expect(bound('`5 km` and https://example.com/5%20km')).toEqual([])
})

test('footnotes are numbered by their mention, gathered at the end and linked both ways', () => {
  expect(html('One.[^b] Two.[^a] Again.[^b]\n\n[^a]: First written.\n\n[^b]: Mentioned first.')).toBe(
    '<p>One.<sup><a href="#note-1" id="note-1-mark" role="doc-noteref" aria-label="Footnote 1">1</a></sup>' +
      ' Two.<sup><a href="#note-2" id="note-2-mark" role="doc-noteref" aria-label="Footnote 2">2</a></sup>' +
      ' Again.<sup><a href="#note-1" id="note-1-mark-2" role="doc-noteref" aria-label="Footnote 1">1</a></sup></p>\n' +
      '<section class="footnotes" aria-labelledby="note-heading"><h2 id="note-heading">Footnotes</h2><ol>' +
      '<li id="note-1"><p>Mentioned first. <a href="#note-1-mark" role="doc-backlink" aria-label="Back to footnote 1 in the text">↩︎</a>' +
      ' <a href="#note-1-mark-2" role="doc-backlink" aria-label="Back to footnote 1 in the text">↩︎</a></p></li>' +
      '<li id="note-2"><p>First written. <a href="#note-2-mark" role="doc-backlink" aria-label="Back to footnote 2 in the text">↩︎</a></p></li></ol></section>',
  )
  expect(html('一。[^1]\n\n[^1]: 注。', { locale: 'zh' })).toContain('<h2 id="note-heading">脚注</h2>')
})

test('footnotes that mention each other come to an end', () => {
  expect(html('One.[^a]\n\n[^a]: See [^b].\n\n[^b]: See [^a].').match(/<li /g)).toHaveLength(2)
})

test('tasks show their state in words, without a control', () => {
  const list = html('- [x] Opened\n- [ ] Extended')
  expect(list).not.toContain('<input')
  expect(list).toContain(
    '<li class="task-list-item"><span class="task-mark" role="img" aria-label="Done:">☑</span> Opened</li>',
  )
  expect(list).toContain('aria-label="Open:">☐</span> Extended')
})

test('blocks of code can be scrolled by keyboard and have different names', () => {
  expect(html('```\na <b>\n```\n\n```js\nc\n```')).toBe(
    '<pre tabindex="0" role="region" aria-label="Code 1"><code>a &#x3C;b>\n</code></pre>\n' +
      '<pre tabindex="0" role="region" aria-label="Code 2"><code>c\n</code></pre>',
  )
})

test('bold ends beside Chinese punctuation', () => {
  expect(html('他说**“注意！”**然后离开。')).toBe('<p>他说<strong>“注意！”</strong>然后离开。</p>')
  expect(html('**统一思想。**信息化是**《规划》**的内容。')).toBe(
    '<p><strong>统一思想。</strong>信息化是<strong>《规划》</strong>的内容。</p>',
  )
})

test('a bare address ends where Chinese goes on, and what follows is read as Markdown', () => {
  expect(html('详见https://example.com/a?b=1。请看**重点**，或www.example.com（英文）及press@example.com。')).toBe(
    '<p>详见<a href="https://example.com/a?b=1" rel="noopener" data-external="">https://example.com/a?b=1</a>。请看<strong>重点</strong>，' +
      '或<a href="https://www.example.com" rel="noopener" data-external="">www.example.com</a>（英文）及' +
      '<a href="mailto:press@example.com">press@example.com</a>。</p>',
  )
  expect(html('(see https://example.com/a_(b)).')).toContain('href="https://example.com/a_(b)"')
  expect(html('https://a.example，https://b.example！').match(/<a /g)).toHaveLength(2)
  expect(html('[https://example.com/山东](https://example.com/a)')).toContain('>https://example.com/山东</a>')
})

test('Chinese text: no gap where a line ends, no indentation by wide spaces', () => {
  expect(html('　　山东省商务厅，\n在潍坊召开“会议”\n并部署CIO\n工作。', { locale: 'zh' })).toBe(
    '<p>山东省商务厅，在潍坊召开“会议”并部署CIO\n工作。</p>',
  )
})

test('comments reach neither the page, nor the text, nor the Markdown for readers', () => {
  const { html, text, markdown } = render('One <!-- ask -->two.\n\n<!-- to do -->\n\nThree.')
  expect(html).toBe('<p>One two.</p>\n<p>Three.</p>\n')
  expect(text).toBe('One two.\n\nThree.')
  expect(markdown).toBe('One two.\n\nThree.')
})

test('a body without comments is passed on as it was written', () => {
  const body = '\n## A\n\n\n\n*  b\n'
  expect(render(body).markdown).toBe(body)
})

test('the text is the words of every block, footnotes last', () => {
  const body =
    '## Outlook\n\nOne **two**\nthree.[^1]\n\n[^1]: A note.\n\n- a\n- b\n\n> q\n\n| H | I |\n| --- | --- |\n| 1 | 2 |\n\n![alt](opening.jpg "Caption")\n\nEnd.'
  expect(render(body).text).toBe('Outlook\n\nOne two three.\n\na\nb\n\nq\n\nH\tI\n1\t2\n\nCaption\n\nEnd.\n\nA note.')
})

test('reading takes a minute for 220 words or 400 Han characters, and at least one', () => {
  const minutes = (body: string) => render(body).readingMinutes
  expect(minutes('')).toBe(1)
  expect(minutes('word '.repeat(220))).toBe(1)
  expect(minutes('word '.repeat(221))).toBe(2)
  expect(minutes('字'.repeat(400))).toBe(1)
  expect(minutes('字，'.repeat(401))).toBe(2)
  expect(minutes(`${'word '.repeat(110)}${'字'.repeat(200)}`)).toBe(1)
  expect(minutes(`${'word '.repeat(220)}${'字'.repeat(400)}`)).toBe(2)
  expect(minutes("don't e-mail 1,234.5 ".repeat(110))).toBe(2)
})

test('the summary is the first paragraph, cut at a sentence of either language', () => {
  const summary = (body: string) => inspect(body).summary
  expect(summary('## Heading\n\n![a](opening.jpg)\n\nThe *line*\nopened.\n\nMore.')).toBe('The line opened.')
  const english = 'This sentence has exactly sixty characters, the dot included. '
  expect(summary(english.repeat(10))).toBe(english.repeat(4).trim())
  expect(summary('第一句话在这里，说明一件事情。'.repeat(30))).toBe('第一句话在这里，说明一件事情。'.repeat(20))
  const endless = summary('word and '.repeat(100))
  expect(endless.length).toBeLessThanOrEqual(300)
  expect(endless).toMatch(/ (?:word|and)…$/)
  expect(summary(`${'𠮷'.repeat(400)}`)).toMatch(/^𠮷+…$/u)
  expect(summary('> quote\n\n- list')).toBe('')
})

test('a body of nothing for readers is empty', () => {
  const empty = (body: string) => inspect(body).empty
  expect([' \n', '<!-- later -->', '---', '[a]: b'].map(empty)).toEqual([true, true, true, true])
  expect(['Text', '![a](opening.jpg)', '- a', '```\nx\n```'].map(empty)).toEqual([false, false, false, false])
})

test('problems and links stand at their line and column of the file', () => {
  const file = parseFixture('alt-missing')
  const [found] = file.parsed.problems
  expect(file.text.split('\n')[(found?.line ?? 0) - 1]?.slice((found?.column ?? 0) - 1)).toBe('![](opening.jpg)')
  const windows = inspect('One.\r\n\r\n  <b>two</b>\r\n', { bodyStart: { line: 4, offset: 30 } }).problems
  expect(windows.map(({ line, column, fix }) => [line, column, fix?.[0]?.start])).toEqual([[6, 3, 40]])
})
