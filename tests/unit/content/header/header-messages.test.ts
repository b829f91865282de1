import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Problem, ProblemLanguage } from '#lib/content/problem.ts'
import { renderReport } from '#lib/content/problems/report.ts'
import { parseSite } from '#lib/content/site.ts'
import { applyFixes } from '#lib/content/yaml/edits.ts'
import { checkFile, checkFixture, codes, fixtures } from '#tests/support/content/headers.ts'

const namesIn = (folder: string, ending: string) =>
  readdirSync(join(fixtures, folder))
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length))

const headerNames = namesIn('header', '.md')
const siteNames = namesIn('site', '.yaml').filter((name) => name !== 'categories')

function checkSiteFixture(name: string): { text: string; problems: readonly Problem[] } {
  const read = (file: string) => readFileSync(join(fixtures, 'site', file))
  const ofCategories = name === 'category-key'
  const { problems } = parseSite(
    { file: ofCategories ? 'site.yaml' : `${name}.yaml`, bytes: read(ofCategories ? 'minimal.yaml' : `${name}.yaml`) },
    {
      file: ofCategories ? `${name}.yaml` : 'categories.yaml',
      bytes: read(ofCategories ? `${name}.yaml` : 'categories.yaml'),
    },
  )
  return { text: read(`${name}.yaml`).toString(), problems }
}

function report(file: string, text: string, problems: readonly Problem[], language: ProblemLanguage, broken = 1) {
  return renderReport(problems, {
    language,
    format: 'text',
    texts: new Map([[file, text]]),
    releases: { total: 3, broken: problems.some(({ severity }) => severity === 'error') ? broken : 0 },
  })
}

/** Where each broken fixture's mistakes are; the words are in the `.en.txt` and `.zh.txt` beside it. */
const expected: Readonly<Record<string, readonly string[]>> = {
  'address-of-script': ['5:8 header/bad-address'],
  'address-without-scheme': ['3:12 header/bad-address'],
  aliases: [
    '4:5 header/alias-with-host',
    '5:5 header/alias-no-slash',
    '6:5 header/alias-form',
    '7:5 header/alias-taken',
  ],
  'alt-empty': ['5:3 header/alt-missing'],
  'alt-missing': ['3:1 header/alt-missing'],
  'backslash-in-quotes': ['2:20 header/bad-escape'],
  'bad-email': ['5:12 header/bad-email'],
  'bad-indentation': ['5:3 header/unreadable'],
  'blank-before': ['1:1 header/blank-before'],
  'bracket-start': ['2:8 header/special-start'],
  'byte-order-mark': [],
  'change-before-date': ['4:11 header/change-before-date'],
  'colon-in-value': ['2:8 header/colon-in-value'],
  complete: [],
  'control-character': ['2:10 file/control-character'],
  'dashes-for-hyphens': ['1:1 header/bad-fence', '4:1 header/bad-fence'],
  'date-chinese': ['3:7 header/date-form'],
  'date-in-words': ['3:7 header/date-form'],
  'date-slashes': ['3:7 header/date-form'],
  'day-before-month': ['3:7 header/no-such-day'],
  'downloads-not-a-list': ['3:12 header/not-list'],
  'draft-no': ['3:8 header/not-boolean'],
  'duplicate-title': ['3:1 header/duplicate-field'],
  'empty-title': ['2:1 header/empty-field'],
  empty: ['1:1 file/empty'],
  'expires-before-date': ['3:10 header/expires-before-date'],
  'field-twice-in-other-words': ['2:1 header/unknown-field'],
  'file-elsewhere': ['4:11 header/bad-file-name'],
  'full-width-colon': ['2:6 header/full-width-colon'],
  'full-width-comma': ['3:8 header/full-width-comma'],
  'full-width-space': ['4:1 header/wide-space'],
  gbk: ['2:8 file/gbk'],
  'hash-in-value': ['2:15 header/hash-in-value'],
  'hidden-escape': ['2:8 header/hidden-character', '4:8 header/hidden-character'],
  'image-not-parts': ['3:8 header/not-parts'],
  'impossible-day': ['3:7 header/no-such-day'],
  'impossible-month': ['3:7 header/no-such-day'],
  'impossible-time': ['3:7 header/no-such-time'],
  'indented-field': ['3:3 header/indented-field'],
  'javascript-header': ['1:4 header/language'],
  'latin-1': ['2:14 file/not-utf-8'],
  'missing-fields': ['1:1 header/missing-field', '1:1 header/missing-field'],
  'no-closing': ['4:1 header/no-closing'],
  'no-colon': ['2:6 header/no-colon'],
  'no-header': ['1:1 header/missing'],
  'no-opening': ['1:1 header/no-opening'],
  'no-space-after-colon': ['2:6 header/no-space-after-colon'],
  'no-space-after-dash': ['4:3 header/no-space-after-dash'],
  'not-fields': ['2:1 header/not-fields'],
  'number-with-comma': ['3:15 header/not-a-number'],
  'open-bracket-in-title': ['2:8 header/special-start'],
  'pinned-before-date': ['3:14 header/pinned-before-date'],
  reference: ['3:8 header/reference'],
  'remark-after-text': ['2:19 header/hash-in-value'],
  'replacement-missing': ['5:9 header/replacement-missing'],
  'replacement-not-a-slug': ['6:16 header/bad-slug'],
  'several-mistakes': [
    '2:8 header/colon-in-value',
    '3:1 header/unknown-field',
    '4:7 header/not-list',
    '5:8 header/not-boolean',
    '6:7 header/date-form',
  ],
  'skipped-time': ['3:7 header/skipped-time'],
  'special-start': ['2:8 header/special-start'],
  'stray-line': ['5:1 header/stray-line'],
  'summary-too-long': ['3:10 header/summary-too-long'],
  'tab-indentation': ['4:1 header/tab', '5:1 header/tab'],
  'tag-twice': ['3:18 header/tag-twice'],
  'tags-not-a-list': ['3:7 header/not-list'],
  'text-after-quote': ['2:8 header/text-after-quote'],
  'text-in-brackets': ['2:8 header/not-text'],
  'title-too-long': ['2:8 header/text-too-long'],
  'too-deep': ['3:7 header/too-deep'],
  'unclosed-list': ['3:7 header/unclosed-list'],
  'unclosed-quote': ['2:8 header/unclosed-quote'],
  'unindented-continuation': ['4:1 header/not-indented'],
  'unknown-category': ['3:11 header/unknown-category'],
  'unknown-field': ['3:1 header/unknown-field'],
  'unknown-kind': ['5:11 header/unknown-value'],
  'utf-16': ['1:1 file/utf-16'],
  'value-and-fields': ['3:8 header/value-and-fields'],
  'windows-line-ends': ['2:8 header/colon-in-value', '3:8 header/not-boolean'],
  'wrong-bracket': ['3:24 header/wrong-bracket'],
}

for (const name of headerNames) {
  test(`${name}: mistakes are found at their line and column`, () => {
    expect(codes(checkFixture(name))).toEqual(expected[name])
  })

  for (const language of ['en', 'zh'] as const) {
    test(`${name}: the report in ${language} says what happened and what to do`, async () => {
      const { text, problems } = checkFixture(name)
      const path = join(fixtures, 'header', `${name}.${language}.txt`)
      await expect(report(`${name}.md`, text, problems, language)).toMatchFileSnapshot(path)
    })
  }
}

/** Fixtures of which every mistake has one mechanical cure. */
const mendable = [
  'address-without-scheme',
  'blank-before',
  'bracket-start',
  'colon-in-value',
  'control-character',
  'dashes-for-hyphens',
  'date-chinese',
  'draft-no',
  'full-width-colon',
  'full-width-comma',
  'full-width-space',
  'hash-in-value',
  'indented-field',
  'no-closing',
  'no-colon',
  'no-opening',
  'no-space-after-colon',
  'no-space-after-dash',
  'number-with-comma',
  'open-bracket-in-title',
  'several-mistakes',
  'special-start',
  'tab-indentation',
  'tags-not-a-list',
  'text-after-quote',
  'text-in-brackets',
  'unclosed-list',
  'unclosed-quote',
  'unindented-continuation',
  'unknown-category',
  'unknown-field',
  'unknown-kind',
  'value-and-fields',
  'windows-line-ends',
]

for (const name of mendable) {
  test(`${name}: the offered cure leaves nothing to say`, () => {
    const { text, problems } = checkFixture(name)
    expect(problems).not.toEqual([])
    const { header, problems: left } = checkFile(applyFixes(text, problems))
    expect(codes({ problems: left })).toEqual([])
    expect(header).toBeDefined()
  })
}

test('no other fixture is mended by its cures, so the list above is whole', () => {
  const others = headerNames.filter((name) => {
    const { text, problems } = checkFixture(name)
    return problems.some(({ fix }) => fix !== undefined) && checkFile(applyFixes(text, problems)).problems.length === 0
  })
  expect(others.sort()).toEqual([...mendable].sort())
})

const expectedOfSite: Readonly<Record<string, readonly string[]>> = {
  'category-key': ['1:1 site/category-key', '4:9 header/not-parts'],
  'mark-path': ['8:10 site/mark-path'],
  minimal: [],
  'no-filing-number': ['8:3 site/no-filing-number'],
  'offset-for-zone': ['7:11 site/time-zone-offset'],
  'page-size': ['7:11 site/page-size'],
  'several-mistakes': [
    '1:7 header/not-parts',
    '3:7 header/colon-in-value',
    '5:1 header/unknown-field',
    '7:1 header/tab',
    '9:13 header/unknown-value',
  ],
  'unknown-zone': ['7:11 site/unknown-time-zone'],
}

for (const name of siteNames) {
  test(`site file ${name}: mistakes are found at their line and column`, () => {
    expect(codes(checkSiteFixture(name))).toEqual(expectedOfSite[name])
  })

  for (const language of ['en', 'zh'] as const) {
    test(`site file ${name}: the report in ${language} says what happened and what to do`, async () => {
      const { text, problems } = checkSiteFixture(name)
      const path = join(fixtures, 'site', `${name}.${language}.txt`)
      await expect(report(`${name}.yaml`, text, problems, language, 0)).toMatchFileSnapshot(path)
    })
  }
}
