import { readFileSync } from 'node:fs'
import { JSDOM } from 'jsdom'
import { expect, test } from 'vitest'
import { finishHtml } from '#lib/serve/pages/finish-html.ts'

const rendered = readFileSync('tests/fixtures/serve/rendered-by-next.html', 'utf8')

const page = (body: string, head = '') =>
  `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"/>${head}</head><body>${body}</body></html>`

test('a page as Next renders it leaves without scripts, payload, preloads of scripts, containers and markers', () => {
  const finished = finishHtml(rendered)
  const { document } = new JSDOM(finished).window
  const scripts = [...document.querySelectorAll('script')].map((script) => script.getAttribute('src') ?? script.type)
  expect(scripts).toEqual(['application/ld+json', '/enhance.js'])
  expect(document.querySelectorAll('link[rel=preload], [hidden]')).toHaveLength(0)
  expect(finished).not.toMatch(/__next_f|TURBOPACK|<!--/)
})

test('everything that a reader sees in a page of Next is there afterwards, byte for byte', () => {
  const finished = finishHtml(rendered)
  const main = /<main>.*<\/main>/s.exec(rendered)?.[0].replaceAll(/<!--.*?-->/g, '')
  expect(main).toBeDefined()
  expect(finished).toContain(main)
  expect(finished).toContain('<title>T &amp; &quot;x&quot;</title><meta name="description" content="d"/>')
  expect(finished.match(/<link rel="stylesheet"[^>]*>/g)).toEqual(rendered.match(/<link rel="stylesheet"[^>]*>/g))
})

test('a page without leftovers keeps every byte', () => {
  const plain = page('<main>\r\n <p class=a>Zwölf 山东 &amp;&nbsp;&#x4e2d;\t</p><br></main>\n', '<title>t</title>')
  expect(finishHtml(plain)).toBe(plain)
})

test('names of attributes stand in small letters, but those of drawings as they are', () => {
  const written =
    '<p title="hrefLang=x"><a hrefLang="zh-CN" data-Kind="a" href="/zh">中文</a><time dateTime="2015">2015</time></p>'
  const drawing = '<svg viewBox="0 0 1 1"><path d="M0 0"></path></svg>'
  expect(finishHtml(page(written + drawing, '<meta charSet="utf-8"/>'))).toBe(
    page(
      `<p title="hrefLang=x"><a hreflang="zh-CN" data-kind="a" href="/zh">中文</a><time datetime="2015">2015</time></p>${drawing}`,
      '<meta charset="utf-8"/>',
    ),
  )
})

test('an element that is closed too late is written once', () => {
  expect(finishHtml(page('<div><a hrefLang="zh-CN" href="/zh"></div>中文'))).toBe(
    page('<div><a hreflang="zh-CN" href="/zh"></div>中文'),
  )
})

test.each([
  ['words of a script in a paragraph', '<p>&lt;script&gt;self.__next_f.push([1])&lt;/script&gt;</p>'],
  [
    'a framework path in an attribute',
    '<a href="/_next/static/x.js" title="&lt;script src=&quot;/_next/x&quot;>">x</a>',
  ],
  ['a comment in an attribute', '<img alt="<!-- not a comment -->" src="/a.png"/>'],
  ['a comment in a title of a picture', '<svg viewBox="0 0 1 1"><title>&lt;!-- t --></title></svg>'],
  ['markup in a text field', '<textarea name="t"><script src="/_next/x.js"></script><!-- kept --></textarea>'],
  ['a pixel for readers without script', '<noscript><img src="/api/visits/a.gif" alt=""/></noscript>'],
  ['a hidden part with words', '<div hidden=""><p>Menu</p></div>'],
  ['a hidden field', '<div hidden="" class="note"></div>'],
  ['escaped JSON-LD', '<script type="application/ld+json">{"a":"\\u003c/script>\\u003cscript>"}</script>'],
  [
    'JSON-LD with an opening script tag',
    '<script type="application/ld+json">{"a":"<script src=\\"/_next/x.js\\">"}</script>',
  ],
  [
    'JSON-LD in the double escaped state',
    '<script type="application/ld+json">{"a":"<!-- <script> </script> -->"}</script>',
  ],
  ['speculation rules', '<script type="speculationrules">{"prefetch":[]}</script>'],
  ['our own script', '<script src="/enhance.js" defer=""></script>'],
])('%s stays', (_what, body) => {
  expect(finishHtml(page(`<main>${body}</main><script>(self.__next_f=[]).push([0])</script>`))).toBe(
    page(`<main>${body}</main>`),
  )
})

test.each([
  ['a script in capitals', '<SCRIPT SRC="/_next/static/x.js"></SCRIPT>'],
  ['a script without quotes', '<script src=/_next/static/x.js async></script>'],
  ['a module', '<script type="module">import("/x")</script>'],
  ['JavaScript by its old name', '<script type="application/x-javascript">1</script>'],
  ['a payload with a closing comment', '<script>self.__next_f.push([1,"<!-- --> <div>"])</script>'],
  ['a preload of a module', '<link rel="modulepreload" href="/_next/static/x.js"/>'],
  ['a link that waits for a script', '<link rel="expect" href="#_R_" blocking="render"/>'],
  ['a marker', '<!--$-->'],
  ['an empty container', '<div hidden=""><!--$--><!--/$--></div>'],
])('%s goes', (_what, leftover) => {
  const before = '<!DOCTYPE html><html><head></head><body><p>Text</p>'
  const after = '<p>More</p></body></html>'
  expect(finishHtml(before + leftover + after)).toBe(before + after)
})

test('a page that breaks off inside a script is refused', () => {
  expect(() => finishHtml('<!DOCTYPE html><p>Text</p><script>self.__next_f.push([1,"')).toThrow(/breaks off/)
})

test.each([
  '<main><template id="B:0"></template></main><div hidden id="S:0"><p>Late</p></div>',
  '<main><p>Early</p></main><div hidden="" id="S:1a"><p>Late</p></div>',
])('a part that only a script could show is refused: %s', (body) => {
  expect(() => finishHtml(page(body))).toThrow(/Suspense/)
})

test('a page of many thousand elements is finished without exhausting the stack', () => {
  const many = '<br/>'.repeat(150_000)
  expect(finishHtml(page(`${many}<!-- x -->`))).toBe(page(many))
  const deep = `${'<div>'.repeat(5000)}<!-- x -->`
  expect(finishHtml(page(deep))).not.toContain('<!--')
})
