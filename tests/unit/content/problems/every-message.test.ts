import { execFile } from 'node:child_process'
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, symlink, truncate, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { type ProblemCode, problemKinds } from '#lib/content/problem.ts'
import { releaseText } from '#tests/support/content/content-folder.ts'
import { fixtures } from '#tests/support/content/headers.ts'
import { openDesk } from '#tests/support/editors-desk.ts'

const languages = ['en', 'zh'] as const

/** What lies in the folder of a release that `made` fills. */
const text = 'news/2015/seminar/en.md'
const withBody = (body: string) => ({ [text]: releaseText('Seminar', '', body) })
const withLink = (target: string) => (dir: string) => symlink(target, join(dir, 'news/2015/seminar/zh.md'))

interface Made {
  readonly files?: Readonly<Record<string, string>>
  /** What cannot lie in a repository. */
  readonly prepare?: (dir: string) => Promise<unknown>
  readonly code: ProblemCode
}

/** Faults too large for a file of their own, or that a repository cannot hold on every system. */
const made: Readonly<Record<string, Made>> = {
  'fifty-megabytes': { prepare: (dir) => truncate(join(dir, text), 50 * 1_048_576), code: 'file/too-large' },
  'header-of-remarks': {
    files: { [text]: releaseText('Seminar', '# A remark.\n'.repeat(6000)) },
    code: 'header/too-long',
  },
  'nested-quotes': { files: withBody(`Text.\n\n${'>'.repeat(50_000)}`), code: 'body/too-nested' },
  'marks-in-a-paragraph': { files: withBody('[a '.repeat(2000)), code: 'body/too-many-marks' },
  'marks-in-a-text': { files: withBody(`${'*a* '.repeat(400)}\n\n`.repeat(30)), code: 'body/too-many-marks' },
  'six-thousand-lines': { files: withBody('a\n'.repeat(6000)), code: 'body/too-many-lines' },
  'one-long-word': { files: withBody(`Text ${'x'.repeat(3000)}`), code: 'body/word-too-long' },
  'forty-thousand-cells': {
    files: withBody(`|${'a|'.repeat(200)}\n|${'-|'.repeat(200)}\n${'|x|\n'.repeat(200)}`),
    code: 'body/table-too-large',
  },
  'picture-on-a-page': {
    files: { 'pages/about/en.md': '---\ntitle: About\n---\n\n![The hall](opening.jpg)\n' },
    code: 'picture/on-page',
  },
  'case-clash': {
    files: {
      [text]: releaseText('Seminar'),
      'news/2015/seminar/Plan.txt': 'A plan',
      'news/2015/seminar/plan.txt': 'A plan',
    },
    code: 'file/name-clash',
  },
  pipe: {
    prepare: (dir) => promisify(execFile)('mkfifo', [join(dir, 'news/2015/seminar/zh.md')]),
    code: 'file/special',
  },
  'link-outside': { prepare: withLink('/etc/hostname'), code: 'file/link-outside' },
  'link-to-nothing': { prepare: withLink('nothing.md'), code: 'file/link-nowhere' },
  'link-to-itself': { prepare: withLink('zh.md'), code: 'file/link-nowhere' },
  // The one thing that not even the administrator can read.
  'link-with-an-endless-name': { prepare: withLink('x'.repeat(300)), code: 'file/unreadable' },
}

/** Names of fixtures of a kind: files, or folders that are content folders. */
const namesIn = (kind: string, ending = '') =>
  readdirSync(join(fixtures, kind), { withFileTypes: true })
    .filter((entry) => (ending === '' ? entry.isDirectory() : entry.name.endsWith(ending)))
    .map(({ name }) => name.slice(0, name.length - ending.length))

/** Everything that is broken on purpose: `header/…`, `body/…`, `site/…`, `folder/…` and `made/…`. */
const broken = new Set([
  ...namesIn('header', '.md').map((name) => `header/${name}`),
  ...namesIn('body', '.md').map((name) => `body/${name}`),
  ...namesIn('site', '.yaml').map((name) => `site/${name}`),
  ...namesIn('folder').map((name) => `folder/${name}`),
  ...Object.keys(made).map((name) => `made/${name}`),
])

/** What an editor reads of a fixture; the tests of headers, bodies and site files hold theirs to what is said. */
const wordsOf = (fixture: string, language: 'en' | 'zh') => {
  const path = join(fixtures, `${fixture}.${language}.txt`)
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}
const tellsOf = (fixture: string, code: string) =>
  languages.every((language) => wordsOf(fixture, language).includes(`  ${code}\n`))

/** Checks a content folder and holds the reports in both languages to the texts beside the fixture. */
async function holdToWords(fixture: string, code: string, fill: (dir: string) => unknown): Promise<void> {
  const { news, folder } = await openDesk()
  await fill(folder.dir)
  const { problems } = JSON.parse((await news(['check', '--format', 'json'])).out) as { problems: { code: string }[] }
  expect([...new Set(problems.map((found) => found.code))]).toEqual([code])
  for (const language of languages) {
    const { out } = await news(['check'], { language })
    await expect(out).toMatchFileSnapshot(join(fixtures, `${fixture}.${language}.txt`))
  }
}

test.each(namesIn('folder'))('the folder %s is told in the words beside it', async (name) => {
  await holdToWords(`folder/${name}`, name.replace('-', '/'), (dir) =>
    cpSync(join(fixtures, 'folder', name), dir, { recursive: true }),
  )
})

test.each(Object.entries(made))('%s is told in the words kept for it', async (name, { files, prepare, code }) => {
  await holdToWords(`made/${name}`, code, async (dir) => {
    const wanted = files ?? { [text]: releaseText('Seminar') }
    for (const [path, content] of Object.entries(wanted)) {
      await mkdir(dirname(join(dir, path)), { recursive: true })
      await writeFile(join(dir, path), content)
    }
    await prepare?.(dir)
  })
})

test('every message has something broken that causes it, and its words in both languages', () => {
  const fixturesNow = [...broken]
  const codes = Object.keys(problemKinds)
  expect(codes.filter((code) => !fixturesNow.some((fixture) => tellsOf(fixture, code)))).toEqual([])
})

test('no words are left over from something that is no longer there', () => {
  const kept = ['header', 'body', 'site', 'folder', 'made'].flatMap((kind) =>
    namesIn(kind, '.txt').map((name) => `${kind}/${name.replace(/\.(?:en|zh)$/, '')}`),
  )
  expect(kept.filter((fixture) => !broken.has(fixture))).toEqual([])
})

/** What editors were promised to be told: what they do, something that does it, and the code of the message. */
const promises: readonly (readonly [row: string, fixture: string, code: ProblemCode])[] = [
  ['title: Q3 results: revenue up', 'header/colon-in-value', 'header/colon-in-value'],
  ['title：标题', 'header/full-width-colon', 'header/full-width-colon'],
  ['title: "Q3 results', 'header/unclosed-quote', 'header/unclosed-quote'],
  ['date: 2026-02-30', 'header/impossible-day', 'header/no-such-day'],
  ['date: 2025-13-45', 'header/impossible-month', 'header/no-such-day'],
  ['date: 03/04/2026', 'header/date-slashes', 'header/date-form'],
  ['date: 2026年11月21日', 'header/date-chinese', 'header/date-form'],
  ['title: We are #1 in China', 'header/hash-in-value', 'header/hash-in-value'],
  ['draft: no', 'header/draft-no', 'header/not-boolean'],
  ['a blank line before the header', 'header/blank-before', 'header/blank-before'],
  ['no closing ---', 'header/no-closing', 'header/no-closing'],
  ['title twice', 'header/duplicate-title', 'header/duplicate-field'],
  ['tab indentation', 'header/tab-indentation', 'header/tab'],
  ['an unknown field, catgory', 'header/unknown-field', 'header/unknown-field'],
  ['a ---js header', 'header/javascript-header', 'header/language'],
  ['a GBK file', 'header/gbk', 'file/gbk'],
  ['a picture of the header without alt', 'header/alt-missing', 'header/alt-missing'],
  ['a picture of the text without alt', 'body/alt-missing', 'picture/alt-missing'],
  ['a picture that is not there', 'body/picture-not-found', 'picture/not-found'],
  ['a picture that is too large', 'body/picture-too-large', 'picture/too-large'],
  ['two folders of one name', 'folder/folder-name-clash', 'folder/name-clash'],
  ['a folder name that is no address', 'folder/folder-unsafe-name', 'folder/unsafe-name'],
  ['a link to a release that is not there', 'folder/link-no-release', 'link/no-release'],
  ['a link to a release that is not public', 'folder/link-unpublished', 'link/unpublished'],
  ['a heading level skipped', 'body/heading-skipped', 'body/heading-skipped'],
  ['a heading of level one', 'body/h1', 'body/h1'],
  ['HTML', 'body/raw-html', 'body/raw-html'],
  ['a summary too long', 'header/summary-too-long', 'header/summary-too-long'],
  ['expires before date', 'header/expires-before-date', 'header/expires-before-date'],
  ['two languages with different dates', 'folder/translation-other-date', 'translation/other-date'],
  ['tags that differ by case or width', 'folder/tag-other-spelling', 'tag/other-spelling'],
  ['a near-duplicate', 'folder/release-near-duplicate', 'release/near-duplicate'],
  ['an empty file', 'header/empty', 'file/empty'],
  ['a file over 1 MB', 'made/fifty-megabytes', 'file/too-large'],
  ['another year than the folder’s', 'folder/folder-other-year', 'folder/other-year'],
  ['an original that changed after its translation', 'folder/translation-behind', 'translation/behind'],
]

test.each(promises)('promised: %s', (_row, fixture, code) => {
  expect(broken).toContain(fixture)
  expect(tellsOf(fixture, code), fixture).toBe(true)
})

test.each([
  ['a byte order mark', 'header/byte-order-mark'],
  ['a date and time without an offset, which is one of the site’s zone', 'header/complete'],
])('promised to be accepted: %s', (_row, fixture) => {
  expect(broken).toContain(fixture)
  expect(wordsOf(fixture, 'en')).toBe('No problems in 3 releases.\n')
  expect(wordsOf(fixture, 'zh')).toBe('共 3 篇稿件，没有发现问题。\n')
})
