import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { openDesk } from '#tests/support/editors-desk.ts'

const handbook = await readFile(join(import.meta.dirname, '..', '..', '..', 'content', 'README.md'), 'utf8')
const [english = '', chinese = ''] = handbook.split(/^# 编辑手册$/m)
const picture = sharp({ create: { width: 40, height: 30, channels: 3, background: '#8899aa' } })
  .jpeg()
  .toBuffer()

/** The indented block of `text` that begins with this line, without its indent. */
function sample(text: string, first: RegExp): string {
  const [, indent = '', block = ''] =
    new RegExp(`^( {4,6})(${first.source}.*(?:\\n\\1.*|\\n(?=\\n\\1))*)`, 'm').exec(text) ?? []
  return block.replaceAll(`\n${indent}`, '\n')
}

test.each([
  ['en', english, 'No problems in 2 releases.'],
  ['zh', chinese, '共 2 篇稿件，没有发现问题。'],
] as const)('a release in %s that is copied from the handbook has no mistakes', async (language, half, answer) => {
  const header = sample(half, /---/)
  const parts = sample(half, /image:/)
  const table = sample(half, /(?:Table: |表：)/)
  expect([header, parts, table].map((block) => block.split('\n').length)).toEqual([7, 15, 5])
  const body = `Some text, with ![what is to be seen](opening.jpg "The caption").\n\n${table}\n`
  const { news, folder } = await openDesk({
    'categories.yaml': 'company: { en: Company, zh: 公司 }\npolicy: { en: Policy, zh: 政策 }\n',
    [`news/2026/copied/${language}.md`]: `${header.replace(/\n---$/, `\n${parts}\n---`)}\n\n${body}`,
    'news/2026/copied/programme.pdf': '%PDF-1.4',
    'news/2026/plain/en.md': '---\ntitle: Another\ndate: 2026-01-01\n---\n\nWords of its own.\n',
  })
  await writeFile(join(folder.dir, 'news/2026/copied/opening.jpg'), await picture)
  expect(await news(['check'], { language })).toEqual({ status: 0, out: `${answer}\n`, err: '' })
})

const operating = await readFile(join(import.meta.dirname, '..', '..', '..', 'docs', 'operating.md'), 'utf8')
/** Every call of the command that a document shows, without its name. */
const callsIn = (document: string) =>
  [...document.matchAll(/npm run news -- ([^`\n#]+)/g)].map(([, call = '']) => call.trim())

test.each([
  ['the handbook in English', english],
  ['the handbook in Chinese', chinese],
  ['docs/operating.md', operating],
])('%s names verbs and flags that there are', async (_document, text) => {
  const { news } = await openDesk()
  const calls = callsIn(text)
  expect(calls.length).toBeGreaterThan(5)
  const helps = new Map<string, string>()
  for (const call of calls) {
    const [verb = '', second = ''] = call.split(' ')
    const { status, out } = await news([verb, '--help'])
    expect(status, call).toBe(0)
    if (/^[a-z]+$/.test(second) && verb === 'visits') expect(out, call).toContain(`\n  ${second}`)
    helps.set(verb, out)
  }
  const all = ['--help', ...helps.values()].join('\n')
  const flags = [...calls, ...(text.match(/`[^`]*`/g) ?? [])].flatMap((shown) => shown.match(/--[a-z][a-z-]*/g) ?? [])
  for (const flag of flags) expect(all).toContain(flag)
})

test('both halves of the handbook show the same calls', () => {
  const form = (call: string) => call.replace(/<[^>]+>/g, '<…>').replace(/ (?:en|zh)$/, ' <…>')
  expect(new Set(callsIn(chinese).map(form))).toEqual(new Set(callsIn(english).map(form)))
})
