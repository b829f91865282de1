import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readHtml } from '#lib/cli/import/html/read-html.ts'
import { describeNote } from '#lib/cli/import/notes.ts'
import { PageRefused } from '#lib/cli/import/refusals.ts'
import { renderMarkdown } from '#lib/cli/import/release-file.ts'
import { openDesk } from '#tests/support/editors-desk.ts'

const opening = 'The seminar was held in the great hall of the city and was a success for all.'
const ending = 'The last paragraph of the text says that everybody was pleased with the result of it.'
const page = (inner: string, head = '') =>
  `<html><head><title>Spring seminar opens</title>${head}</head><body><h1>Spring seminar opens</h1>
<p>Date: 2015-12-16, Source: Office</p><div class="content"><p>${opening}</p>${inner}<p>${ending}</p></div></body></html>`

/** What becomes of a piece of a page under these style sheets: its Markdown, and what is told of it. */
function read(inner: string, css: string, head = '', sheets: Readonly<Record<string, string>> = {}) {
  const release = readHtml(page(inner, `<style>${css}</style>${head}`), () => undefined, {
    readSheet: (name) => sheets[name],
  })
  if (release === undefined) throw new Error('No release')
  const text = renderMarkdown(release).replace(opening, '').replace(ending, '').trim()
  return { text, notes: release.notes.map((note) => describeNote(note, 'en')) }
}

const told: readonly (readonly [what: string, css: string, html: string, text: string, note: string])[] = [
  [
    'hides',
    '.memo { display: none }',
    '<p class="memo">For the office only</p>',
    '',
    'The page hid "For the office only" from its readers; it was left out.',
  ],
  [
    'hides on a desk',
    '@media screen and (min-width: 48em) and (max-width: 1400px) { .phone { display: none } }',
    '<p class="phone">Tap here</p>',
    '',
    'The page hid "Tap here"',
  ],
  ['makes invisible', '#memo{visibility:hidden}', '<p id="memo">For us</p>', '', 'The page hid "For us"'],
  [
    'moves off the screen',
    '.off{position:absolute;left:-9999px}',
    '<p class="off">For us</p>',
    '',
    'The page hid "For us"',
  ],
  ['makes transparent', '.off{opacity:0}', '<p class="off">For us</p>', '', 'The page hid "For us"'],
  ['centres', 'p.motto{text-align:center}', '<p class="motto">Onward.</p>', 'Onward.', 'Paragraphs that were centred'],
  [
    'sets right',
    '.content > .sign{text-align:right}',
    '<p class="sign">The Office</p>',
    'The Office',
    'to the right begin',
  ],
  [
    'colours',
    '.red{color:#c00}',
    '<p>A <span class="red">loss</span>.</p>',
    'A loss.',
    'now: 1, the first are "loss".',
  ],
  [
    'colours a paragraph',
    '.red{color:red}',
    '<p class="red">A loss.</p>',
    'A loss.',
    'now: 1, the first are "A loss.".',
  ],
  ['marks', '.hi{background:#ff0}', '<p>A <b class="hi">gain</b>.</p>', 'A **gain**.', 'now: 1, the first are "gain".'],
  [
    'underlines',
    '.u{text-decoration-line:underline}',
    '<p>A <i class="u">gain</i>.</p>',
    'A *gain*.',
    'first are "gain"',
  ],
  [
    'counts in letters',
    'ol.abc{list-style-type:lower-alpha}',
    '<ol class="abc"><li>First</li><li>Second</li></ol>',
    '1. First\n2. Second',
    'A list of 2 items was counted in letters',
  ],
  ['turns', '.he{direction:rtl}', '<p class="he">שלום</p>', 'שלום', '"שלום" was set from right to left'],
  [
    'sets upright',
    '.down{writing-mode:vertical-rl}',
    '<p class="down">Words</p>',
    'Words',
    '"Words" ran down the page',
  ],
  [
    'lays over a picture',
    '.cover{background:url(hall.jpg)}',
    '<div class="cover"><p>Words.</p></div>',
    'Words.',
    'Picture hall.jpg lay behind the text',
  ],
  [
    'writes words of its own',
    '.lead::before{content:"Important: "}',
    '<p class="lead">The date.</p>',
    'The date.',
    'A style sheet showed "Important:" beside "The date.".',
  ],
]
test.each(told)('what a style sheet %s is told', (_what, css, html, text, note) => {
  const found = read(html, css)
  expect(found.text).toBe(text)
  expect(found.notes).toEqual([expect.stringContaining(note)])
})

test('bold, slanted and struck out words of a style sheet are kept', () => {
  const css =
    '.b{font-weight:700} .i{font-style:italic} .s{text-decoration:line-through} .bi{font:x;font-weight:bold;font-style:oblique}'
  const html =
    '<p>A <span class="b">b</span> <span class="i">i</span> <span class="s">s</span> <span class="bi">x</span>.</p>'
  expect(read(html, css)).toEqual({ text: 'A **b** *i* ~~s~~ **_x_**.', notes: [] })
})

test.each([
  ['a later rule', '.tab{display:none} .tab{display:block}'],
  ['a more precise rule', 'p.tab{display:block} .tab{display:none}'],
  ['an important rule', '.tab{display:block!important} p.tab{display:none}'],
  ['the style on the element', '#none,.note{display:none}'],
  ['paper', '@media print{.tab{display:none}} @media screen and (max-width:600px){.tab{display:none}}'],
  ['a state', '.tab:hover{display:none} .tab:focus-visible{display:none}'],
  ['brackets that are wrong', '.tab{} } .x{{display:none; .tab[{display:none}'],
  ['bullets', '.tab::before{content:"\\2022 "} .tab::after{content:" / "}'],
  ['ornaments', '.tab{background:url(img/dot.gif)}'],
])('%s decides, and what readers saw is there', (_what, css) => {
  const html = '<p class="tab note" style="display: block">Seen by all.</p><p>More.</p>'
  const without = html.replace(' style="display: block"', '')
  expect(read(css.includes('.note') ? html : without, css)).toEqual({ text: 'Seen by all.\n\nMore.', notes: [] })
})

test('style sheets beside a page count, those that they import too, and one that is not there is told once', () => {
  const head =
    '<link rel="stylesheet" href="a.css"><link rel="stylesheet" href="gone.css"><link rel="stylesheet" href="p.css" media="print">'
  const sheets = {
    'a.css': '@import url("b.css"); @import "gone.css";',
    'b.css': '@import "a.css"; .memo{display:none}',
  }
  expect(read('<p class="memo">For us</p>', '', head, sheets)).toEqual({
    text: '',
    notes: [
      'The page hid "For us" from its readers; it was left out.',
      'These style sheets are not beside the page, so what they hide, colour or centre is not known: gone.css. Compare the text with the page as readers saw it.',
    ],
  })
})

test('a style sheet in the folder of a saved page is read by the command', async () => {
  const { news, folder, read: readFile } = await openDesk()
  const directory = join(folder.dir, '..')
  await writeFile(join(directory, 'look.css'), '.memo{display:none}')
  const path = join(directory, 'a.html')
  await writeFile(path, page('<p class="memo">For us</p>', '<link rel="stylesheet" href="look.css">'))
  expect((await news(['import', path])).out).toContain('Lost         The page hid "For us"')
  expect(await readFile('news/2015/spring-seminar-opens/en.md')).not.toContain('For us')
})

test('a page that hides all of its text until its script runs is read, and what is hidden inside is told', () => {
  const text = '<p>The line opened on Monday, and guests from three cities came to see it in the morning.</p>'
  const inner = `<h1>The line opens</h1><em>2024-05-06 09:00</em><div style="visibility: hidden; opacity: 0;">${text}${text}<p style="opacity:0">Not seen</p><mpvoice name="A talk"></mpvoice><svg viewBox="0 0 9 9"><text>Drawn words</text></svg></div><p>Read the original</p>`
  const release = readHtml(
    `<html><head><title>The line opens</title></head><body>${inner}</body></html>`,
    () => undefined,
  )
  if (release === undefined) throw new Error('No release')
  expect(renderMarkdown(release)).toContain('The line opened on Monday')
  expect(release.notes.map((note) => describeNote(note, 'en'))).toEqual(
    expect.arrayContaining([
      'The page hid "Not seen" from its readers; it was left out.',
      'An embedded mpvoice (A talk) cannot be part of a release.',
      'A drawing on the page says "Drawn words"; drawings and their words stay out.',
    ]),
  )
})

test('when a change was made is told, and a picture that is lost in two places once', () => {
  const html =
    '<p>Price <ins datetime="2016-04-01">12</ins>.</p><p><img src="a.jpg" alt="A"></p><p><img src="a.jpg" alt="A"></p>'
  expect(read(html, '').notes).toEqual([
    'Picture a.jpg: the file is not beside the page.',
    'Underlined, coloured or highlighted words are like others now: 1, the first are "12".',
    'The page dates the change "12" to 2016-04-01, where no reader sees it. Add it to `changes` if readers need it.',
  ])
})

test('style sheets that would take minutes are refused in bounded time', () => {
  const css = Array.from({ length: 300 }, (_, at) => `p:not(.a${at}){color:red}`).join('')
  const refused = () => read('<p>x</p>'.repeat(2000), css)
  expect(refused).toThrow(PageRefused)
})
