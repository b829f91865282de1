import { once } from 'node:events'
import { mkdir, rm, truncate, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { setImmediate as turn } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { readConfig } from '#lib/config.ts'
import { type Log, silentLog } from '#lib/log.ts'
import { kitFileNames } from '#lib/publish/sharing/press-kit.ts'
import { answerPressKit } from '#lib/serve/press-kit/answer-press-kit.ts'
import type { KitContents } from '#lib/serve/press-kit/contents.ts'
import { openZip } from '#lib/serve/press-kit/zip.ts'
import { edition } from '#tests/support/content/editions.ts'
import { at, publicRelease, release } from '#tests/support/content/releases.ts'
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts'

const text = { name: 'seminar/en.txt', bytes: Buffer.from('Seminar') }
const noBody = { html: '', text: '', markdown: '', headings: [], images: [], readingMinutes: 1 }

const contentsOf = (entries: KitContents['entries']): KitContents => ({
  entries,
  date: at('2015-12-16 08:54:42'),
  hash: 'hash',
})

test.each([
  ['Asia/Shanghai', [2015, 12, 16, 8, 54, 42]],
  ['America/New_York', [2015, 12, 15, 19, 54, 42]],
] as const)('a file in the ZIP file has the wall clock of the release in %s as its time', async (zone, expected) => {
  const zip = openZip(contentsOf([text]), zone, (error) => expect.unreachable(String(error)))
  const bytes = await buffer(zip.stream)
  const directory = bytes.indexOf(Buffer.from('PK\x01\x02', 'latin1'))
  const [time, date] = [bytes.readUInt16LE(directory + 12), bytes.readUInt16LE(directory + 14)]
  const day = [(date >> 9) + 1980, (date >> 5) & 0xf, date & 0x1f]
  expect([...day, time >> 11, (time >> 5) & 0x3f, (time & 0x1f) * 2]).toEqual(expected)
})

test('the next file is not opened when a ZIP file is closed between two', async () => {
  const first = join(await makeTemporaryFolder(), 'first.csv')
  await writeFile(first, 'city\n')
  let opened = 0
  const next = {
    name: 'seminar/next.csv',
    size: 5,
    modified: 0,
    get path() {
      opened += 1
      return first
    },
  }
  const zip = openZip(
    contentsOf([{ name: 'seminar/first.csv', size: 5, modified: 0, path: first }, next]),
    'Asia/Shanghai',
    (error) => expect.unreachable(String(error)),
  )
  await new Promise<void>((resolve) => {
    zip.stream.on('data', (part: Buffer) => {
      if (!part.includes(next.name)) return
      zip.close()
      resolve()
    })
  })
  await turn()
  expect(opened).toBe(0)
})

test.each([
  ['is gone', (folder: string) => rm(join(folder, 'second.pdf'))],
  ['is shorter', (folder: string) => truncate(join(folder, 'first.csv'), 10)],
] as const)('an answer is cut off, and the log says why, when a file %s in the middle of it', async (_name, harm) => {
  const contentDir = await makeTemporaryFolder()
  const folder = join(contentDir, 'news/2015/seminar')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'first.csv'), Buffer.alloc(20_000_000))
  await writeFile(join(folder, 'second.pdf'), 'pdf')
  const offered = (file: string) => ({ file, title: file, size: 1 })
  const downloads = [offered('first.csv'), offered('second.pdf')]
  const logged: string[] = []
  const log: Log = { ...silentLog, error: (event) => logged.push(event) }
  const shown = edition({ releases: [release({ slug: 'seminar', downloads })] })
  const newsroom = {
    edition: () => shown,
    config: readConfig({ CONTENT_DIR: contentDir, SITE_URL: 'https://news.example.com' }, contentDir),
    content: { body: async () => noBody },
    clock: { now: () => at('2026-11-21 12:00:00') },
    log,
  }
  let answered: Promise<boolean> | undefined
  const server = createServer((request, response) => {
    answered = answerPressKit(request, response, { kind: 'press-kit', locale: 'en', slug: 'seminar' }, newsroom)
  })
  await once(server.listen(0), 'listening')
  onTestFinished(() => void server.close())
  const reader = connect((server.address() as AddressInfo).port)
  onTestFinished(() => void reader.destroy())
  reader.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
  await once(reader, 'data')
  reader.pause()
  await harm(folder)
  reader.resume()
  await once(reader, 'close')
  expect(await answered).toBe(true)
  expect(logged).toEqual(['serve.press-kit-failed'])
})

test('of the files that a text links to only those of its own release lie in its kit', () => {
  const links = ['/media/seminar/own.pdf', '/media/another/foreign.pdf', '/en/news/another', 'https://a.example/b.pdf']
  const html = links.map((href) => `<a href="${href}">x</a>`).join('')
  const version = { release: publicRelease({ slug: 'seminar' }), body: { ...noBody, html } }
  expect(kitFileNames([version])).toEqual(['own.pdf'])
})
