import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { type Part, parseParts } from '#lib/serve/pages/html-parts.ts'
import { parsePlainParts } from '#lib/serve/pages/plain-html.ts'

vi.setConfig({ testTimeout: 30_000 })

const read = (value: string) => value.replaceAll('&quot;', '"').replaceAll('&amp;', '&')

/** By place, with values of attributes as they are read. */
const inOrder = (parts: readonly Part[]) =>
  parts
    .map((part) => ({ ...part, attributes: part.attributes.map((one) => ({ ...one, value: read(one.value) })) }))
    .toSorted((a, b) => a.start - b.start)

const page = (head: string, body: string) =>
  `<!DOCTYPE html><html lang="en"><head><meta charSet="utf-8"/>${head}</head><body>${body}</body></html>`

test('a page of the framework is read without the parser, and has the same parts', () => {
  const rendered = readFileSync('tests/fixtures/serve/rendered-by-next.html', 'utf8')
  expect(inOrder(parsePlainParts(rendered) ?? [])).toEqual(inOrder(parseParts(rendered)))
})

const usual = fc.constantFrom(
  'Text &amp; 文字',
  '<p class="a &amp; b" data-x="<p>">',
  '</p>',
  '<!-- -->',
  '<!--$-->',
  '<!--/$-->',
  '<div hidden="">',
  '<div>',
  '</div>',
  '<div hidden=""><!--$--><!--/$--></div>',
  '<a hrefLang="zh-CN" href="/_next/static/x">',
  '</a>',
  '<br/>',
  '<svg viewBox="0 0 1 1" aria-hidden="true"><path d="M0 0" strokeWidth="2"></path></svg>',
  '<script src="/_next/static/x.js" async=""></script>',
  '<script>self.__next_f.push([1,"\\u003cp>"])</script>',
  '<script type="application/ld+json">{"a":"b"}</script>',
  '<link rel="preload" as="script" href="/_next/x.js?a&amp;b"/>',
  '<textarea name="t">a &lt; b</textarea>',
  '<noscript><img src="/a.gif" alt=""/></noscript>',
  '<title>T &amp; t</title>',
  '<table><tbody><tr><td colSpan="2">1</td></tr></tbody></table>',
  '<input type="search" autoComplete="off" value="a&quot;b"/>',
)
const strange = fc.constantFrom(
  ' < ',
  '&',
  '<!--',
  '-->',
  '<!-->',
  '<!-- a > b -->',
  '<script>',
  '</script>',
  '<script type="application/ld+json">{"a":"<!-- <script> </script> -->"}</script>',
  '<svg><title>t</title><p hrefLang="en">',
  '<svg viewBox="0 0 1 1"/>',
  '<svg><svg></svg><path d="M0" strokeWidth="1"/>',
  '</svg>',
  '<math>',
  '<select><option>',
  '<template id="B:0">',
  '<div hidden="" id="&#66;:0">',
  '<link rel="pre&#108;oad" href="/&#95;next/x"/>',
  "<p class='a'>",
  '<p class=a>',
  '<p\nclass="a">',
  '<br>',
  '<textarea/>',
  '<textarea></TEXTAREA>',
  '<noscript><!-- --></noscript>',
  '<iframe><!-- --></iframe>',
  '<plaintext>',
  '</p >',
  '<![CDATA[<p>]]>',
  '\0',
  '"',
)
const bodies = fc
  .array(fc.oneof({ weight: 30, arbitrary: usual }, { weight: 1, arbitrary: strange }), { maxLength: 12 })
  .map((parts) => parts.join(''))

test('parts that are read without the parser are those that it gives', () => {
  let plain = 0
  fc.assert(
    fc.property(bodies, (body) => {
      const html = page('', body)
      const parts = parsePlainParts(html)
      if (parts === undefined) return
      plain += 1
      expect(inOrder(parts)).toEqual(inOrder(parseParts(html)))
    }),
    { numRuns: 3000 },
  )
  expect(plain).toBeGreaterThan(1500)
})
