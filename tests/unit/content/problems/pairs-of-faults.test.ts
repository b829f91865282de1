import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { changeContent } from '#lib/content/change.ts'
import { contentProblems } from '#lib/content/check/cross-check.ts'
import { splitFile } from '#lib/content/front-matter.ts'
import { parseFolder } from '#lib/content/parse.ts'
import { assets } from '#tests/support/content/bodies.ts'
import { releaseText } from '#tests/support/content/content-folder.ts'
import { contentState, foldersOf } from '#tests/support/content/content-state.ts'
import { fixtures } from '#tests/support/content/headers.ts'
import { at, category, site } from '#tests/support/content/releases.ts'

/** A mistake that can stand in one file with others: the fields that it is written in, or a text. */
interface Fault {
  readonly code: string
  readonly fields?: Readonly<Record<string, string>>
  readonly body?: string
  /** What it makes of the whole file. */
  readonly change?: (text: string) => string
}

const good = {
  title: 'title: Seminar on trade and data opens in Weifang',
  date: 'date: 2015-12-16 08:54:43',
  tags: 'tags: [training]',
}

/** Mistakes in the writing and the values of fields. */
const inHeader: readonly (readonly [code: string, field: string, lines: string])[] = [
  ['header/colon-in-value', 'title', 'title: Q3 results: revenue up'],
  ['header/hash-in-value', 'title', 'title: We are #1 in China'],
  ['header/full-width-colon', 'title', 'title：研讨会'],
  ['header/no-space-after-colon', 'title', 'title:Seminar'],
  ['header/no-colon', 'title', 'title Seminar'],
  ['header/unclosed-quote', 'title', 'title: "Q3 results'],
  ['header/text-after-quote', 'title', 'title: "Q3" results'],
  ['header/special-start', 'title', 'title: @work'],
  ['header/text-too-long', 'title', `title: ${'x '.repeat(150)}`],
  ['header/missing-field', 'title', ''],
  ['header/empty-field', 'title', 'title:'],
  ['header/not-text', 'title', 'title: [Seminar]'],
  ['header/duplicate-field', 'title', 'title: Seminar\ntitle: Another'],
  ['header/not-indented', 'title', 'title: Seminar\nin Weifang'],
  ['header/bad-escape', 'title', 'title: "a \\q"'],
  ['header/no-such-day', 'date', 'date: 2026-02-30'],
  ['header/no-such-time', 'date', 'date: 2015-12-16 25:00'],
  ['header/date-form', 'date', 'date: 16 December'],
  ['header/missing-field', 'date', ''],
  ['header/bad-address', 'source', 'source:\n  name: Office\n  url: office'],
  ['header/indented-field', 'title', 'title: Seminar\n  number: 7'],
  ['header/summary-too-long', 'summary', `summary: ${'y '.repeat(200)}`],
  ['header/unknown-category', 'category', 'category: sport'],
  ['header/full-width-comma', 'tags', 'tags: [training，data]'],
  ['header/tag-twice', 'tags', 'tags: [Data, data]'],
  ['header/not-list', 'tags', 'tags: training'],
  ['header/unclosed-list', 'tags', 'tags: [training'],
  ['header/wrong-bracket', 'tags', 'tags: [training, data}'],
  ['header/no-space-after-dash', 'tags', 'tags:\n  -training'],
  ['header/tab', 'tags', 'tags:\n\t- training'],
  ['header/wide-space', 'tags', 'tags:\n　- training'],
  ['header/reference', 'tags', 'tags: [&a training, *a]'],
  ['header/alt-missing', 'image', 'image:\n  src: opening.jpg'],
  ['picture/not-found', 'image', 'image:\n  src: nothing.jpg\n  alt: The hall'],
  ['picture/too-large', 'image', 'image:\n  src: hall.jpg\n  alt: The hall'],
  ['picture/format', 'image', 'image:\n  src: plan.svg\n  alt: The plan'],
  ['header/bad-file-name', 'image', 'image:\n  src: ../hall.jpg\n  alt: The hall'],
  ['header/not-parts', 'contacts', 'contacts:\n  - Press office'],
  ['download/not-found', 'downloads', 'downloads:\n  - file: nothing.pdf\n    title: Nothing'],
  ['header/missing-field', 'downloads', 'downloads:\n  - file: programme.pdf'],
  ['header/bad-email', 'contacts', 'contacts:\n  - name: Office\n    email: office'],
  ['header/not-boolean', 'draft', 'draft: no'],
  ['header/expires-before-date', 'expires', 'expires: 2015-01-01'],
  ['header/pinned-before-date', 'pinnedUntil', 'pinnedUntil: 2015-01-01'],
  ['header/unknown-value', 'changes', 'changes:\n  - date: 2016-01-01\n    kind: typo\n    note: A word.'],
  ['header/change-before-date', 'changes', 'changes:\n  - date: 2015-01-01\n    kind: update\n    note: A word.'],
  ['header/replacement-missing', 'withdrawn', 'withdrawn:\n  date: 2016-01-01\n  kind: replaced'],
  ['header/bad-slug', 'follows', 'follows: No Slug'],
  ['header/alias-with-host', 'aliases', 'aliases: [https://example.com/a]'],
  ['header/alias-no-slash', 'aliases', 'aliases: [a/b]'],
  ['header/alias-form', 'aliases', "aliases: ['/a b']"],
  ['header/alias-taken', 'aliases', 'aliases: [/en/news]'],
  ['header/not-a-number', 'legacyVisits', 'legacyVisits: many'],
  ['header/unknown-field', 'catgory', 'catgory: policy'],
]

/** What is wrong only beside the other releases of `others`. */
const between: readonly (readonly [code: string, field: string, lines: string])[] = [
  ['folder/other-year', 'date', 'date: 2016-01-05'],
  ['translation/other-date', 'date', 'date: 2015-12-17'],
  ['translation/other-visits', 'legacyVisits', 'legacyVisits: 7'],
  ['translation/behind', 'changes', 'changes:\n  - date: 2016-01-01\n    kind: update\n    note: A word.'],
  ['tag/other-spelling', 'tags', 'tags: [big data]'],
  ['alias/clash', 'aliases', 'aliases: [/old.asp]'],
  ['alias/live-address', 'aliases', 'aliases: [/en/news/first]'],
  ['replacement/unknown', 'withdrawn', 'withdrawn:\n  date: 2016-01-01\n  kind: replaced\n  replacement: nothing'],
  ['replacement/circle', 'withdrawn', 'withdrawn:\n  date: 2016-01-01\n  kind: replaced\n  replacement: round'],
  ['thread/unknown', 'follows', 'follows: nothing'],
  ['thread/itself', 'follows', 'follows: seminar'],
  ['thread/earlier', 'follows', 'follows: later'],
  ['thread/circle', 'supersedes', 'supersedes: round'],
]
const openingWords = 'The harbour was closed for a week because of the storm that came from the east on Sunday night.'
const sibling = { 'news/2015/seminar/zh.md': releaseText('研讨会', 'legacyVisits: 5\n', '研讨会在潍坊举行。') }
const others = {
  'news/2015/first/en.md': releaseText('First', 'tags: [Big Data]\naliases: [/old.asp]\n', 'The plant opened.'),
  'news/2015/second/en.md': releaseText('Second', 'tags: [Big Data]\n', openingWords),
  'news/2015/round/en.md': releaseText(
    'Round',
    'follows: seminar\nwithdrawn:\n  date: 2016-01-01\n  kind: replaced\n  replacement: seminar\n',
  ).replace('2015-12-16', '2015-12-20'),
  'news/2015/later/en.md': releaseText('Later').replace('2015-12-16', '2015-12-30'),
  'news/2015/hidden/en.md': releaseText('Hidden', 'draft: true\n'),
}
/** Of the file as a whole, by what they make of its text. */
const fileFaults: readonly Fault[] = (
  [
    ['file/control-character', (text: string) => text.replace('---\n', '---\n# a\u0001\n')],
    ['header/blank-before', (text: string) => `\n${text}`],
    ['header/bad-fence', (text: string) => text.replace('\n---\n\n', '\n——\n\n')],
    ['header/no-closing', (text: string) => text.replace('\n---\n\n', '\n\n')],
    ['header/no-opening', (text: string) => text.replace('---\n', '')],
    ['header/language', (text: string) => text.replace('---\n', '---js\n')],
    ['header/missing', (text: string) => text.replace(/^---[\s\S]*?\n---\n\n/, '')],
  ] as const
).map(([code, change]) => ({ code, change }))
const linkFaults: readonly Fault[] = [
  { code: 'link/no-release', body: 'See [it](/en/news/nothing).' },
  { code: 'link/no-translation', body: 'See [it](/zh/news/first).' },
  { code: 'link/unpublished', body: 'See [it](/en/news/hidden).' },
  { code: 'link/no-page', body: 'See [it](/en/category/nothing).' },
]

const headerFaults = inHeader.map(([code, field, lines]): Fault => ({ code, fields: { [field]: lines } }))
const betweenFaults = [
  ...between.map(([code, field, lines]): Fault => ({ code, fields: { [field]: lines } })),
  ...linkFaults,
]

/** The texts of broken bodies, one for each code that the text alone causes. */
function bodyFaults(): Fault[] {
  const byCode = new Map<string, Fault>()
  const names = readdirSync(join(fixtures, 'body')).filter((name) => name.endsWith('.md'))
  for (const name of names) {
    const text = readFileSync(join(fixtures, 'body', name), 'utf8')
    const { body } = splitFile(name, new TextEncoder().encode(text))
    for (const code of ownCodes([{ code: '', body }]))
      if (/^(?:body|picture)\//.test(code) && !byCode.has(code)) byCode.set(code, { code, body })
  }
  return [...byCode.values()]
}

/** The file that has all of these faults. */
function textWith(faults: readonly Fault[]): string {
  const fields: Record<string, string> = { ...good }
  for (const fault of faults) Object.assign(fields, fault.fields)
  const lines = Object.values(fields).filter((line) => line !== '')
  const bodies = faults.flatMap(({ body }) => (body === undefined ? [] : [body.trim()]))
  const text = bodies.length === 0 ? 'The seminar was held in the hall.' : bodies.join('\n\n')
  const file = `---\n${lines.join('\n')}\n---\n\n${text}\n`
  return faults.reduce((changed, { change }) => change?.(changed) ?? changed, file)
}

const file = 'news/2015/seminar/en.md'
const facts = { ...site(), categories: [category('policy')] }
const around = contentState(others, { facts })

/** What is wrong in the file that has these faults. */
function parse(faults: readonly Fault[]) {
  const [folder] = foldersOf({ [file]: textWith(faults), ...sibling })
  if (folder === undefined) throw new Error('Nothing is there')
  return parseFolder({ ...folder, assets: new Map([...assets].filter(([name]) => name !== 'gate.jpg')) }, facts)
}

/** The codes of everything that is wrong with it, and with those around it on its account. */
function allCodes(faults: readonly Fault[]): string[] {
  const parsed = parse(faults)
  const { state } = changeContent(around, { folders: new Map([[parsed.path, parsed]]) })
  return contentProblems(state, at('2026-01-01')).map(({ code }) => code)
}
const ownCodes = (faults: readonly Fault[]): string[] => parse(faults).problems.map(({ code }) => code)

/** What nobody can tell while the other fault is there. */
const undecidable: readonly (readonly [by: RegExp, hidden: RegExp, because: string])[] = [
  [
    /^header\/(?:no-such-day|no-such-time|date-form|missing-field)$/,
    /-before-date$|^thread\/earlier$/,
    'of two times one is not known',
  ],
  [/^header\/not-boolean$/, /^body\/empty$|^link\/unpublished$/, 'a draft may be empty and may lead to drafts'],
  [/^(?:header\/replacement-missing|replacement\/.*)$/, /^body\/empty$/, 'what is replaced may be empty'],
  [/^header\/(?:language|missing|no-closing|bad-fence)$/, /^body\/empty$/, 'where the text begins is a guess'],
  [/^header\/no-opening$/, /^header\/no-colon$/, 'without its colon the first line is no field'],
  [/^picture\/embedded$/, /^(?:body|link|picture)\//, 'a text with whole pictures in it takes too long to be parsed'],
]

const fieldsOf = ({ fields = {} }: Fault) => Object.keys(fields)
const mayHide = (one: Fault, other: Fault) =>
  undecidable.some(([by, what]) => by.test(one.code) && what.test(other.code))
const isEmpty = ({ body }: Fault) => body?.trim() === ''

/** Whether a file can have both faults, and each can be told beside the other. */
const canStandTogether = (one: Fault, other: Fault) =>
  one.code !== other.code &&
  !fieldsOf(one).some((field) => fieldsOf(other).includes(field)) &&
  !(isEmpty(one) && other.body !== undefined) &&
  !(isEmpty(other) && one.body !== undefined) &&
  !mayHide(one, other) &&
  !mayHide(other, one)

/** The faults in as few files as can hold them. */
function gather(faults: readonly Fault[]): Fault[][] {
  const files: Fault[][] = []
  for (const fault of faults) {
    const room = files.find((file) => file.every((other) => canStandTogether(fault, other)))
    if (room === undefined) files.push([fault])
    else room.push(fault)
  }
  return files
}

/** Faults that are not told when they stand in one file with a fault of `some`: `one hides other`. */
function hidden(some: readonly Fault[], more: readonly Fault[], codesOf = ownCodes): string[] {
  const found = new Set<string>()
  for (const one of some)
    for (const file of gather(more)) {
      const others = file.filter((other) => canStandTogether(one, other))
      const told = codesOf([one, ...others])
      for (const { code } of [one, ...others])
        if (!told.includes(code)) found.add(`${code} is not told beside ${one.code}`)
    }
  return [...found].sort()
}

test('each fault alone is told', () => {
  const all = [...fileFaults, ...headerFaults, ...betweenFaults, ...bodyFaults()]
  expect(all.filter((fault) => !allCodes([fault]).includes(fault.code)).map(({ code }) => code)).toEqual([])
  expect(allCodes([]).filter((code) => code !== 'file/unused')).toEqual([])
})

test('no fault of a header hides another', { timeout: 120_000 }, () => {
  expect(hidden(headerFaults, headerFaults)).toEqual([])
})

test('no fault of a header hides one of the text, nor the other way round', () => {
  expect(hidden(headerFaults, bodyFaults())).toEqual([])
})

test('no fault of a text hides another', () => {
  expect(hidden(bodyFaults(), bodyFaults())).toEqual([])
})

test('no fault inside a file hides one between files', () => {
  expect(hidden([...headerFaults, ...bodyFaults()], betweenFaults, allCodes)).toEqual([])
})

test('no fault of a file as a whole hides what can be read of it', () => {
  const withoutHeader = fileFaults.filter(({ code }) => /language|missing/.test(code))
  const withHeader = fileFaults.filter((fault) => !withoutHeader.includes(fault))
  expect(hidden(withHeader, [...headerFaults, ...bodyFaults()])).toEqual([])
  expect(hidden(withHeader, betweenFaults, allCodes)).toEqual([])
  expect(hidden(withoutHeader, bodyFaults())).toEqual([])
  expect(hidden(withoutHeader, linkFaults, allCodes)).toEqual([])
})
