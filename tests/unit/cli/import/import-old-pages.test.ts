import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { openDesk } from '#tests/support/editors-desk.ts'

const picture = sharp({ create: { width: 40, height: 30, channels: 3, background: '#8899aa' } })
  .png()
  .toBuffer()

/** A desk with files beside its content; `run` imports one of them. */
async function openPages(pages: Readonly<Record<string, string | Buffer>>) {
  const desk = await openDesk()
  const folder = join(desk.folder.dir, '..', `old-${desk.folder.dir.replace(/\W/g, '')}`)
  for (const [name, text] of Object.entries(pages)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  return { ...desk, run: (name: string) => desk.news(['import', join(folder, name)]) }
}

const page = (body: string, head = '') =>
  `<html><head><meta charset="utf-8"><title>Port report for the year</title>${head}</head><body><article><h1>Port report for the year</h1><p>Date: 2012-01-09</p><p>The port company has counted its cargo and its passengers.</p>${body}</article></body></html>`

const file = 'news/2012/port-report-for-the-year/en.md'
const bodyOf = (text: string) => text.slice(text.indexOf('\n---\n') + 5).trim()

test('notes that link to the text and back become footnotes, links within the page do not', async () => {
  const { run, read, news } = await openPages({
    'page.html':
      page(`<p>Cargo grew<sup id="ref1"><a href="#fn1">1</a></sup>, passengers did not<a href="#_ftn2" name="_ftnref2">[2]</a>; see <a href="#fn1">1</a>.</p>
<p><a href="#a1" id="q1">Why was it so?</a></p><p id="a1">Because of rain. <a href="#q1">Back</a></p>
<ol><li id="fn1"><p>Without coal. <a href="#ref1">↩</a></p></li></ol>
<div id="ftn2"><p><a href="#_ftnref2" name="_ftn2">[2]</a> As counted in May.</p><p>By two offices.</p></div>`),
  })
  const { out } = await run('page.html')
  expect(bodyOf(await read(file))).toBe(`The port company has counted its cargo and its passengers.

Cargo grew[^1], passengers did not[^2]; see [^1].

Why was it so?

Because of rain. Back

[^1]: Without coal.

[^2]: As counted in May.

    By two offices.`)
  expect(out).toContain('The link "Why was it so?" leads to #a1')
  expect(out).not.toContain('#fn1')
  expect(await news(['check'])).toMatchObject({ status: 0 })
})

test('places of an image map, quotations, readings of characters and numbers of lists are kept', async () => {
  const { run, read } = await openPages({
    'page.html': page(
      `<p><img src="port.png" usemap="#m" alt="Map of the port"></p>
<map name="m"><area shape="rect" coords="0,0,9,9" href="north.html" alt="North pier"><area coords="9,9,9,9" href="south.html"></map>
<p>The master said <q>all well</q>; <ruby>港<rp>(</rp><rt>gang</rt><rp>)</rp></ruby> is a port<sup><a href="https://example.com/x">3</a></sup>.</p>
<ol start="4"><li>Fourth</li><li>Fifth</li></ol>
<figure><a href="port.png"><img src="port.png" alt="The port"></a><figcaption>At <b>dawn</b></figcaption></figure>
<figure><img src="port.png" alt="The port"><figcaption>From <a href="https://example.com/p">the archive</a></figcaption></figure>`,
      '<base href="http://old.example.com/en/">',
    ),
    'port.png': await picture,
  })
  const { out } = await run('page.html')
  const text = await read(file)
  expect(bodyOf(text)).toBe(`The port company has counted its cargo and its passengers.

![Map of the port](port.png)

[North pier](http://old.example.com/en/north.html)

[south.html](http://old.example.com/en/south.html)

The master said “all well”; 港（gang） is a port[3](https://example.com/x).

4. Fourth
5. Fifth

![The port](port.png "At dawn")

![The port](port.png)

From [the archive](https://example.com/p)`)
  expect(out).not.toContain('Lost')
  // The base of a page is not its address.
  expect(text).not.toContain('aliases')
})

test('a table that cannot be one, columns typed with spaces and a picture that was a link are told or kept', async () => {
  const { run, read } = await openPages({
    'page.html':
      page(`<table><tr><th>Year</th><th>Ships</th></tr><tr><td>2013</td><td>a<table><tr><td>x</td><td>y</td></tr></table></td></tr></table>
<pre>Port        2011   2012
North         12     14</pre>
<p><a href="https://example.com/offer"><img src="/picture/0/port.png" alt="Offer"></a></p>
<p>The report ends here.</p>`),
    'port.png': await picture,
  })
  const { out } = await run('page.html')
  expect(out).toContain(
    'A table of 2 rows holds other tables, long texts or many empty cells; its cells stand as paragraphs, one after another, from "Year" on.',
  )
  expect(out).toContain('Picture port.png led to https://example.com/offer; here each picture leads to its original.')
  expect(await read(file)).toContain('```\nPort        2011   2012\nNorth         12     14\n```\n\n![Offer](port.png)')
})

test('a last paragraph that is little but a link is told when it is left out as a menu', async () => {
  const { run } = await openPages({ 'page.html': page('<p>See <a href="https://example.com/f">the figures</a></p>') })
  expect((await run('page.html')).out).toContain(
    'The line "See the figures" stands after the text and was taken for part of the page, not of the release.',
  )
})

test.each([
  ['page.mhtml', 'MIME-Version: 1.0', 'save it again as “Webpage, Complete”'],
  [
    'archive.html',
    'From: <Saved>\r\nContent-Type: multipart/related;\r\n\tboundary="x"\r\n\r\n--x\r\n\r\n<p>Words</p>',
    'save it again as “Webpage, Complete”',
  ],
  ['frames.htm', '<html><frameset cols="20%,80%"><frame src="a.htm"></frameset></html>', 'This page only holds frames'],
])('%s is refused with what to do instead', async (name, text, message) => {
  const { run } = await openPages({ [name]: text })
  const { status, out } = await run(name)
  expect(status).toBe(1)
  expect(out).toContain(message)
  expect(out).toContain('Imported 0 releases, 1 not imported.')
})
