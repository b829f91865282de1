import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { withoutAddedLines } from '#tests/support/content/added-lines.ts'
import { openDesk } from '#tests/support/editors-desk.ts'

vi.setConfig({ testTimeout: 60_000 })

/** Fields as editors write them, each in a form of its own; a header is any choice of them in any order. */
const fields = [
  'tags: [ training,  data ]   # two',
  'tags:\n    - training\n    # between\n    - "data"',
  'source: { name: Office, url: "https://office.example" }',
  'source:\n  name:   "Office"  # as printed',
  'summary: >-\n  Folded over\n  two lines',
  "summary: 'It''s here'",
  'category: policy',
  '# a remark of its own',
  '',
  'number: "2026-118" # office',
  'aliases:\n  - /NewsDetail.asp?id=118',
  'aliases: [/old.html]',
  'changes:\n- date: 2016-01-01\n  kind: update\n  note: An older one.',
  'dateline: WEIFANG   ',
  '"canonical": https://example.com/a  ',
  "'contacts': [ { name: Desk, phone: '+86 1' } ]  # flow",
  'downloads: [] ',
  'expires:   2030-01-01\t# a tab before',
]
const nameOf = (field: string) => /^["']?(\w+)["']?(?=:)/.exec(field)?.[1]

const header = fc.shuffledSubarray(fields, { minLength: 0 }).map((chosen) =>
  chosen.filter((field, place) => {
    const name = nameOf(field)
    return name === undefined || chosen.findIndex((other) => nameOf(other) === name) === place
  }),
)
const file = fc.record({
  before: header,
  after: header,
  newline: fc.constantFrom('\n', '\r\n'),
  mark: fc.constantFrom('', '\uFEFF'),
  body: fc.constantFrom('\nText.\n', 'Text without an end', '\n\n---\n\nA rule, and a [link](https://example.com).\n'),
})

function render({ before, after, newline, mark, body }: typeof file extends fc.Arbitrary<infer T> ? T : never): string {
  const names = new Set(before.map(nameOf))
  const rest = after.filter((field) => nameOf(field) === undefined || !names.has(nameOf(field)))
  const lines = ['---', ...before, 'title: "A title"  # agreed', 'date: 2015-12-16 08:54:43', ...rest, '---', body]
  return mark + lines.join('\n').replaceAll('\n', newline)
}

/** A flow list grows on its own line: what was added there is taken out again. */
const withoutAddedItem = (text: string) => text.replace(', /en/news/a]', ']')

test.each([
  ['correct', ['correct', 'a', '--kind', 'correction', '--en', 'It was: wrong # not right.'], 'a'],
  ['withdraw', ['withdraw', 'a', '--kind', 'withdrawn', '--en', 'Called off: "for now".'], 'a'],
  ['rename', ['rename', 'a', 'b'], 'b'],
] as const)('%s adds its lines and leaves every other byte as it was', async (_verb, args, slug) => {
  const desk = await openDesk()
  await fc.assert(
    fc.asyncProperty(file, async (written) => {
      const text = render(written)
      await desk.folder.write('news/2015/a/en.md', text)
      const { status, err } = await desk.news(args)
      expect([status, err]).toEqual([0, ''])
      const after = await desk.read(`news/2015/${slug}/en.md`)
      expect(after).not.toBe(text)
      if (written.newline === '\r\n') expect(after.replaceAll('\r\n', '')).not.toContain('\n')
      expect(await desk.news(['check', `news/2015/${slug}`])).toMatchObject({ status: 0 })
      expect(withoutAddedLines(text, withoutAddedItem(after))).toBe(text)
      await desk.folder.remove(`news/2015/${slug}`)
    }),
    { numRuns: 60 },
  )
})
