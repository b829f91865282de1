import { TZDate } from '@date-fns/tz'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { buildDemoRelease } from '#lib/cli/demo/release.ts'
import { readBodyText, type SplitFile, splitAnyFile, splitFile } from '#lib/content/front-matter.ts'
import { readPlainFields } from '#lib/content/header/plain-fields.ts'
import { readFields } from '#lib/content/header/read-fields.ts'
import { skimBody } from '#lib/content/markdown/skim.ts'
import { inspectBody } from '#lib/content/markdown.ts'
import { releaseHeaderSchema } from '#lib/content/schema.ts'
import { readPlainMap } from '#lib/content/yaml/plain-map.ts'
import { parseAnyYamlTree, type YamlNode } from '#lib/content/yaml/tree.ts'
import { instantOf, wallTime } from '#lib/time-zone.ts'
import { aloneBody } from '#tests/support/content/bodies.ts'

vi.setConfig({ testTimeout: 30_000 })

const same = (offset: number) => offset

const plainScraps = fc.constantFrom(
  ...[
    'title',
    'null',
    'a',
    'Award',
    '奖项',
    '2015-12-16 08:54',
    '1.5',
    'é',
    ' ',
    '。',
    '，',
    '“',
    '”',
    '.',
    ' - ',
    "'s",
    '(x)',
    '/news/1.html',
  ],
)
const signs = fc.constantFrom(
  ...[
    ': ',
    ':',
    '  ',
    '\n',
    '\n  ',
    '\n- ',
    '\n  - ',
    '- ',
    '# ',
    ' #',
    '[',
    ']',
    ', ',
    ',',
    '{',
    '}',
    '"',
    "'",
    '~',
    '08:54',
  ],
  ...[
    '\\',
    '&a',
    '*a',
    '!x',
    '|',
    '>',
    '%',
    '@',
    '`',
    '?',
    '? ',
    '：',
    '…',
    '---',
    '\t',
    '\u3000',
    '\nx: ',
    '\ntags:\n  - ',
  ],
)
const scraps = fc.oneof({ weight: 9, arbitrary: plainScraps }, { weight: 1, arbitrary: signs })
const value = fc.array(scraps, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''))
const field = fc.tuple(fc.constantFrom('title', 'date', 'tags', 'aliases', 'x1'), value)
const headers = fc
  .uniqueArray(field, { minLength: 1, maxLength: 3, selector: ([key]) => key })
  .map((fields) => fields.map(([key, text]) => `\n${key}: ${text}`).join(''))

const innerValue = fc.oneof(
  value,
  fc.constantFrom('A view', '"a: b"', "'c # d'", 'https://example.com/a', 'a@example.com', 'title：x', ''),
)
const wildLine = fc.constantFrom('\n  - date: ', '\n    kind: ', '\n  src: ', '\n- file: ', '\n  - ', '\n# ', '\n    ')
const wild = fc.array(fc.tuple(wildLine, innerValue), { minLength: 1, maxLength: 4 })
const neat = fc
  .constantFrom(['\n  src: ', '\n  alt: '], ['\n  - date: ', '\n    kind: '], ['\n- file: ', '\n  title: '])
  .chain((names) => fc.tuple(...names.map((name) => innerValue.map((text) => name + text))))
const nested = fc
  .tuple(
    fc.constantFrom('image', 'changes', 'downloads'),
    fc.oneof(wild, fc.array(neat, { minLength: 1, maxLength: 2 })),
  )
  .map(([key, lines]) => `\n${key}:${lines.flat().join('')}`)
const blocks = fc
  .array(fc.oneof(headers, nested, fc.constant('\n# A note: for colleagues')), { minLength: 1, maxLength: 2 })
  .map((parts) => parts.join(''))

const itemsOf = (node: YamlNode) => (node.kind === 'list' ? node.items : [])

test('a header read by the short way is what the parser of all YAML gives', () => {
  let [short, deep] = [0, 0]
  fc.assert(
    fc.property(fc.oneof(headers, blocks), fc.constantFrom('', '\n'), (text, end) => {
      const plain = readPlainMap(text + end, same)
      if (plain === undefined) return
      short += 1
      deep += plain.entries.filter(({ value }) => [value, ...itemsOf(value)].some(({ kind }) => kind === 'map')).length
      expect({ root: plain, faults: [] }).toEqual(parseAnyYamlTree(text + end, same))
    }),
    { numRuns: 9000 },
  )
  expect(short).toBeGreaterThan(500)
  expect(deep).toBeGreaterThan(50)
})

test('a file split by the short way is what looking at each of its lines gives', () => {
  let short = 0
  const told = ({ header, ...split }: SplitFile) => ({
    ...split,
    root: header?.root,
    text: header?.text,
    unreadable: header?.unreadable,
  })
  const bodies = fc.constantFrom('\nWords.\n', '', 'Words\n---\nmore', '---\n')
  fc.assert(
    fc.property(fc.oneof(headers, blocks), bodies, (header, body) => {
      const text = `---${header}\n---\n${body}`
      if (readPlainMap(header, same) !== undefined) short += 1
      const bytes = Buffer.from(text)
      expect(told(splitFile('en.md', bytes))).toEqual(told(splitAnyFile('en.md', { text, problems: [] })))
    }),
    { numRuns: 2500 },
  )
  expect(short).toBeGreaterThan(200)
})

test('fields read by the short way are what the schema gives', () => {
  let short = 0
  const fields = fc.uniqueArray(
    fc.tuple(
      fc.constantFrom(
        ...['date', 'source', 'summary', 'category', 'tags', 'number', 'dateline', 'draft', 'tag'],
        ...['aliases', 'legacyVisits'],
      ),
      fc.oneof(
        value,
        fc.constantFrom('[a, b]', '[a,  c]', '2015-12-16', 'x'.repeat(60), 'x'.repeat(61), 'a\u00a0b', '007', '" 12"'),
        fc.constantFrom('["/a.asp?id=1", /新闻]', '[/en/news/a]', '[/en/news, b]', '["/é?ä=%3f", "/b "]', '/a'),
      ),
    ),
    { maxLength: 4, selector: ([key]) => key },
  )
  fc.assert(
    fc.property(fields, (given) => {
      const lines = [['title', 'A title'], ['date', '2015-12-16 08:54'], ...given].map(
        ([key, text]) => `${key}: ${text}`,
      )
      const own = lines.slice(0, 2).filter((_, index) => index === 0 || !given.some(([key]) => key === 'date'))
      const text = `---\n${[...own, ...lines.slice(2)].join('\n')}\n---\n\nA body.\n`
      const { header } = splitFile('en.md', Buffer.from(text))
      const plain = header && readPlainFields(header.root)
      if (header === undefined || plain === undefined) return
      short += 1
      expect(readFields(header, releaseHeaderSchema)).toEqual({ fields: plain, problems: [] })
    }),
    { numRuns: 4000 },
  )
  expect(short).toBeGreaterThan(500)
})

test('a body read without its header is what the header leaves', () => {
  let sound = 0
  const fence = fc.constantFrom(
    '---\n',
    '---\n',
    '---\n',
    '--- \n',
    '---\r\n',
    '----\n',
    '\n---\n',
    '\uFEFF---\n',
    '+++\n',
  )
  const line = fc.constantFrom(
    'title: T\n',
    'date: 2015-12-16\n',
    'tags: [a]\n',
    '# note\n',
    '\n',
    'Words.\n',
    'a：b\n',
    '  - x\n',
    '\u0001',
  )
  fc.assert(
    fc.property(fc.tuple(fence, fc.array(fc.oneof(line, headers)), fence, fc.array(fc.oneof(line, fence))), (parts) => {
      const bytes = Buffer.from(parts.flat().join(''))
      const { body, problems } = splitFile('en.md', bytes)
      if (problems.some(({ severity }) => severity === 'error')) return
      sound += 1
      expect(readBodyText('en.md', bytes)).toBe(body)
    }),
    { numRuns: 3000 },
  )
  expect(sound).toBeGreaterThan(120)
})

const words = fc.constantFrom(
  ...[
    'The award',
    '奖项',
    ' was given',
    '在北京颁发',
    '.',
    '。',
    ' ',
    '\n',
    '\n\n',
    '# ',
    '## ',
    '- ',
    '1. ',
    '1) ',
    '> ',
    '*',
    '**',
    '_',
  ],
  ...[
    '`',
    '[a](b)',
    '[x]: y',
    '[^1]',
    '![',
    '](c.jpg)',
    '<b>',
    '<!-- c -->',
    '&amp;',
    '|',
    '---',
    '===',
    '    ',
    '\t',
    '\u3000',
    '\r\n',
  ],
  ...[
    'https://example.com',
    'www.example.com',
    'a@example.com',
    '~~',
    'Table: x',
    '“',
    '”',
    '2015',
    ':',
    '\\',
    '!',
    '+ ',
    '~~~',
    '{lang=zh}',
  ],
)

/** What stands beside pictures, and pictures in plain and in odd spellings. */
const pictures = fc.constantFrom(
  ...[
    '![A view](hall.jpg)',
    '![A view](hall.jpg "In words")',
    '![](./a_b.png)',
    '![x](a b.jpg)',
    '![y][x]',
    '![x](<a b>)',
  ],
  ...[' ', '\n', '\n\n', 'Words', ' "', '](b "', ')', '[', '- ', '\n\n| a |\n|---|\n| '],
)
const plainStart = fc.constantFrom('Words.\n\n', '')

test('a skimmed summary and pictures are those that the whole body gives', () => {
  let [skimmed, pictured] = [0, 0]
  fc.assert(
    fc.property(
      fc.tuple(plainStart, fc.array(fc.oneof(words, pictures), { minLength: 1, maxLength: 8 })),
      ([start, parts]) => {
        const body = start + parts.join('')
        const skim = skimBody(body)
        if (skim === undefined) return
        skimmed += 1
        pictured += skim.pictures.size
        const whole = inspectBody(body, aloneBody)
        expect(skim).toEqual({ summary: whole.summary, pictures: whole.pictures })
      },
    ),
    { numRuns: 3000 },
  )
  expect(skimmed).toBeGreaterThan(200)
  expect(pictured).toBeGreaterThan(20)
})

test('generated releases are read by the short ways', () => {
  const texts = Array.from({ length: 60 }, (_, index) =>
    buildDemoRelease(index, { releases: 60, seed: 3, until: '2026-11-20', files: false }),
  ).flatMap((release) => [...release.texts.values()])
  const bodies = texts.map((text) => splitFile('en.md', Buffer.from(text)).body)
  expect(bodies.filter((body) => skimBody(body) === undefined && body.trim() !== '')).toEqual([])
})

test('times are those of the zone, beside a change of its clocks and far from one', () => {
  const zones = fc.constantFrom(
    'Asia/Shanghai',
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Pacific/Apia',
  )
  const instants = fc.oneof(
    fc.integer({ min: Date.UTC(1905, 0, 1) / 1000, max: Date.UTC(2190, 0, 1) / 1000 }),
    fc.integer({ min: Date.UTC(2026, 2, 27) / 1000, max: Date.UTC(2026, 3, 6) / 1000 }),
  )
  fc.assert(
    fc.property(zones, instants, (zone, seconds) => {
      const date = new TZDate(seconds * 1000, zone)
      const wall = wallTime(seconds * 1000, zone)
      const { year, month, day, hour, minute, second } = wall
      expect([year, month, day, hour, minute, second]).toEqual([
        date.getFullYear(),
        date.getMonth() + 1,
        date.getDate(),
        date.getHours(),
        date.getMinutes(),
        date.getSeconds(),
      ])
      const late = { ...wall, hour: (hour + 1) % 24 }
      for (const { hour: shown } of [wall, late]) {
        const found = instantOf({ ...wall, hour: shown }, zone)
        const zoned = new TZDate(year, month - 1, day, shown, minute, second, zone).getTime()
        // Of a time that is shown twice the other may take the second.
        expect(found).toBeLessThanOrEqual(zoned)
        if (found < zoned) expect(wallTime(found, zone)).toEqual(wallTime(zoned, zone))
      }
    }),
    { numRuns: 3000 },
  )
})
