import fc from 'fast-check'
import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5'
import { expect, test } from 'vitest'
import { html, inspect, render } from '#tests/support/content/bodies.ts'

function elementsOf(node: Tree.Node): Tree.Element[] {
  const children = 'childNodes' in node ? node.childNodes.flatMap(elementsOf) : []
  return 'attrs' in node ? [node, ...children] : children
}

/** What a browser makes of a body, with the mistakes that the HTML standard counts in it. */
function parsed(body: string) {
  const mistakes: string[] = []
  const source = `<!doctype html><html lang="en"><head><title>t</title></head><body>${html(body)}</body></html>`
  const document = parse(source, { onParseError: ({ code }) => mistakes.push(code), sourceCodeLocationInfo: true })
  return { elements: elementsOf(document), mistakes }
}

const payloads = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<svg><animate onbegin=alert(1) attributeName=x dur=1s>',
  '<a href="javascript:alert(1)">x</a>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '<!--<img src="--><img src=x onerror=alert(1)//">',
  '<details open ontoggle=alert(1)>',
  '<video src="film.mp4" autoplay></video>',
  '<audio src="speech.mp3" controls></audio>',
  '<object data="film.mp4"></object>',
  '<embed src="film.mp4">',
  '![A film](film.mp4)',
  '<style>@import "//x"</style>',
  '<base href="https://evil.example/">',
  '<meta http-equiv="refresh" content="0;url=//evil.example">',
  '<input autofocus onfocus=alert(1)>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](java&#10;script:alert(1))',
  '[x](java&Tab;script:alert(1))',
  '[x](<java\tscript:alert(1)>)',
  '[x](\u0001javascript:alert(1))',
  '[x](&#x1;javascript:alert(1))',
  '[x](vbscript:msgbox(1))',
  '[x](data:text/html;base64,PHNjcmlwdD4=)',
  '[x](file:///etc/passwd)',
  '[x](blob:https://example.com/1)',
  '[x]( javascript:alert(1))',
  '[x](//evil.example)',
  '[x](\\\\evil.example)',
  '[x](https://example.com" onclick="alert(1))',
  '[x](https://example.com "x\\" onclick=\\"alert(1)")',
  '<javascript:alert(1)>',
  '[x][a]\n\n[a]: javascript:alert(1)',
  '![x](javascript:alert(1))',
  '![x](data:image/svg+xml,<svg/onload=alert(1)>)',
  '![x](https://evil.example/pixel.gif)',
  '![" onerror="alert(1)](opening.jpg)',
  '![x](opening.jpg "\\"><script>alert(1)</script>")',
  '[<script>alert(1)</script>](https://example.com)',
  '`<script>alert(1)</script>`',
  '```html onload=alert(1)\n<script>alert(1)</script>\n```',
  '[a]{lang="x onload=alert(1)"}',
  '[a]{lang=en onclick=alert(1)}',
  '[^<script>]: x\n\n[^<script>]',
  '[^a]\n\n[^a]: <script>alert(1)</script>',
  '## <img src=x onerror=alert(1)>',
  '## " onclick="alert(1)',
  'Table: <script>alert(1)</script>\n\n| a |\n| - |\n| <script>alert(1)</script> |',
  '> x\n> — <script>alert(1)</script>',
  '- [x] <script>alert(1)</script>',
  'https://example.com/"onmouseover="alert(1)',
  '<https://example.com/"onmouseover="alert(1)>',
  'www.example.com/<script>alert(1)</script>',
  '[x](#"><script>alert(1)</script>)',
  '[x](../x/../../../../etc/passwd)',
  '[__proto__]{lang=__proto__} [constructor](constructor) [^constructor]\n\n[^constructor]: x',
]

const allowedAttributes = new Set(
  'id lang dir href rel data-external role aria-label aria-labelledby class tabindex src alt width height srcset sizes loading decoding start data-align scope'.split(
    ' ',
  ),
)

function expectHarmless(elements: readonly Tree.Element[]): void {
  for (const { tagName, attrs } of elements) {
    expect([
      'script',
      'style',
      'iframe',
      'object',
      'embed',
      'video',
      'audio',
      'svg',
      'math',
      'form',
      'input',
      'base',
      'meta',
      'link',
    ]).not.toContain(tagName)
    for (const { name, value } of attrs) {
      expect(allowedAttributes).toContain(name)
      if (name === 'src' || name === 'srcset') expect(value).toMatch(/^\/media\/casting-line\//)
      if (name === 'href') expect(value).toMatch(/^(?:https?:\/\/|mailto:|tel:|\/(?!\/)|#)/)
    }
  }
}

for (const payload of payloads)
  test(`nothing runs and nothing is fetched from elsewhere: ${JSON.stringify(payload)}`, () => {
    const { elements } = parsed(payload)
    expectHarmless(elements)
  })

test('every payload that says it in HTML or a forbidden address is an error for the editor', () => {
  const silent = payloads.filter((payload) => !inspect(payload).problems.some(({ severity }) => severity === 'error'))
  expect(silent).toEqual([
    // These are harmless words, quoted code, or a title that is not used.
    '<svg/onload=alert(1)>',
    '[x](https://example.com "x\\" onclick=\\"alert(1)")',
    '![" onerror="alert(1)](opening.jpg)',
    '![x](opening.jpg "\\"><script>alert(1)</script>")',
    '`<script>alert(1)</script>`',
    '```html onload=alert(1)\n<script>alert(1)</script>\n```',
    '[^<script>]: x\n\n[^<script>]',
    '## " onclick="alert(1)',
    'https://example.com/"onmouseover="alert(1)',
    '<https://example.com/"onmouseover="alert(1)>',
  ])
})

const piece = fc.oneof(
  fc.constantFrom(
    ...[
      '# ',
      '## ',
      '### ',
      '\n',
      '\n\n',
      '- ',
      '1. ',
      '> ',
      '| ',
      ' |',
      '|---|',
      '    ',
      '```',
      '`',
      '**',
      '*',
      '_',
      '~~',
    ],
    ...[
      '[',
      ']',
      '(',
      ')',
      '![',
      '](',
      '](opening.jpg)',
      '](programme.pdf)',
      '](#a)',
      '[^1]',
      '[^1]: ',
      ']{lang=zh}',
      '---',
    ],
    ...['<b>', '</b>', '<!--', '-->', '<', '>', '&lt;', '\\', 'https://a.example/b', 'www.a.example', 'a@b.example'],
    ...[
      'Table: ',
      '表：',
      '— ',
      '山东省',
      '，',
      '。“',
      '”',
      '　',
      '5 km',
      '12月',
      'word ',
      '[x] ',
      '[ ] ',
      '\t',
      '！',
      '（',
      '）',
      '＃',
    ],
  ),
  fc.string({ maxLength: 5 }),
)
const scraps = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''))

test('whatever is written, the HTML is allowed, well-formed and has each id once', () => {
  fc.assert(
    fc.property(scraps, (body) => {
      const { elements, mistakes } = parsed(body)
      // Characters that no HTML may hold are a mistake of the file, reported by the reader of files.
      expect(mistakes.filter((code) => !/control-character|noncharacter|surrogate|null-character/.test(code))).toEqual(
        [],
      )
      expectHarmless(elements)
      const ids = elements.flatMap(({ attrs }) => attrs.filter(({ name }) => name === 'id').map(({ value }) => value))
      expect(ids).toHaveLength(new Set(ids).size)
      const labels = elements.flatMap(({ attrs }) => attrs.filter(({ name }) => name === 'aria-labelledby'))
      for (const { value } of labels) expect(ids).toContain(value)
    }),
    { numRuns: 300 },
  )
})

test('whatever is written, problems stand within the text and fixes fit it', () => {
  fc.assert(
    fc.property(scraps, (body) => {
      const lines = body.split('\n')
      for (const { line, column, fix } of inspect(body).problems) {
        expect(line).toBeLessThanOrEqual(lines.length)
        expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1)
        for (const { start, end } of fix ?? []) {
          expect(start).toBeLessThanOrEqual(end)
          expect(end).toBeLessThanOrEqual(body.length)
        }
      }
    }),
    { numRuns: 300 },
  )
})

/** Steps that a body makes the parser take, as a share of a plain text's of the same length, must stay of one order. */
const hostile: Readonly<Record<string, string>> = {
  '100,000 nested quotations': '>'.repeat(100_000),
  '100,000 nested lists': '- '.repeat(100_000),
  '100,000 open brackets': '['.repeat(100_000),
  '50,000 pairs of brackets': '['.repeat(50_000) + ']'.repeat(50_000),
  'a megabyte of asterisks': '*'.repeat(1_000_000),
  'a megabyte of unclosed bold': '**a '.repeat(250_000),
  'backticks of every length': Array.from({ length: 1_400 }, (_, index) => '`'.repeat(index)).join('a'),
  'a table of 100,000 columns': `|${'a|'.repeat(100_000)}\n|${'-|'.repeat(100_000)}\n|a|`,
  'a table of 300,000 rows': `|a|\n|-|\n${'|a|\n'.repeat(300_000)}`,
  'a wide table with short rows': `|${'a|'.repeat(2_000)}\n|${'-|'.repeat(2_000)}\n${'|\n'.repeat(4_000)}`,
  'lists as deep as lines': Array.from({ length: 2_000 }, (_, index) => `${' '.repeat(2 * index)}- a`).join('\n'),
  '300,000 paragraphs': 'a\n\n'.repeat(300_000),
  'a megabyte of spaces between words': `a${' '.repeat(1_000_000)}b`,
  'spaces after bold': `**${' '.repeat(1_000_000)}a`,
  'an address with a megabyte of exclamation marks': `http://a.b${'!'.repeat(1_000_000)}a`,
  'a megabyte of dots and letters': 'a.'.repeat(500_000),
}

for (const [name, body] of Object.entries(hostile))
  test(`${name} are refused or rendered, and never overflow the stack`, { timeout: 30_000 }, () => {
    const { problems } = inspect(body)
    const refused = problems.some(({ code }) => /^body\/(?:too-|word-too|table-too)/.test(code))
    if (refused) expect(() => render(body)).toThrow(/cannot be rendered/)
    else expect(render(body).html).not.toBe('')
  })
