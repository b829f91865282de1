import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { splitFile } from '#lib/content/front-matter.ts'
import { withoutAddedLines } from '#tests/support/content/added-lines.ts'
import { releaseText } from '#tests/support/content/content-folder.ts'
import { openDesk } from '#tests/support/editors-desk.ts'
import { commitAll, git } from '#tests/support/git.ts'

/** A header that an editor has looked after: comments, odd spacing, an order of its own. */
const cared = `---
# Checked by the office on Monday
title:   "Spring seminar opens"   # as agreed

date: 2015-12-16 08:54:43
tags: [ training,  data ]
source: { name: Department of Commerce, url: "https://commerce.example" }
---

The seminar has **210** places.
`
const en = 'news/2015/spring-seminar/en.md'
const zh = 'news/2015/spring-seminar/zh.md'
const both = { [en]: cared, [zh]: releaseText('春季培训班开班', '', '名额共二百一十个。') }

test('a correction that readers need to know is noted in each language that words were given for', async () => {
  const { news, read, asked } = await openDesk(both)
  const call = await news(['correct', 'spring-seminar'], {
    answers: ['correction', 'There are 120 places: not 210.', ''],
  })
  expect(call).toEqual({
    status: 0,
    out: `Added a correction to content/${en}.\n`,
    err: '',
  })
  expect(asked[0]).toBe('Do readers need to know?')
  const text = await read(en)
  expect(text).toContain(
    'changes:\n  - date: 2026-11-21 12:00:00\n    kind: correction\n    note: "There are 120 places: not 210."\n',
  )
  expect(withoutAddedLines(cared, text)).toBe(cared)
  expect(await read(zh)).toBe(both[zh])
  expect((await news(['check'])).status).toBe(0)
})

test('a second correction goes to the end of the list, and flags answer every question', async () => {
  const { news, read } = await openDesk(both)
  await news(['correct', 'spring-seminar', '--kind', 'correction', '--en', 'First.'])
  const once = await read(en)
  const { out } = await news(['correct', 'spring-seminar', '--kind=update', '--en=Second.', '--zh=名额增加。'], {
    language: 'zh',
  })
  expect(out).toBe(`已在 content/${en}、content/${zh} 中登记更新。\n`)
  const twice = await read(en)
  expect(withoutAddedLines(once, twice)).toBe(once)
  expect(twice.indexOf('note: First.')).toBeLessThan(twice.indexOf('note: Second.'))
  expect(await read(zh)).toContain('note: 名额增加。')
})

test('what readers need not know is written nowhere, and giving up writes nothing', async () => {
  const { news, read } = await openDesk(both)
  expect(await news(['correct', 'spring-seminar'], { answers: ['no'] })).toMatchObject({
    status: 0,
    out: 'Nothing to write: correct the text and save it.\n',
  })
  expect(await news(['correct', 'spring-seminar'], { answers: ['correction', undefined] })).toMatchObject({
    status: 1,
    out: 'Nothing was written.\n',
  })
  expect(await read(en)).toBe(cared)
})

test.each([
  [['correct'], 'Call it like this: npm run news -- correct <slug>'],
  [['correct', 'spring-seminr'], 'There is no release "spring-seminr". Did you mean spring-seminar?'],
  [['correct', 'spring-seminar'], 'Without a terminal to ask at, say it with --kind, as in --kind correction.'],
  [['correct', 'spring-seminar', '--kind', 'typo'], '--kind is "typo"; it can be correction, update or no.'],
  [['correct', 'draft', '--kind', 'update', '--en', 'x'], 'draft is not public, so there is nobody to tell'],
  [['correct', 'draft', '--kind', 'update', '--zh', 'x'], 'draft is not public'],
  [['correct', 'only-en', '--kind', 'update', '--zh', 'x'], '--zh: this release has no version in that language.'],
  [['correct', 'only-en', '--kind', 'update', '--en', 'x'.repeat(1001)], 'This is 1001 characters long; 1000 are'],
  [['correct', 'broken'], 'content/news/2015/broken has errors. Mend them first'],
  [['withdraw', 'draft'], 'draft is not public, so there is nothing to withdraw'],
  [['withdraw', 'only-en', '--kind', 'replaced'], 'say it with --replacement'],
  [['withdraw', 'only-en', '--kind', 'replaced', '--replacement', 'only-en'], 'A release cannot replace itself.'],
  [['withdraw', 'only-en', '--kind', 'replaced', '--replacement', 'draft'], 'draft is not public, so readers cannot'],
  [['withdraw', 'only-en', '--kind', 'replaced', '--replacement', 'nothing'], 'There is no release "nothing".'],
  [['withdraw', 'only-en', '--kind', 'error', '--replacement', 'spring-seminar'], 'use --kind replaced'],
  [['rename', 'only-en'], 'Call it like this: npm run news -- rename <old> <new>'],
  [['rename', 'only-en', 'Only EN'], '"Only EN" cannot be a slug'],
  [['rename', 'only-en', 'draft'], 'The slug "draft" is taken by content/news/2015/draft.'],
  [['rename', 'only-en', 'former'], 'The address of "former" is an alias of content/news/2015/draft/en.md.'],
  [['translate', 'only-en', 'fr'], '"fr" is no language of the site; it can be en or zh.'],
  [['translate', 'only-en', 'en'], 'content/news/2015/only-en/en.md is there already and is never overwritten.'],
  [['translate', 'spring-seminar', 'zh'], `content/${zh} is there already and is never overwritten.`],
])('%j is refused with words and changes nothing', async (args, words) => {
  const files = {
    ...both,
    'news/2015/only-en/en.md': releaseText('Only English'),
    'news/2015/draft/en.md': releaseText('A draft', 'draft: true\naliases: [/en/news/former]\n'),
    'news/2015/broken/en.md': releaseText('Q3: broken'),
  }
  const { news, read } = await openDesk(files)
  const call = await news(args)
  expect(call).toMatchObject({ status: 2, out: '' })
  expect(call.err).toContain(words)
  for (const [file, text] of Object.entries(files)) expect(await read(file)).toBe(text)
})

test('a release is withdrawn in every language, with the reason in each', async () => {
  const { news, read, asked } = await openDesk(both)
  const { out, status } = await news(['withdraw', 'content/news/2015/spring-seminar/'], {
    answers: ['withdrawn', 'The seminar was called off.', '培训班取消。'],
  })
  expect(status).toBe(0)
  expect(out).toBe(`Withdrew content/${en} and content/${zh}: it stays readable under a notice.\n`)
  expect(asked).toHaveLength(3)
  const text = await read(en)
  expect(text).toContain(
    'withdrawn:\n  date: 2026-11-21 12:00:00\n  kind: withdrawn\n  reason: The seminar was called off.\n---',
  )
  expect(withoutAddedLines(cared, text)).toBe(cared)
  expect(await read(zh)).toContain('reason: 培训班取消。')
  expect((await news(['check'])).status).toBe(0)
  expect((await news(['withdraw', 'spring-seminar', '--kind', 'error'])).err).toContain('is withdrawn already')
})

test('a replaced release names the one that readers are led to, and an error is said so', async () => {
  const { news, read } = await openDesk({ ...both, 'news/2015/summer/en.md': releaseText('Summer seminar') })
  const { out } = await news(['withdraw', '/en/news/spring-seminar'], { answers: ['replaced', 'summer'] })
  expect(out).toBe(`Withdrew content/${en} and content/${zh}: its address leads to summer.\n`)
  expect(await read(zh)).toContain('kind: replaced\n  replacement: summer\n')
  expect(await news(['withdraw', 'summer', '--kind', 'error'])).toMatchObject({ status: 0 })
  expect((await news(['status'])).out).toContain('withdrawn as an error')
})

const linking = `---
title: Others
date: 2015-12-17 08:00:00
withdrawn: # why
  date: 2015-12-18
  kind: replaced
  replacement:  spring-seminar  # the new one
---

See [spring-seminar](/en/news/spring-seminar), [it](../spring-seminar#places "spring-seminar") and
[both](<../spring-seminar/zh.md>), [\`](/x\`](/zh/news/Spring-Seminar?x=spring-seminar) and [by name][s].

\`[spring-seminar](/en/news/spring-seminar)\` is how links are written; /en/news/spring-seminar is none.
[A neighbour](/en/news/spring-seminar-2), [elsewhere](https://x.example/en/news/spring-seminar).

| a | b |
|---|---|
| x \\| y | [twin](/en/news/spring-seminar.md) |

[s]: /en/news/spring-seminar 'spring-seminar'
`
const relinked = linking
  .replace('replacement:  spring-seminar', 'replacement:  autumn')
  .replace('](/en/news/spring-seminar), [it](../spring-seminar#', '](/en/news/autumn), [it](../autumn#')
  .replace('<../spring-seminar/', '<../autumn/')
  .replace('/zh/news/Spring-Seminar?', '/zh/news/autumn?')
  .replace('(/en/news/spring-seminar.md)', '(/en/news/autumn.md)')
  .replace("[s]: /en/news/spring-seminar '", "[s]: /en/news/autumn '")

test('a renamed release takes its address along, and links follow where they are links', async () => {
  const { news, read, folder } = await openDesk({
    ...both,
    'news/2015/others/en.md': linking,
    'news/2015/spring-seminar-2/en.md': releaseText('Second', '', 'Nothing about it.'),
    'pages/about/en.md': '---\ntitle: About\n---\n\nAs [announced](/en/news/spring-seminar).\n',
  })
  const { out, status, err } = await news(['rename', 'spring-seminar', 'autumn'])
  expect(err).toBe('')
  expect(status).toBe(0)
  expect(out).toBe(
    'Renamed spring-seminar to content/news/2015/autumn; the old address leads there, and 8 links (2 other files) changed.\n',
  )
  expect(await read('news/2015/others/en.md')).toBe(relinked)
  expect(await read('pages/about/en.md')).toContain('[announced](/en/news/autumn)')
  expect(existsSync(join(folder.dir, 'news/2015/spring-seminar'))).toBe(false)
  const text = await read('news/2015/autumn/en.md')
  expect(withoutAddedLines(cared, text)).toBe(cared)
  expect(text).toContain('aliases:\n  - /en/news/spring-seminar\n---')
  expect(await read('news/2015/autumn/zh.md')).toContain('aliases:\n  - /zh/news/spring-seminar\n---')
})

test('a renamed release stays part of its story, however the others name it', async () => {
  const naming = (line: string) => releaseText('Next', `${line}\n`)
  const { news, read } = await openDesk({
    ...both,
    'news/2015/one/en.md': naming('follows: spring-seminar # since May'),
    'news/2015/two/en.md': naming('supersedes: "/en/news/spring-seminar"'),
    'news/2015/three/en.md': naming('follows: https://news.example/zh/news/spring-seminar'),
    'news/2015/four/en.md': naming('follows: spring-seminar-2'),
  })
  await news(['rename', 'spring-seminar', 'autumn'])
  expect(await read('news/2015/one/en.md')).toBe(naming('follows: autumn # since May'))
  expect(await read('news/2015/two/en.md')).toBe(naming('supersedes: "/en/news/autumn"'))
  expect(await read('news/2015/three/en.md')).toBe(naming('follows: https://news.example/zh/news/autumn'))
  expect(await read('news/2015/four/en.md')).toBe(naming('follows: spring-seminar-2'))
})

test('links in full follow too when they lead to this site, and to no other', async () => {
  const text = (name: string) =>
    releaseText(
      'Others',
      '',
      `[One](https://news.example/en/news/${name}#a), <https://news.example/zh/news/${name}> and
https://news.example/en/news/${name}.md, [other](https://news.example.org/en/news/spring-seminar), https://x.example/en/news/spring-seminar.

\`https://news.example/en/news/spring-seminar\` and https://news.example/en/news/${name}, twice https://news.example/en/news/${name}.`,
    )
  const { news, read } = await openDesk({ ...both, 'news/2015/others/en.md': text('spring-seminar') })
  const environment = { SITE_URL: 'https://news.example' }
  const { out } = await news(['rename', 'spring-seminar', 'autumn'], { environment })
  expect(out).toContain('and 5 links (1 other file) changed.')
  expect(await read('news/2015/others/en.md')).toBe(text('autumn'))
})

test('a pipe or a folder in the place of a text holds up no renaming', async () => {
  const { news, folder } = await openDesk({ ...both, 'news/2015/odd/en.md/inside.txt': 'x' })
  await folder.write('news/2015/pipe/note.txt', 'x')
  await promisify(execFile)('mkfifo', [join(folder.dir, 'news/2015/pipe/en.md')])
  expect(await news(['rename', 'spring-seminar', 'autumn'])).toMatchObject({ status: 0, err: '' })
})

test('a second new name leaves the first address where the permanent id of feeds looks for it', async () => {
  const { news, read } = await openDesk(both)
  await news(['rename', 'spring-seminar', 'autumn'])
  await news(['rename', 'autumn'], { answers: ['winter'] })
  await news(['rename', 'winter', 'spring-seminar'])
  const { header } = splitFile(en, Buffer.from(await read(en)))
  const aliases = header?.root.entries.find(({ key }) => key === 'aliases')?.value
  expect(aliases?.kind === 'list' ? aliases.items.map((item) => item.kind === 'text' && item.value) : []).toEqual([
    '/en/news/spring-seminar',
    '/en/news/autumn',
    '/en/news/winter',
  ])
})

test('git moves what git keeps, so that history goes along', async () => {
  const { news, folder } = await openDesk(both)
  await git(folder.dir, 'init', '-q')
  await commitAll(folder.dir)
  expect((await news(['rename', 'spring-seminar', 'autumn'])).status).toBe(0)
  expect(await git(folder.dir, 'status', '--porcelain')).toMatch(
    /^RM? +news\/2015\/spring-seminar\/en\.md -> news\/2015\/autumn\/en\.md$/m,
  )
})

test('when git refuses to move, its words are told and everything is as it was', async () => {
  const { news, folder, read } = await openDesk(both)
  await git(folder.dir, 'init', '-q')
  await git(folder.dir, 'add', '.')
  await folder.write('.git/index.lock', '')
  const call = await news(['rename', 'spring-seminar', 'autumn'])
  expect(call).toMatchObject({ status: 2, out: '' })
  expect(call.err).toContain('git did not move the folder, and nothing was changed. It says: fatal:')
  expect(call.err).toContain('index.lock')
  expect(await read(en)).toBe(cared)
  expect(await read(zh)).toBe(both[zh])
})

test('a translation begins with the facts, the words to be translated, and as a draft', async () => {
  const { news, read } = await openDesk({ [en]: cared.replace('tags:', 'category: policy\ntags:') })
  const { out } = await news(['translate', 'spring-seminar', 'zh'])
  expect(out).toBe(`Wrote content/${zh}, a draft: translate it into Chinese and remove \`draft: true\`.\n`)
  expect(await read(zh)).toBe(`---
# 请翻译标题：
title:   "Spring seminar opens"   # as agreed
date: 2015-12-16 08:54:43
category: policy
# 请翻译下列字段中的文字：
source: { name: Department of Commerce, url: "https://commerce.example" }
tags: [ training,  data ]
# 翻译完成后删除下一行。
draft: true
---

The seminar has **210** places.
`)
  expect((await news(['check'])).out).not.toContain('error')
})

test('a translation made after a correction takes the correction along and is not behind', async () => {
  const { news, read } = await openDesk({ [en]: cared })
  await news(['correct', 'spring-seminar', '--kind', 'correction', '--en', 'It was 7%.'])
  await news(['translate', 'spring-seminar', 'zh'])
  expect(await read(zh)).toContain('note: It was 7%.')
  expect((await news(['check'])).out).not.toContain('translation/behind')
})

test('a translation takes whole fields along, however many lines they have, and no remark between them', async () => {
  const header = [
    'title: One',
    '# about the date',
    'date: 2015-12-16',
    'summary: >-',
    '  First part',
    '',
    '  second part',
    '',
    '# about the tags',
    'tags:',
    '- a',
    '# within',
    '- b',
  ].join('\r\n')
  const { news, read } = await openDesk({ [en]: `---\r\n${header}\r\n---\r\n\r\nText.\r\n` })
  expect((await news(['translate', 'spring-seminar', 'zh'])).status).toBe(0)
  const text = await read(zh)
  expect(text).toContain('summary: >-\n  First part\n\n  second part\ntags:\n- a\n# within\n- b\n# 翻译完成')
  expect(text).not.toContain('about')
  expect(text).toMatch(/^draft: true\n---\n\nText\.\n$/m)
  expect((await news(['check'])).status).toBe(0)
})

test('a header in braces is refused with words', async () => {
  const { news } = await openDesk({ [en]: '---\n{ title: One, date: 2015-12-16 }\n---\n\nText.\n' })
  const call = await news(['withdraw', 'spring-seminar', '--kind', 'error'])
  expect(call.status).toBe(2)
  expect(call.err).toContain(`The header of content/${en} is written in braces`)
})

test.each(['correct', 'withdraw', 'rename', 'translate', 'preview', 'stats', 'visits'])(
  '%s has its help in both languages',
  async (verb) => {
    const { news } = await openDesk()
    expect((await news([verb, '--help'])).out).toContain(`npm run news -- ${verb} `)
    expect((await news([verb, '--help'], { language: 'zh' })).out).toMatch(/示例：/)
  },
)
