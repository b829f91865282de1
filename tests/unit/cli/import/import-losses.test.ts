import { expect, test } from 'vitest'
import { readHtml } from '#lib/cli/import/html/read-html.ts'
import { describeNote } from '#lib/cli/import/notes.ts'
import { renderMarkdown } from '#lib/cli/import/release-file.ts'
import { readWord } from '#lib/cli/import/word/read-word.ts'
import { readWordPress } from '#lib/cli/import/wordpress/read-wordpress.ts'
import { headerSite } from '#tests/support/content/headers.ts'
import { buildWordDocument, paragraphXml, run } from '#tests/support/content/word-document.ts'

const opening = 'The seminar was held in the great hall of the city and was a success for all.'
const ending = 'The last paragraph of the text says that everybody was pleased with the result of it.'
const page = (inner: string) =>
  `<html><head><title>Spring seminar opens in Weifang</title></head><body><h1>Spring seminar opens in Weifang</h1>
<p>Date: 2015-12-16 08:54:43, Source: Office</p><div class="content"><p>${opening}</p>${inner}<p>${ending}</p></div></body></html>`

/** What becomes of a piece of a page: its Markdown, and what is told of it in words. */
function read(inner: string) {
  const found = (reference: string) =>
    /^[a-z]+\.jpg$/.test(reference) ? { name: reference, path: `/pages/${reference}` } : undefined
  const release = readHtml(page(inner), found)
  if (release === undefined) throw new Error('No release')
  const text = renderMarkdown(release).replace(opening, '').replace(ending, '').trim()
  return { text, notes: release.notes.map((note) => describeNote(note, 'en')), pictures: release.pictures }
}

const gif = 'data:image/gif;base64,R0lGODdhAgACAIAAAP///wAAACwAAAAAAgACAAACAkQBADs='

const kept: readonly (readonly [what: string, html: string, markdown: string])[] = [
  ['a list that begins with four', '<ol start="4"><li>Four</li><li>Five</li></ol>', '4. Four\n5. Five'],
  ['a list that begins with nought', '<ol start="0"><li>None</li><li>One</li></ol>', '0. None\n1. One'],
  [
    'ticked boxes',
    '<ul><li><input type="checkbox" checked> A</li><li><input type="checkbox"> B</li></ul>',
    '- [x] A\n- [ ] B',
  ],
  ['old kinds of list', '<dir><li>Entry</li></dir>', '- Entry'],
  ['terms and their meanings', '<dl><dt>Berth</dt><dd>Where a ship lies.</dd></dl>', '**Berth**\n\nWhere a ship lies.'],
  ['a rule between paragraphs', '<hr><p>One.</p><hr><hr><p>Two.</p>', '---\n\nOne.\n\n---\n\nTwo.'],
  [
    'a rule in a quotation',
    '<blockquote><hr><p>One.</p><hr><p>Two.</p><hr></blockquote>',
    '> One.\n>\n> ---\n>\n> Two.',
  ],
  ['what can be opened', '<details><summary>More</summary><p>Words.</p></details>', '**More**\n\nWords.'],
  ['keys and commands', '<p>Type <kbd>Enter</kbd> or <code>a_b</code>.</p>', 'Type `Enter` or `a_b`.'],
  ['the lines of a poem', '<pre class="wp-block-verse">One\n  two</pre>', 'One\\\ntwo'],
  ['code', '<pre><code class="language-js">a()\n\nb()</code></pre>', '```js\na()\n\nb()\n```'],
  ['titles of works', '<p>As <cite>The Book</cite> says.</p>', 'As *The Book* says.'],
  ['who is quoted', '<blockquote><p>In May.</p><cite>The manager</cite></blockquote>', '> In May.\n>\n> — The manager'],
  [
    'words of another language',
    '<p>A <i lang="fr">bon mot</i>, <span lang="EN-US">so</span>.</p>',
    'A [*bon mot*]{lang=fr}, so.',
  ],
  [
    'the caption of a table',
    '<table><caption>Orders</caption><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>',
    'Table: Orders\n\n| A | B |\n| - | - |\n| 1 | 2 |',
  ],
  [
    'the foot of a table',
    '<table><tfoot><tr><td>Sum</td><td>9</td></tr></tfoot><tbody><tr><td>A</td><td>9</td></tr></tbody></table>',
    '| A   | 9 |\n| --- | - |\n| Sum | 9 |',
  ],
  [
    'columns set to the right',
    '<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td align="right">2</td></tr></table>',
    '| A |  B |\n| - | -: |\n| 1 |  2 |',
  ],
  [
    'the largest of a set of sizes',
    '<p><img srcset="small.jpg 1x, large.jpg 2x" alt="The hall"></p>',
    '![The hall](large.jpg)',
  ],
  [
    'a picture of Word',
    '<p><v:shape><v:imagedata src="hall.jpg" title="The hall"></v:imagedata></v:shape></p>',
    '![The hall](hall.jpg)',
  ],
]
test.each(kept)('%s: kept, and nothing is told', (_what, html, markdown) => {
  expect(read(html)).toMatchObject({ text: markdown, notes: [] })
})

test('a picture inside the page becomes a file', () => {
  const { text, notes, pictures } = read(`<p><img src="${gif}" width="300" alt="A chart"></p>`)
  expect(text).toMatch(/^!\[A chart\]\(picture-[0-9a-f]{8}\.gif\)$/)
  expect([notes, pictures[0]?.bytes?.length]).toEqual([[], 35])
})

const told: readonly (readonly [what: string, html: string, markdown: string, note: string])[] = [
  [
    'an abbreviation',
    '<p>The <abbr title="World Trade Organization">WTO</abbr> agreed.</p>',
    'The WTO agreed.',
    'The remark "World Trade Organization" appeared when the pointer rested on "WTO". Write it into the text if readers need it.',
  ],
  [
    'letters for numbers',
    '<ol type="a"><li>First</li><li>Second</li></ol>',
    '1. First\n2. Second',
    'A list of 2 items was counted in letters, backwards, with gaps or on from another list; now from 1 on. It begins with "First".',
  ],
  ['a gap in numbers', '<ol><li>One</li><li value="5">Five</li></ol>', '1. One\n2. Five', 'A list of 2 items'],
  ['numbers backwards', '<ol reversed><li>Two</li><li>One</li></ol>', '1. Two\n2. One', 'A list of 2 items'],
  [
    'a background',
    '<div style="background-image: url(\'hall.jpg\')">Words over the hall.</div>',
    'Words over the hall.',
    'Picture hall.jpg lay behind the text',
  ],
  [
    'a form',
    '<form>Name <input name="n"><button>Send</button></form>',
    'Name',
    'Fields and buttons of a form, 2 of them, cannot',
  ],
  [
    'colour',
    '<p>A <font color="#ff0000">loss</font> of <u>three</u>.</p>',
    'A loss of three.',
    'Underlined, coloured or highlighted words are like others now: 2, the first are "loss".',
  ],
  [
    'a formula',
    '<p>Where <math><mi>x</mi><mo>=</mo><mfrac><mn>1</mn><mn>2</mn></mfrac></math>.</p>',
    'Where `x=12`.',
    'A formula stands as signs on one line: "x=12". Compare it with the original.',
  ],
  [
    'hidden words',
    '<p style="visibility: hidden">Cheap watches</p>',
    '',
    'The page hid "Cheap watches" from its readers; it was left out.',
  ],
  [
    'a hidden picture',
    '<p>Seen.</p><div style="display: none"><img src="hall.jpg"><img src="spacer.gif"></div><p>Too.</p>',
    'Seen.\n\nToo.',
    'The page hid the picture hall.jpg from its readers; it was left out.',
  ],
  [
    'words for browsers without scripts',
    '<noscript><p>Turn scripts on.</p></noscript>',
    '',
    'Only browsers without scripts showed "Turn scripts on.".',
  ],
  ['words of a script', '<script>document.write("Hello")</script>', '', 'A script wrote into the text of the page'],
  [
    'a link that is a script',
    '<p><a onclick="go(7)">The plan</a></p>',
    'The plan',
    'The link "The plan" leads to go(7)',
  ],
  [
    'a film',
    '<video><source src="film.webm"></video>',
    '',
    'An embedded video (film.webm) cannot be part of a release.',
  ],
  [
    'what is centred or stands at the right',
    '<center><p align="center">Opening</p></center><p style="text-align:right">The Office</p><p align="center"><img src="hall.jpg" alt="The hall"></p>',
    'Opening\n\nThe Office\n\n![The hall](hall.jpg)',
    'Paragraphs that were centred or set to the right begin at the left like others: 2, the first is "Opening".',
  ],
  [
    'words set to the right by WordPress',
    '<p class="has-text-align-right">In May.</p>',
    'In May.',
    ': 1, the first is',
  ],
  [
    'words from right to left without a language',
    '<p dir="rtl">سلام</p><p dir="rtl" lang="fa">سلام</p>',
    'سلام\n\n[سلام]{lang=fa}',
    '"سلام" was set from right to left, and the page does not say in which language.',
  ],
  [
    'the address of a quotation',
    '<blockquote cite="https://a.example/1"><p>In May.</p></blockquote><blockquote cite="https://a.example/2"><p><a href="https://a.example/2">In June.</a></p></blockquote>',
    '> In May.\n\n> [In June.](https://a.example/2)',
    'The quotation "In May." names its source where no reader sees it: https://a.example/1.',
  ],
]
test.each(told)('%s: told', (_what, html, markdown, note) => {
  const { text, notes } = read(html)
  expect(text).toBe(markdown)
  expect(notes).toEqual([expect.stringContaining(note)])
})

test('the picture and the subtitles of a film are told beside it', () => {
  const film = '<video src="film.webm" poster="first.jpg"><track src="words.vtt"></video>'
  expect(read(film).notes).toEqual([
    'An embedded video (film.webm) cannot be part of a release.',
    'Picture first.jpg stood in for a film until it played; it is lost with the film.',
    'The subtitles or chapters of a film or sound (words.vtt) are lost with it.',
  ])
})

test('a rule above the first line of an article or below its last is that of the page', () => {
  const around = page('<p>Words.</p>').replace('<div class="content">', '<div class="content"><hr>')
  const release = readHtml(around.replace('</div></body>', '<hr></div></body>'), () => undefined)
  expect(release?.body.map(({ type }) => type)).toEqual(['paragraph', 'paragraph', 'paragraph'])
})

test('what stands around an article is not told as lost from it', () => {
  const around = page('<p>Words.</p>').replace(
    '<body>',
    '<body><form><input><button>Search</button></form><p style="display:none">A menu</p>',
  )
  expect(readHtml(around, () => undefined)?.notes).toEqual([])
})

test('footnotes that WordPress keeps beside a post, and pictures behind covers, come along', () => {
  const content = `<!-- wp:cover --><div class="wp-block-cover" style="background-image:url(https://old.example.com/hall.jpg)"><p>Opening day</p></div><!-- /wp:cover -->
<!-- wp:paragraph --><p>It opened on Monday.<sup data-fn="n-1" class="fn"><a href="#n-1" id="n-1-link">1</a></sup></p><!-- /wp:paragraph -->
<!-- wp:footnotes /-->`
  const meta = '[{"content":"As <em>last<\\/em> year.","id":"n-1"}]'
  const text = `<rss xmlns:content="c" xmlns:wp="w"><channel><wp:wxr_version>1.2</wp:wxr_version><item><title>Opening</title><wp:post_type>post</wp:post_type><wp:status>publish</wp:status><wp:post_date>2015-12-16 08:54:43</wp:post_date>
<content:encoded><![CDATA[${content}]]></content:encoded><wp:postmeta><wp:meta_key>footnotes</wp:meta_key><wp:meta_value><![CDATA[${meta}]]></wp:meta_value></wp:postmeta></item></channel></rss>`
  const found = (reference: string) =>
    reference.endsWith('/hall.jpg') ? { name: 'hall.jpg', path: '/hall.jpg' } : undefined
  const { releases } = readWordPress(text, found, { language: undefined, site: headerSite, drafts: false })
  const [release] = releases
  if (release === undefined) throw new Error('No release')
  expect(renderMarkdown(release)).toBe(
    '![Opening](hall.jpg)\n\nOpening day\n\nIt opened on Monday.[^1]\n\n[^1]: As *last* year.\n',
  )
  expect(release.notes.map(({ code }) => code)).toEqual(['image-alt'])
})

test('numbers that Word makes in letters, from another one on or on from a list above are told as lost', async () => {
  const numbered = (list: number, text: string) =>
    `<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="${list}"/></w:numPr></w:pPr>${run(text)}</w:p>`
  const form = (id: number, format: string, start: number) =>
    `<w:abstractNum w:abstractNumId="${id}"><w:lvl w:ilvl="0"><w:start w:val="${start}"/><w:numFmt w:val="${format}"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/></w:lvl></w:abstractNum>`
  const list = (id: number, of: number, more = '') =>
    `<w:num w:numId="${id}"><w:abstractNumId w:val="${of}"/>${more}</w:num>`
  const override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'
  const numbering = `<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${form(0, 'decimal', 1)}${form(1, 'upperRoman', 1)}${form(2, 'bullet', 1)}${list(1, 0)}${list(2, 1)}${list(3, 2)}${list(4, 0, override)}</w:numbering>`
  const body = [
    paragraphXml('Spring Seminar Opens', 'Heading1'),
    paragraphXml('Date: 2015-12-16'),
    ...[numbered(1, 'One'), numbered(1, 'Two'), paragraphXml('Between.'), numbered(1, 'Three')],
    ...[paragraphXml('Then.'), numbered(2, 'Roman one'), numbered(2, 'Roman two'), paragraphXml('Then.')],
    ...[numbered(3, 'A bullet'), paragraphXml('Then.'), numbered(3, 'Another'), numbered(4, 'Seven')],
    paragraphXml(run('Marked', '<w:highlight w:val="yellow"/>')),
  ]
  const release = await readWord(
    await buildWordDocument({ body: body.join(''), parts: { 'word/numbering.xml': numbering } }),
    undefined,
  )
  expect(release.notes.map((note) => describeNote(note, 'zh'))).toEqual([
    '加下划线、着色或加底色的文字改为普通文字：1 处，首处为“Marked”。',
    ...[
      ['1', 'Three'],
      ['2', 'Roman one'],
      ['1', 'Seven'],
    ].map(
      ([count, text]) => `有一个 ${count} 项的列表原用字母、倒序、跳号或接续前文编号，现从 1 起编号，首项为“${text}”。`,
    ),
  ])
})

/** What is told of a Word document with these paragraphs under its title. */
async function tellWord(body: string, parts: Record<string, string> = {}) {
  const head = paragraphXml('Spring Seminar Opens', 'Heading1') + paragraphXml('Date: 2015-12-16')
  const release = await readWord(await buildWordDocument({ body: head + body, parts }), undefined)
  return release.notes.map((note) => describeNote(note, 'en'))
}

test('words of a document that are coloured, underlined or highlighted are told, links and greys aside', async () => {
  const red = '<w:color w:val="FF0000"/>'
  const words = [
    run('Sales ') +
      run('fell by ', red) +
      run('half', red) +
      run(' in May', '<w:color w:val="auto"/><w:u w:val="none"/>'),
    run('Grey, ', '<w:color w:val="595959"/>') + run('underlined', '<w:u w:val="single"/>') + run(' ', red),
    `<w:hyperlink w:anchor="a">${run('a link', `${red}<w:u w:val="single"/>`)}</w:hyperlink>`,
    run('once red', `<w:rPrChange w:id="1"><w:rPr>${red}</w:rPr></w:rPrChange>`),
  ]
  expect(await tellWord(words.map((inner) => paragraphXml(inner)).join(''))).toEqual([
    expect.stringContaining('The link "a link" leads to #a'),
    'Underlined, coloured or highlighted words are like others now: 2, the first are "fell by half".',
  ])
})

test('paragraphs of a document that are centred or set to the right are told, headings and tables aside', async () => {
  const at = (side: string, text: string, style = '') =>
    `<w:p><w:pPr>${style}<w:jc w:val="${side}"/></w:pPr>${run(text)}</w:p>`
  const table = `<w:tbl><w:tr><w:tc>${at('right', '12')}</w:tc></w:tr></w:tbl>`
  const body = [
    at('center', 'A motto.'),
    at('both', 'A paragraph.'),
    at('right', 'The Office'),
    at('center', ' '),
    at('center', 'Part One', '<w:pStyle w:val="Heading2"/>'),
    table,
  ]
  expect(await tellWord(body.join(''))).toEqual([
    'Paragraphs that were centred or set to the right begin at the left like others: 2, the first is "A motto.".',
  ])
})

test('numbers that a style of Word makes are told when they are lost, whether a list names the style or not', async () => {
  const main = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
  const style = (id: string, inner: string) =>
    `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${id}"/>${inner}</w:style>`
  const gives = (list: number) => `<w:pPr><w:numPr><w:numId w:val="${list}"/></w:numPr></w:pPr>`
  const form = (id: number, format: string, linked = '') =>
    `<w:abstractNum w:abstractNumId="${id}"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${linked}</w:lvl></w:abstractNum>`
  const list = (id: number) => `<w:num w:numId="${id}"><w:abstractNumId w:val="${id}"/></w:num>`
  const parts = {
    'word/styles.xml': `<w:styles ${main}>${style('Heading1', '')}${style('Clause', gives(1))}${style('SubClause', '<w:basedOn w:val="Clause"/>')}${style('Step', gives(2))}${style('Round', '<w:basedOn w:val="Round"/>')}</w:styles>`,
    'word/numbering.xml': `<w:numbering ${main}>${form(1, 'decimal')}${form(2, 'upperRoman', '<w:pStyle w:val="Step"/>')}${list(1)}${list(2)}</w:numbering>`,
  }
  const off = `<w:p><w:pPr><w:pStyle w:val="Clause"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr></w:pPr>${run('No number')}</w:p>`
  const body = [
    ...[paragraphXml('First clause.', 'Clause'), paragraphXml('Second clause.', 'SubClause'), off],
    ...[paragraphXml('Begin.', 'Step'), paragraphXml('End.', 'Step'), paragraphXml('Words.', 'Round')],
  ]
  const notes = await tellWord(body.join(''), parts)
  expect(notes.filter((note) => !note.startsWith('These styles'))).toEqual([
    'A list of 2 items was counted in letters, backwards, with gaps or on from another list; now from 1 on. It begins with "Begin.".',
    'A style of the document gave numbers or bullets to 2 paragraphs; now without them, the first is "First clause.".',
  ])
})
