import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const header = (fields = '', title = 'A title') => `---\ntitle: ${title}\ndate: 2024-06-21\n${fields}---\n\n`
const withBody = (body: string) => `${header()}${body}\n`
const withHeader = (fields: string) => `${header(fields)}Text.\n`

/** An alias bomb: each line is ten times the line before. */
const bomb = ['a: &a [x,x,x,x,x,x,x,x,x,x]']
for (const [index, name] of [...'bcdefghi'].entries())
  bomb.push(`${name}: &${name} [${Array(10).fill(`*${'abcdefghi'[index]}`).join(',')}]`)

/** Texts that are made to cost time, memory or more, by the slug of a release, and the code that each is told with. */
const texts: Readonly<Record<string, readonly [text: string | Buffer, code: string]>> = {
  'fifty-megabytes': [withBody('word '.repeat(10_500_000)), 'file/too-large'],
  'nested-quotes': [withBody('>'.repeat(100_000)), 'body/too-nested'],
  'nested-lists': [withBody(`${'- '.repeat(100_000)}a`), 'body/too-nested'],
  'nested-brackets': [withBody('['.repeat(100_000)), 'body/too-many-marks'],
  'emphasis-runs': [withBody('*a _b '.repeat(100_000)), 'body/too-many-marks'],
  'hostile-links': [withBody('[a](b'.repeat(100_000)), 'body/too-many-marks'],
  'list-items': [withBody('- a\n'.repeat(100_000)), 'body/too-many-lines'],
  'one-line': [withBody('a'.repeat(1_000_000)), 'body/word-too-long'],
  'wide-table': [withBody(`|${'a|'.repeat(10_000)}\n|${'-|'.repeat(10_000)}\n|a|`), 'body/table-too-large'],
  'javascript-header': ['---js\n{ title: process.exit(7) }\n---\n\nText.\n', 'header/language'],
  prototype: [withHeader('__proto__: { draft: true }\nconstructor: { prototype: x }\n'), 'header/unknown-field'],
  'alias-bomb': [`---\ntitle: A title\ndate: 2024-06-21\n${bomb.join('\n')}\n---\n\nText.\n`, 'header/special-start'],
  'deep-header': [withHeader(`tags: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`), 'header/too-deep'],
  'ten-thousand-tags': [
    withHeader(`tags: [${Array.from({ length: 10_000 }, (_, n) => `t${n}`).join(', ')}]\n`),
    'header/too-long',
  ],
  'utf-16': [Buffer.from(`\ufeff${withBody('Text.')}`, 'utf16le'), 'file/utf-16'],
  'nul-bytes': [withBody(`a${'\0'.repeat(300)}b`), 'file/control-character'],
}

/** What each hostile thing is told with, by the path of its file below the content folder. */
export const hostileCodes: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(texts).map(([slug, [, code]]) => [`news/2024/${slug}/en.md`, code])),
  'news/2024/a-pipe/en.md': 'file/special',
  'news/2024/a-socket/en.md': 'file/special',
  'news/2024/link-outside/en.md': 'file/link-outside',
  'news/2024/link-to-itself/en.md': 'file/link-nowhere',
  'news/2024/link-to-nothing/en.md': 'file/link-nowhere',
  'news/2024/folder-as-text/en.md': 'file/subfolder',
  'news/2024/case-clash/en.md': 'file/name-clash',
  'news/2024/line\nbreak': 'folder/unsafe-name',
  'news/2024/\u202egnorw': 'folder/unsafe-name',
}

/** Writes everything an enemy may put into a content folder. Returns how to let go of it. */
export async function writeHostileContent(contentDir: string): Promise<() => void> {
  const write = async (path: string, text: string | Buffer) => {
    await mkdir(dirname(join(contentDir, path)), { recursive: true })
    await writeFile(join(contentDir, path), text)
  }
  const place = async (path: string) => {
    await mkdir(dirname(join(contentDir, path)), { recursive: true })
    return join(contentDir, path)
  }
  for (const [slug, [text]] of Object.entries(texts)) await write(`news/2024/${slug}/en.md`, text)
  await promisify(execFile)('mkfifo', [await place('news/2024/a-pipe/en.md')])
  const socket = createServer().listen(await place('news/2024/a-socket/en.md'))
  await once(socket, 'listening')
  await symlink('/etc/passwd', await place('news/2024/link-outside/en.md'))
  await symlink('en.md', await place('news/2024/link-to-itself/en.md'))
  await symlink('nothing.md', await place('news/2024/link-to-nothing/en.md'))
  await symlink('..', await place('news/2024/link-loop/again'))
  await mkdir(await place('news/2024/folder-as-text/en.md'))
  await write('news/2024/case-clash/EN.md', withBody('One.'))
  await write('news/2024/case-clash/en.md', withBody('Other.'))
  await write('news/2024/line\nbreak/en.md', withBody('Text.'))
  await write('news/2024/\u202egnorw/en.md', withBody('Text.'))
  await write('news/2024/decomposed/e\u0301.txt', 'Text.')
  await write('news/2024/decomposed/en.md', withBody('See [it](é.txt).'))
  return () => socket.close()
}
