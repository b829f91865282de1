import sharp from 'sharp'
import { expect, test } from 'vitest'
import { describeNote } from '#lib/cli/import/notes.ts'
import { renderMarkdown } from '#lib/cli/import/release-file.ts'
import { readWord } from '#lib/cli/import/word/read-word.ts'
import { buildWordDocument, paragraphXml, run } from '#tests/support/content/word-document.ts'

const main = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const head = paragraphXml('Spring Seminar Opens', 'Heading1') + paragraphXml('Date: 2015-12-16')

/** What becomes of a Word document with these paragraphs under its title, and what is told of it and asked. */
async function read(body: string, parts: Record<string, string | Buffer> = {}, targets: Record<string, string> = {}) {
  const release = await readWord(await buildWordDocument({ body: head + body, parts, targets }), undefined)
  return {
    text: renderMarkdown(release).trim(),
    notes: release.notes.map((note) => describeNote(note, 'en')),
    questions: release.questions.map((note) => describeNote(note, 'en')),
  }
}

const paragraphStyle = (id: string, inner: string, more = '') =>
  `<w:style w:type="paragraph" w:styleId="${id}"${more}><w:name w:val="${id}"/>${inner}</w:style>`
const runStyle = (id: string, inner: string) =>
  `<w:style w:type="character" w:styleId="${id}"><w:name w:val="${id}"/><w:rPr>${inner}</w:rPr></w:style>`
const heading =
  '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:rPr><w:color w:val="2F5496"/></w:rPr></w:style>'
const stylesOf = (...inner: readonly string[]) => ({
  'word/styles.xml': `<w:styles ${main}>${heading}${inner.join('')}</w:styles>`,
})
const told = (notes: readonly string[]) => notes.filter((note) => !note.startsWith('These styles'))

test('colours, sides and lines that only the styles of a document give are told, headings and links aside', async () => {
  const parts = stylesOf(
    paragraphStyle('Motto', '<w:pPr><w:jc w:val="center"/></w:pPr>'),
    paragraphStyle('Child', '<w:basedOn w:val="Motto"/>'),
    paragraphStyle('Loop', '<w:basedOn w:val="Loop"/>'),
    paragraphStyle('Alert', '<w:rPr><w:color w:val="FF0000"/></w:rPr>'),
    runStyle('Hot', '<w:highlight w:val="yellow"/>'),
    runStyle('Hyperlink', '<w:color w:val="0563C1"/><w:u w:val="single"/>'),
  )
  const body = [
    paragraphXml('Onward.', 'Motto'),
    paragraphXml('And upward.', 'Child'),
    `<w:p><w:pPr><w:pStyle w:val="Motto"/><w:jc w:val="left"/></w:pPr>${run('At the left.')}</w:p>`,
    paragraphXml('Round.', 'Loop'),
    paragraphXml(run('A red line, ') + run('a black one.', '<w:color w:val="auto"/>'), 'Alert'),
    paragraphXml(
      run('Some ') + run('hot', '<w:rStyle w:val="Hot"/>') + run(' or ') + run('dotted', '<w:em w:val="dot"/>'),
    ),
    paragraphXml(
      run('Shaded', '<w:shd w:val="clear" w:fill="FFFF00"/>') + run(' a link', '<w:rStyle w:val="Hyperlink"/>'),
    ),
  ]
  expect(told((await read(body.join(''), parts)).notes)).toEqual([
    'Underlined, coloured or highlighted words are like others now: 4, the first are "A red line,".',
    'Paragraphs that were centred or set to the right begin at the left like others: 2, the first is "Onward.".',
  ])
})

test('the style that a document gives to all paragraphs counts for those that name none', async () => {
  const parts = stylesOf(paragraphStyle('Standard', '<w:pPr><w:jc w:val="end"/></w:pPr>', ' w:default="1"'))
  expect((await read(paragraphXml('At the right.'), parts)).notes).toEqual([
    'Paragraphs that were centred or set to the right begin at the left like others: 2, the first is "Date: 2015-12-16".',
  ])
})

test('what a style hides is asked about, also in footnotes, and what a paragraph mark hides is not', async () => {
  const parts = {
    ...stylesOf(runStyle('Memo', '<w:vanish/>'), paragraphStyle('Secret', '<w:rPr><w:vanish/></w:rPr>')),
    'word/footnotes.xml': `<w:footnotes ${main}><w:footnote w:id="2">${paragraphXml(run('Inside.', '<w:vanish/>'))}</w:footnote></w:footnotes>`,
  }
  const body = [
    paragraphXml(run('It opened. ') + run('Say nothing of the price.', '<w:rStyle w:val="Memo"/>')),
    paragraphXml('Nor of the date.', 'Secret'),
    paragraphXml(run('All may read this.', '<w:vanish w:val="0"/>'), 'Secret'),
    `<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>${run('And this.')}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>`,
  ]
  expect((await read(body.join(''), parts)).questions).toEqual([
    'The document hides text or pictures in 3 places; here everybody would see them. Take out what is not meant for readers, then remove `draft: true`.',
  ])
})

test('pictures that a document crops or hides, and prompts of a form, make a draft', async () => {
  const png = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#8899aa' } })
    .png()
    .toBuffer()
  const picture = (edge: string, hidden = '') =>
    `<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="P" descr="The hall"${hidden}/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="p"/><a:srcRect ${edge}/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`
  const prompt = `<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>${paragraphXml('Click here to enter text.')}</w:sdtContent></w:sdt>`
  const body = `${paragraphXml('It opened.')}${picture('l="25000"')}${picture('l="0"')}${picture('', ' hidden="1"')}${prompt}`
  const { questions } = await read(body, { 'word/media/image1.png': png }, { p: 'image1.png' })
  expect(questions).toEqual([
    expect.stringContaining('The document hides text or pictures in 1 place;'),
    expect.stringContaining('The document shows only a part of 1 picture;'),
    expect.stringContaining('The document is a form that was not filled in at 1 place;'),
  ])
})

test('paragraphs and words from right to left are told', async () => {
  const body = [
    `<w:p><w:pPr><w:bidi/></w:pPr>${run('سلام', '<w:rtl/>')}</w:p>`,
    paragraphXml(run('The word ') + run('שלום', '<w:rtl/>') + run(' stands here.')),
    `<w:p><w:pPr><w:bidi w:val="0"/></w:pPr>${run('From the left.')}</w:p>`,
  ]
  expect((await read(body.join(''))).notes).toEqual([
    expect.stringContaining('"سلام" was set from right to left'),
    expect.stringContaining('"שלום" was set from right to left'),
  ])
})

test('numbers below the first level of a list are told where Markdown counts in another way', async () => {
  const item = (list: number, depth: number, text: string) =>
    `<w:p><w:pPr><w:numPr><w:ilvl w:val="${depth}"/><w:numId w:val="${list}"/></w:numPr></w:pPr>${run(text)}</w:p>`
  const level = (depth: number, format: string, text: string, start = 1) =>
    `<w:lvl w:ilvl="${depth}"><w:start w:val="${start}"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`
  const form = (id: number, ...levels: string[]) =>
    `<w:abstractNum w:abstractNumId="${id}">${levels.join('')}</w:abstractNum>`
  const list = (id: number) => `<w:num w:numId="${id}"><w:abstractNumId w:val="${id}"/></w:num>`
  const forms = [
    form(1, level(0, 'decimal', '%1.'), level(1, 'decimal', '%2)'), level(2, 'lowerRoman', '%3.')),
    form(2, level(0, 'decimal', '%1.'), level(1, 'decimal', '%1.%2')),
    form(3, level(0, 'decimal', 'Article %1')),
    form(4, level(0, 'bullet', '•'), level(1, 'decimal', '%2.', 3)),
  ]
  const numbering = `<w:numbering ${main}>${forms.join('')}${[1, 2, 3, 4].map(list).join('')}</w:numbering>`
  const body = [
    ...[item(1, 0, 'One'), item(1, 1, 'Inner one'), item(1, 1, 'Inner two'), item(1, 0, 'Two'), item(1, 1, 'Again')],
    ...[
      item(1, 2, 'Deep'),
      paragraphXml('Then.'),
      item(2, 0, 'One'),
      item(2, 1, 'One point one'),
      paragraphXml('Then.'),
    ],
    ...[item(3, 0, 'An article'), paragraphXml('Then.'), item(4, 0, 'Bullet'), item(4, 1, 'From three on')],
  ]
  expect((await read(body.join(''), { 'word/numbering.xml': numbering })).notes).toEqual([
    'A list of 1 item was counted in letters, backwards, with gaps or on from another list; now from 1 on. It begins with "An article".',
    'Lists within lists, 3 of them, were counted in letters, as 1.1, or on from another list; now from 1 on. The first begins with "Deep".',
  ])
})

test('what a document lost is told with its words and its place, and a watermark with the heads of its pages', async () => {
  const body = [
    paragraphXml('The rule is this.'),
    `<w:p><m:oMath><m:r><m:t>E=mc</m:t></m:r></m:oMath><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath></w:p>`,
    `<w:p>${run('Name')}<w:r><w:tab/></w:r>${run('Phone')}</w:p>`,
    `<w:p>${run('A ')}<w:hyperlink r:id="l" w:tooltip="Opens in May">${run('link')}</w:hyperlink>${run('.')}</w:p>`,
    `<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>${paragraphXml('Both')}</w:tc></w:tr><w:tr><w:tc>${paragraphXml('A')}</w:tc><w:tc><w:p>${run('B')}<w:r><w:footnoteReference w:id="2"/></w:r></w:p></w:tc></w:tr><w:tr><w:tc>${paragraphXml('C')}</w:tc><w:tc>${paragraphXml('D')}</w:tc></w:tr></w:tbl>`,
  ]
  const parts = {
    'word/footnotes.xml': `<w:footnotes ${main}><w:footnote w:id="2">${paragraphXml(`${run('A note.')}<w:ins>${run(' More.')}</w:ins>`)}</w:footnote></w:footnotes>`,
    'word/header1.xml': `<w:hdr ${main} xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="For the office only"/></w:hdr>`,
  }
  const { text, notes } = await read(body.join(''), parts, { l: 'https://example.com/' })
  expect(text).toContain('| A    | B[^1] |')
  expect(text).toContain('[^1]: A note. More.')
  expect(notes).toEqual([
    'A table has 1 merged cell; the text stands in the first cell of each, the rest is empty.',
    'The head or foot of the document\'s pages says "For the office only", which is no text of the release.',
    'The document has tracked changes. They were taken as accepted: 1 insertion kept, 0 deletions carried out.',
    '2 × equation (the first says "E=mc"): cannot be part of a release. The first stood after "The rule is this.".',
    'Tabs kept words apart in 1 paragraph; they are spaces now. Make a table of them if they are one; the first is "Name Phone".',
    'The remark "Opens in May" appeared when the pointer rested on "link". Write it into the text if readers need it.',
  ])
})

test('ticked boxes of a document stay where they were', async () => {
  const box = (checked: number) =>
    `<w:sdt><w:sdtPr><w14:checkbox xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w14:checked w14:val="${checked}"/></w14:checkbox></w:sdtPr><w:sdtContent>${run('☐')}</w:sdtContent></w:sdt>`
  const { text } = await read(`<w:p>${box(1)}${run(' Yes ')}${box(0)}${run(' No')}</w:p>`)
  expect(text).toBe('☑ Yes ☐ No')
})
