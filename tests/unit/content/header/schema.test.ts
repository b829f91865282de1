import { expect, test } from 'vitest'
import { z } from 'zod'
import { releaseFields } from '#lib/content/header/fields.ts'
import { releaseHeaderSchema } from '#lib/content/schema.ts'
import { checkFile, checkFixture, codes } from '#tests/support/content/headers.ts'
import { at } from '#tests/support/content/releases.ts'

const withFields = (fields: string) => checkFile(`---\ntitle: Q3 results\ndate: 2026-11-21\n${fields}\n---\n`)

test('title and date are enough', () => {
  const { header, problems } = withFields('')
  expect(problems).toEqual([])
  expect(header).toEqual({
    title: 'Q3 results',
    date: at('2026-11-21'),
    tags: [],
    downloads: [],
    contacts: [],
    draft: false,
    embargo: false,
    changes: [],
    aliases: [],
    legacyVisits: 0,
  })
})

test('every field is read and typed', () => {
  const { header, problems } = checkFixture('complete')
  expect(problems).toEqual([])
  expect(header).toEqual({
    title: 'Q3 results',
    date: at('2026-11-21 09:30:00'),
    source: { name: 'Example Works', url: 'https://example.com/' },
    summary: 'Revenue rose in every region and in every line of business.',
    category: 'policy',
    tags: ['results', 'C#'],
    number: '2026-118',
    dateline: 'Weifang',
    image: { src: 'opening.jpg', alt: '', caption: 'The works: an aerial view' },
    downloads: [{ file: 'results.pdf', title: 'Results' }],
    contacts: [{ name: 'Press office', phone: '+86-531-00000000' }],
    draft: false,
    embargo: false,
    expires: Date.parse('2027-11-21T00:00:00Z'),
    changes: [{ date: at('2026-11-22 10:00:00'), kind: 'correction', note: 'The figure for the north was wrong.' }],
    aliases: ['/NewsDetail.asp?id=118', '/en/news/old-slug', '/%E6%96%B0%E9%97%BB/%E6%97%A7'],
    legacyVisits: 111,
    canonical: 'https://example.com/news/q3',
  })
})

test('what looks like a number, a date or a truth value stays the text that was written', () => {
  const { header } = checkFile(
    '---\ntitle: 2026\ndate: 2026-11-21\nnumber: 0118\ntags: [5G, 2026-11-21, yes, 0x1F, 1e3]\n---\n',
  )
  expect(header).toMatchObject({ title: '2026', number: '0118', tags: ['5G', '2026-11-21', 'yes', '0x1F', '1e3'] })
})

test.each(['q3-results-revised', '/en/news/q3-results-revised'])(
  'a release that is withdrawn says how, and by what it is replaced: %s',
  (written) => {
    const { header } = withFields(`withdrawn:\n  date: 2026-11-22 10:00\n  kind: replaced\n  replacement: ${written}`)
    expect(header?.withdrawn).toEqual({
      date: at('2026-11-22 10:00:00'),
      kind: 'replaced',
      replacement: 'q3-results-revised',
    })
  },
)

test.each(['q2-results', '/zh/news/q2-results', 'https://news.example/en/news/q2-results?from=mail'])(
  'an earlier release is named by its slug or its address: %s',
  (written) => {
    const { header } = withFields(`follows: ${written}\nsupersedes: ${written}`)
    expect(header).toMatchObject({ follows: 'q2-results', supersedes: 'q2-results' })
  },
)

test.each(['Q2 results', '/en/archive', 'https://news.example/', '/en/news/q2-results.md'])(
  'what is neither a slug nor the address of a release names none: %s',
  (written) => {
    expect(codes(withFields(`follows: ${written}`))).toEqual(['4:10 header/bad-slug'])
  },
)

test('an optional field that is left empty is not there', () => {
  const { header, problems } = withFields('summary:\ncategory:\ntags:\nsource:\nimage:')
  expect(problems).toEqual([])
  expect(header).not.toHaveProperty('summary')
  expect(header?.tags).toEqual([])
})

for (const field of ['draft', 'embargo', 'expires', 'pinnedUntil', 'withdrawn', 'legacyVisits']) {
  test(`${field} decides what readers see, so it cannot be left empty`, () => {
    expect(codes(withFields(`${field}:`))).toEqual(['4:1 header/empty-field'])
  })
}

const flags: readonly (readonly [string, string])[] = [
  ['no', 'false'],
  ['No', 'false'],
  ['off', 'false'],
  ['0', 'false'],
  ['False', 'false'],
  ['否', 'false'],
  ['yes', 'true'],
  ['on', 'true'],
  ['TRUE', 'true'],
  ['是', 'true'],
]
for (const [written, meant] of flags) {
  test(`draft: ${written} is an error that offers ${meant}`, () => {
    const { problems, header, text } = withFields(`draft: ${written}`)
    expect(codes({ problems })).toEqual(['4:8 header/not-boolean'])
    const start = text.indexOf('draft: ') + 7
    expect(problems[0]?.fix).toEqual([{ start, end: start + written.length, text: meant }])
    expect(header).toBeUndefined()
  })
}

test('a warning does not hold a release back', () => {
  const { header, problems } = checkFixture('summary-too-long')
  expect(problems.map(({ severity }) => severity)).toEqual(['warning'])
  expect(header?.title).toBe('Q3 results')
})

test('an error in how the header is written holds a release back, though it can be read', () => {
  expect(checkFixture('colon-in-value').header).toBeUndefined()
})

test('a misspelt field is one mistake: it is not missing as well', () => {
  expect(codes(checkFile('---\ntitel: Q3 results\ndate: 2026-11-21\n---\n'))).toEqual(['2:1 header/unknown-field'])
})

const suggestions: readonly (readonly [string, string])[] = [
  ['catgory', 'category'],
  ['Category', 'category'],
  ['pinned_until', 'pinnedUntil'],
  ['tag', 'tags'],
  ['标题', 'title'],
  ['来源', 'source'],
  ['description', 'summary'],
  ['zzz', ''],
]
for (const [written, meant] of suggestions) {
  test(`an unknown field ${written} is ${meant === '' ? 'like none that we know' : `taken for ${meant}`}`, () => {
    expect(withFields(`${written}: x`).problems[0]?.values['meant']).toBe(meant)
  })
}

test('a suggestion is no cure when the right field is there as well', () => {
  const [found] = checkFile('---\ntitle: Q3 results\ntitel: Q3\ndate: 2026-11-21\n---\n').problems
  expect(found?.fix).toBeUndefined()
})

test('mistakes inside items of a list are told at the item', () => {
  const fields =
    'changes:\n  - kind: update\n    note: A table.\n  -\n  - date: 2026-13-01\n    kind: update\n    note: Two: tables.'
  expect(codes(withFields(fields))).toEqual([
    '5:5 header/missing-field',
    '8:11 header/no-such-day',
    '10:11 header/colon-in-value',
  ])
})

const badAliases: readonly (readonly [string, string])[] = [
  ['//evil.example/x', 'header/alias-form'],
  ['/a\\b', 'header/alias-form'],
  ['/a#b', 'header/alias-form'],
  ['/%zz', 'header/alias-form'],
  ['/a%00b', 'header/alias-form'],
  ['/', 'header/alias-taken'],
  ['/zh', 'header/alias-taken'],
  ['/en/about', 'header/alias-taken'],
  ['/robots.txt', 'header/alias-taken'],
  ['news/1', 'header/alias-no-slash'],
]
for (const [alias, code] of badAliases) {
  test(`the alias ${alias} is refused`, () => {
    expect(codes(withFields(`aliases: ['${alias}']`))).toEqual([`4:11 ${code}`])
  })
}

const aliases: readonly (readonly [string, string])[] = [
  ['/?p=118', '/?p=118'],
  ['/a/../b/./c', '/b/c'],
  ['/%e6%96%b0', '/%E6%96%B0'],
  ['/新', '/%E6%96%B0'],
  ['/en/news/Old-Slug', '/en/news/Old-Slug'],
  ['/NewsDetail.asp?id=118&lang=中', '/NewsDetail.asp?id=118&lang=%E4%B8%AD'],
]
for (const [alias, path] of aliases) {
  test(`the alias ${alias} is kept as browsers send it`, () => {
    expect(withFields(`aliases: ['${alias}']`).header?.aliases).toEqual([path])
  })
}

test('only addresses of the web are links', () => {
  for (const url of ['javascript:alert(1)', 'data:text/html,x', 'ftp://example.com/', '//example.com/', 'https://'])
    expect(codes(withFields(`canonical: '${url}'`))).toEqual(['4:12 header/bad-address'])
  expect(withFields('canonical: https://例子.example/新闻').header?.canonical).toBe(
    'https://xn--fsqu00a.example/%E6%96%B0%E9%97%BB',
  )
})

test('a JSON Schema for editors can be made of the schema, with the types that people write', () => {
  const made = z.toJSONSchema(releaseHeaderSchema, { io: 'input' })
  expect(Object.keys(made.properties ?? {})).toEqual([...releaseFields])
  expect(made.required).toEqual(['title', 'date'])
  expect(made.additionalProperties).toBe(false)
  expect(made.properties?.['draft']).toMatchObject({ type: 'boolean' })
  expect(made.properties?.['legacyVisits']).toMatchObject({ type: 'integer' })
})
