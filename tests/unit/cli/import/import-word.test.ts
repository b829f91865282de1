import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import type { ImportedRelease } from '#lib/cli/import/imported.ts'
import { PageRefused } from '#lib/cli/import/refusals.ts'
import { renderMarkdown } from '#lib/cli/import/release-file.ts'
import { openArchive } from '#lib/cli/import/word/archive.ts'
import { readWord } from '#lib/cli/import/word/read-word.ts'
import {
  buildWordDocument,
  paragraphXml,
  pictureXml,
  run,
  type WordParts,
} from '#tests/support/content/word-document.ts'
import { openDesk } from '#tests/support/editors-desk.ts'

const read = async (parts: WordParts) => await readWord(await buildWordDocument(parts), undefined)
const codes = ({ notes }: ImportedRelease) => notes.map(({ code }) => code)
const refusal = async (bytes: Promise<Buffer> | Buffer) => {
  const outcome = await readWord(await bytes, undefined).catch((error: unknown) => error)
  return outcome instanceof PageRefused ? outcome.why : outcome
}

const item = (text: string) =>
  `<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>${run(text)}</w:p>`
const table = `<w:tbl>${[
  ['City', 'Firms'],
  ['Jinan', '17'],
]
  .map((row) => `<w:tr>${row.map((cell) => `<w:tc>${paragraphXml(cell)}</w:tc>`).join('')}</w:tr>`)
  .join('')}</w:tbl>`
const picture = sharp({ create: { width: 40, height: 30, channels: 3, background: '#8899aa' } })
  .png()
  .toBuffer()

test('a Word document gives title, date, source, headings, bold, lists, tables, links and pictures', async () => {
  const release = await read({
    body: [
      paragraphXml('Spring Seminar Opens in Weifang', 'Heading1'),
      paragraphXml('Date: 2015-12-16 08:54, Source: Department of Commerce'),
      paragraphXml(`${run('The seminar opened on ')}${run('Monday', '<w:b/>')}${run('.')}`),
      paragraphXml('Programme', 'Heading2'),
      item('Data'),
      item('Trade'),
      table,
      paragraphXml(`${run('See ')}<w:hyperlink r:id="link">${run('the plan')}</w:hyperlink>${run('.')}`),
      pictureXml('photo', 'The hall on the first day'),
    ].join(''),
    targets: { link: 'https://example.com/plan', photo: 'image1.png' },
    parts: { 'word/media/image1.png': await picture },
  })
  expect(release).toMatchObject({
    title: 'Spring Seminar Opens in Weifang',
    date: { text: '2015-12-16 08:54' },
    source: { name: 'Department of Commerce' },
    language: 'en',
    questions: [],
    notes: [],
  })
  const name = release.pictures[0]?.name ?? ''
  expect(name).toMatch(/^picture-[0-9a-f]{8}\.png$/)
  expect(renderMarkdown(release)).toBe(
    [
      'The seminar opened on **Monday**.',
      '## Programme',
      '- Data\n- Trade',
      '| City  | Firms |\n| ----- | ----- |\n| Jinan | 17    |',
      'See [the plan](https://example.com/plan).',
      `![The hall on the first day](${name})\n`,
    ].join('\n\n'),
  )
})

test('the properties give the title when no heading opens the document, and the date is never guessed from the text', async () => {
  const body = paragraphXml('The seminar opened in Weifang on 16 December 2015 with guests from three cities.')
  const named = await read({ title: 'Spring &amp; Summer Seminar', body })
  expect(named).toMatchObject({ title: 'Spring & Summer Seminar' })
  expect(named.date).toBeUndefined()
  expect(codes(named)).toEqual(['title-of-file'])
  const unnamed = await read({ title: 'Microsoft Word - draft3.doc', body })
  expect(unnamed.questions.map(({ code }) => code)).toEqual(['no-title'])
})

test('everything that a Word document loses is told', async () => {
  const body = [
    paragraphXml('Spring Seminar Opens', 'Heading1'),
    paragraphXml('Date: 2015-12-16'),
    `<w:p>${run('It was held')}<w:ins>${run(' again')}</w:ins><w:del><w:r><w:delText>once</w:delText></w:r></w:del><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:commentReference w:id="0"/></w:r>${run('.')}</w:p>`,
    `<w:p><w:r><w:pict><v:textbox><w:txbxContent>${paragraphXml('Words in a box')}</w:txbxContent></v:textbox></w:pict></w:r></w:p>`,
    paragraphXml('Fancy words', 'Fancy'),
    `<w:p><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>${run('End of it.')}</w:p>`,
    pictureXml('photo'),
    pictureXml('drawing', 'A drawing'),
  ].join('')
  const release = await read({
    body,
    targets: { photo: 'image1.png', drawing: 'image2.emf' },
    parts: {
      'word/media/image1.png': await picture,
      'word/media/image2.emf': Buffer.from('none'),
      'word/header1.xml': `<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${paragraphXml('Internal use')}</w:hdr>`,
      'word/footnotes.xml': `<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:id="2">${paragraphXml('As last year.')}</w:footnote></w:footnotes>`,
      'word/comments.xml': `<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="0" w:author="A">${paragraphXml('Sure?')}</w:comment></w:comments>`,
    },
  })
  expect(codes(release).sort()).toEqual([
    'boxes-moved',
    'changes-taken',
    'comments-lost',
    'image-alt',
    'image-lost',
    'page-edge-lost',
    'part-lost',
    'styles-lost',
  ])
  const text = renderMarkdown(release)
  expect(text).toContain('It was held again[^1].')
  expect(text).toContain('[^1]: As last year.')
  expect(text).toContain('Words in a box')
  expect(text).not.toContain('Sure?')
})

test('hidden text makes a draft, and what cannot be read of a line is told by its name', async () => {
  const body = [
    paragraphXml('Spring Seminar Opens', 'Heading1'),
    paragraphXml('Date: 2015-12-16'),
    `<w:p>${run('Not for readers. ', '<w:vanish/>')}${run('It opened on ')}<w:fldSimple w:instr="DATE">${run('Monday')}</w:fldSimple>${run('.')}</w:p>`,
    `<w:p><w:r><w:ruby><w:rt>${run('gang')}</w:rt><w:rubyBase>${run('港')}</w:rubyBase></w:ruby></w:r>${run('opens')}<w:r><w:sym w:font="Odd" w:char="F0FF"/></w:r><w:unheard/></w:p>`,
  ]
  const release = await read({ body: body.join('') })
  expect(release.questions).toMatchObject([{ code: 'hidden-text', values: { count: 1 } }])
  expect(release.notes.map(({ code, values }) => [code, values['part']])).toEqual([
    ['part-lost', 'Odd F0FF'],
    ['part-lost', 'w:unheard'],
    ['part-lost', 'field'],
    ['part-lost', 'ruby'],
  ])
})

test('numbers that Word gives to headings by itself are told as lost', async () => {
  const numbered = (text: string, number: number) =>
    `<w:p><w:pPr><w:pStyle w:val="Heading2"/><w:numPr><w:numId w:val="${number}"/></w:numPr></w:pPr>${run(text)}</w:p>`
  const body = [
    paragraphXml('Spring Seminar Opens', 'Heading1'),
    paragraphXml('Date: 2015-12-16'),
    numbered('Programme', 1),
    paragraphXml('It opened on Monday.'),
    numbered('Guests', 1),
    paragraphXml('They came from three cities.'),
    numbered('Without a number', 0),
    item('Data'),
  ]
  const release = await read({ body: body.join('') })
  expect(release.notes).toMatchObject([{ code: 'heading-numbers-lost', values: { count: 2 } }])
})

test('a document that unpacks without end, or is none, is refused in bounded time', async () => {
  const body = paragraphXml('Text.')
  const limits = { whole: 3_000_000, xml: 1_000_000 }
  const opened = async (parts: WordParts) =>
    await openArchive(await buildWordDocument(parts), limits).then(
      () => 'opened',
      (error: unknown) => (error instanceof PageRefused ? error.why : error),
    )
  const media = (size: number) => ({ body, parts: { 'word/media/image1.png': Buffer.alloc(size) } })
  expect(await opened(media(2_900_000))).toBe('opened')
  expect(await opened(media(3_000_000))).toBe('unpacked')
  expect(await opened({ body: paragraphXml('x'.repeat(1_000_000)) })).toBe('unpacked')
  expect(await refusal(buildWordDocument({ body: '<w:sdt>'.repeat(500) + '</w:sdt>'.repeat(500) }))).toBe('deep')
  const laughs = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><d>&b;</d>'
  expect(await refusal(buildWordDocument({ body, parts: { 'word/settings.xml': laughs } }))).toBe('doctype')
  expect(await refusal(buildWordDocument({ body: '<w:p>' }))).toBe('not-word')
  expect(await refusal(Buffer.from('PK\x03\x04 and no more'))).toBe('not-word')
  expect(await refusal(buildWordDocument({ body: '' }))).toBe('empty')
})

test('import writes a Word document with its pictures, and a second import changes nothing', async () => {
  const { news, folder, read: readFile } = await openDesk()
  const path = join(folder.dir, '..', 'seminar.docx')
  const document = buildWordDocument({
    body: paragraphXml('Spring Seminar Opens', 'Heading1') + paragraphXml('It opened.') + pictureXml('p', 'The hall'),
    targets: { p: 'image1.png' },
    parts: { 'word/media/image1.png': await picture },
  })
  await writeFile(path, await document)
  const dry = await news(['import', path, '--dry-run', '--date', '2015-12-16'])
  expect(dry).toMatchObject({ status: 0 })
  expect(dry.out).toContain('nothing was written')
  await expect(readFile('news/2015/spring-seminar-opens/en.md')).rejects.toThrow('ENOENT')
  expect(await news(['import', path], { answers: ['2015-12-16 09:30'] })).toMatchObject({ status: 0 })
  const text = await readFile('news/2015/spring-seminar-opens/en.md')
  expect(text).toContain('title: Spring Seminar Opens\ndate: 2015-12-16 09:30\n#')
  expect(text).toMatch(/!\[The hall]\(picture-[0-9a-f]{8}\.png\)/)
  const again = await news(['import', path, '--date', '2015-12-16 09:30'])
  expect(again.out).toContain('already imported')
  expect(await news(['check'])).toMatchObject({ status: 0 })
})

test('a file that only calls itself a Word document, and one of the old kind, get a message with what to do', async () => {
  const { news, folder } = await openDesk()
  const file = async (name: string, bytes: string) => {
    const path = join(folder.dir, '..', name)
    await writeFile(path, Buffer.from(bytes, 'latin1'))
    return path
  }
  const text = await news(['import', await file('a.docx', 'Only text')])
  expect(text.status).toBe(1)
  expect(text.out).toContain('the file is none, or it is damaged. Open it in Word and save it again as .docx.')
  const old = await news(['import', await file('b.doc', '\xd0\xcf\x11\xe0 and more')], { language: 'zh' })
  expect(old.out).toContain('这是旧格式的 Word 文档（.doc）。请用 Word 打开并另存为 .docx。')
})
