import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readlink, realpath, rm, utimes, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { inject } from 'light-my-request'
import { expect, onTestFinished, test } from 'vitest'
import { readConfig } from '#lib/config.ts'
import { ifThere } from '#lib/errors.ts'
import { silentLog } from '#lib/log.ts'
import { openNewsroom } from '#lib/newsroom.ts'
import { kitSize } from '#lib/publish/sharing/press-kit.ts'
import { openStaticFiles } from '#lib/serve/files/static-files.ts'
import { createHandler } from '#lib/serve/handler.ts'
import { answerPressKit } from '#lib/serve/press-kit/answer-press-kit.ts'
import { nameGiver, safeName } from '#lib/serve/press-kit/names.ts'
import { withoutPeers } from '#lib/serve/workers/worker-link.ts'
import { at } from '#tests/support/content/releases.ts'
import { onePixel, writeRelease } from '#tests/support/content/site-content.ts'
import { testWith } from '#tests/support/needs.ts'
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts'
import { until } from '#tests/support/until.ts'

const noon = at('2026-11-21 12:00:00')
const kit = '/en/news/seminar/press-kit.zip'
const header = ['date: 2015-12-16 08:54:43', 'downloads:', '  - file: facts.csv', '    title: The facts']
const body = 'The seminar opened; see the [programme](programme.pdf).\n\n![One pixel](pixel.png)'

/** The real handler over one release in two languages with its files, and a clock that the test moves. */
async function openSite(more: readonly string[] = []) {
  const folder = await makeTemporaryFolder()
  const contentDir = join(folder, 'content')
  const release = join(contentDir, 'news/2015/seminar')
  await mkdir(join(folder, 'public'))
  await mkdir(join(folder, '.next/static/chunks'), { recursive: true })
  await writeFile(join(folder, 'public/enhance.js'), '// ours')
  await writeFile(join(folder, '.next/static/chunks/abc.css'), 'body{}')
  await writeRelease(contentDir, { slug: 'seminar', title: 'Seminar', header: [...header, ...more], body })
  await writeRelease(contentDir, {
    slug: 'seminar',
    locale: 'zh',
    title: '座谈会',
    header: [...header, ...more],
    body: '会议召开。',
  })
  const files = {
    'pixel.png': onePixel,
    'facts.csv': 'city\nJinan\n',
    'programme.pdf': 'pdf',
    'not-used.png': onePixel,
  }
  for (const [name, bytes] of Object.entries(files)) {
    await writeFile(join(release, name), bytes)
    await utimes(join(release, name), 1e9, 1e9)
  }
  const facts = { name: 'News', tagline: 'All of it' }
  const lines = Object.entries(facts).map(([key, text]) => `${key}: { en: ${text}, zh: ${text} }`)
  await writeFile(
    join(contentDir, 'site.yaml'),
    [...lines, 'timeZone: Asia/Shanghai', 'defaultLocale: en', ''].join('\n'),
  )
  await writeFile(join(contentDir, 'categories.yaml'), 'policy: { en: Policy, zh: 政策 }\n')
  let now = noon
  const environment = { CONTENT_DIR: contentDir, DATA_DIR: join(folder, 'data'), VISITS_STORE: 'memory' }
  const newsroom = await openNewsroom(readConfig({ ...environment, SITE_URL: 'https://news.example.com' }, folder), {
    clock: { now: () => now },
    log: silentLog,
  })
  onTestFinished(() => newsroom.close())
  const html = '<!DOCTYPE html><html><head></head><body></body></html>'
  const { listener } = createHandler({
    newsroom,
    peers: withoutPeers(),
    render: async () => ({ status: 200, contentType: 'text/html; charset=utf-8', body: Buffer.from(html) }),
    staticFiles: await openStaticFiles(folder, {}),
  })
  return {
    newsroom,
    release,
    ask: (url = kit, method: 'GET' | 'HEAD' = 'GET', headers = {}) =>
      inject(listener, { method, url, headers: { host: 'x', ...headers } }),
    setClock(instant: number) {
      now = instant
    },
  }
}

/** The files of a ZIP file without compression, by its central directory; each against its sum. */
function unzip(zip: Buffer) {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  const entries: { name: string; utf8: boolean; text: Buffer }[] = []
  let place = zip.readUInt32LE(end + 16)
  for (let count = zip.readUInt16LE(end + 10); count > 0; count--) {
    const [nameLength, extra, comment] = [28, 30, 32].map((at) => zip.readUInt16LE(place + at))
    const start = zip.readUInt32LE(place + 42)
    const data = start + 30 + zip.readUInt16LE(start + 26) + zip.readUInt16LE(start + 28)
    const text = zip.subarray(data, data + zip.readUInt32LE(place + 24))
    expect(crc32(text)).toBe(zip.readUInt32LE(place + 16))
    const name = zip.subarray(place + 46, place + 46 + (nameLength ?? 0)).toString('utf8')
    entries.push({ name, utf8: (zip.readUInt16LE(place + 8) & 0x800) !== 0, text })
    place += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0)
  }
  return entries
}

test('a press kit holds the texts of every language and the files that they use, as they were handed in', async () => {
  const { ask } = await openSite()
  const answer = await ask()
  const entries = unzip(answer.rawPayload)
  expect(entries.map(({ name }) => name)).toEqual([
    'seminar/en.md',
    'seminar/en.txt',
    'seminar/zh.md',
    'seminar/zh.txt',
    'seminar/facts.csv',
    'seminar/pixel.png',
    'seminar/programme.pdf',
  ])
  expect(entries.every(({ utf8 }) => utf8)).toBe(true)
  expect(entries.find(({ name }) => name === 'seminar/pixel.png')?.text).toEqual(onePixel)
  expect(entries[0]?.text.toString()).toContain('![One pixel](pixel.png)')
  expect(entries[3]?.text.toString()).toBe(
    '座谈会\n\n日期：2015-12-16 08:54:43 (Asia/Shanghai)\nhttps://news.example.com/zh/news/seminar\n\n会议召开。\n',
  )
  expect(answer.headers).toMatchObject({
    'content-type': 'application/zip',
    'content-length': String(answer.rawPayload.length),
    'content-disposition': 'attachment; filename="seminar.zip"',
    'x-robots-tag': 'noindex',
    link: '<https://news.example.com/en/news/seminar>; rel="canonical"',
  })
})

test('a press kit is the same bytes each time and in each language, and another when a file is', async () => {
  const { ask, release, setClock } = await openSite()
  const first = await ask()
  setClock(noon + 3_600_000)
  const again = await ask('/zh/news/seminar/press-kit.zip')
  expect(again.rawPayload.equals(first.rawPayload)).toBe(true)
  expect(again.headers['etag']).toBe(first.headers['etag'])
  await writeFile(join(release, 'facts.csv'), 'city\nWeifang\n')
  const other = await ask()
  expect(other.rawPayload.equals(first.rawPayload)).toBe(false)
  expect(other.headers['etag']).not.toBe(first.headers['etag'])
})

test('who has a press kit already gets no second one, and HEAD tells its length alone', async () => {
  const { ask } = await openSite()
  const whole = await ask()
  const known = await ask(kit, 'GET', { 'if-none-match': whole.headers['etag'] })
  expect([known.statusCode, known.rawPayload.length]).toEqual([304, 0])
  const head = await ask(kit, 'HEAD')
  expect([head.statusCode, head.rawPayload.length]).toEqual([200, 0])
  expect(head.headers['content-length']).toBe(String(whole.rawPayload.length))
})

test.each([
  ['a draft', ['draft: true'], 404],
  ['one taken back as an error', ['withdrawn: { date: 2020-01-01, kind: error }'], 410],
  ['one that has expired', ['expires: 2020-01-01'], 410],
] as const)('the press kit of %s answers as its page does', async (_name, more, status) => {
  const { ask } = await openSite(more)
  expect((await ask()).statusCode).toBe(status)
})

test('a press kit comes at the second of the publication', async () => {
  const { ask, setClock } = await openSite()
  setClock(at('2015-12-16 08:54:43') - 1)
  expect((await ask()).statusCode).toBe(404)
  setClock(at('2015-12-16 08:54:43'))
  expect((await ask()).statusCode).toBe(200)
})

test('the name of a press kit has one spelling', async () => {
  const { ask } = await openSite()
  expect((await ask('/en/news/seminar/Press-Kit.zip')).headers['location']).toBe(kit)
  expect((await ask('/en/news/nothing/press-kit.zip')).statusCode).toBe(404)
})

test('a language that the release has not has no press kit', async () => {
  const { ask, newsroom, release } = await openSite()
  await rm(join(release, 'zh.md'))
  await newsroom.content.refresh()
  expect((await ask('/zh/news/seminar/press-kit.zip')).statusCode).toBe(404)
  expect((await ask()).statusCode).toBe(200)
})

testWith(existsSync('/proc/self/fd'))('a file is closed when its reader leaves in the middle of it', async () => {
  const { newsroom, release } = await openSite()
  const file = await realpath(join(release, 'facts.csv'))
  await writeFile(file, Buffer.alloc(20_000_000))
  const isOpen = async () => {
    const open = await Promise.all(
      (await readdir('/proc/self/fd')).map((fd) => ifThere(readlink(`/proc/self/fd/${fd}`))),
    )
    return open.includes(file)
  }
  const server = createServer((request, response) => {
    void answerPressKit(request, response, { kind: 'press-kit', locale: 'en', slug: 'seminar' }, newsroom)
  })
  await once(server.listen(0), 'listening')
  onTestFinished(() => void server.close())
  const reader = connect((server.address() as AddressInfo).port)
  reader.write(`GET ${kit} HTTP/1.1\r\nHost: x\r\n\r\n`)
  await once(reader, 'data')
  reader.pause()
  await until('the file is being read', async () => ((await isOpen()) ? true : undefined))
  reader.destroy()
  await until('the file is closed', async () => ((await isOpen()) ? undefined : true))
})

test('a file that is gone when it would be packed is left out', async () => {
  const { ask, release } = await openSite()
  await rm(join(release, 'pixel.png'))
  const names = unzip((await ask()).rawPayload).map(({ name }) => name)
  expect(names).toContain('seminar/programme.pdf')
  expect(names).not.toContain('seminar/pixel.png')
})

test('an answer ends, and opens no file, when its reader leaves while the kit is put together', async () => {
  const { newsroom } = await openSite()
  let arrived = () => {}
  const hasArrived = new Promise<void>((resolve) => {
    arrived = resolve
  })
  let answered: Promise<boolean> | undefined
  const server = createServer((request, response) => {
    const hasLeft = once(response, 'close')
    const body: typeof newsroom.content.body = async (release) => {
      arrived()
      await hasLeft
      return await newsroom.content.body(release)
    }
    const content = { ...newsroom.content, body }
    answered = answerPressKit(
      request,
      response,
      { kind: 'press-kit', locale: 'en', slug: 'seminar' },
      { ...newsroom, content },
    )
  })
  await once(server.listen(0), 'listening')
  onTestFinished(() => void server.close())
  const reader = connect((server.address() as AddressInfo).port)
  reader.write(`GET ${kit} HTTP/1.1\r\nHost: x\r\n\r\n`)
  await hasArrived
  reader.destroy()
  expect(await answered).toBe(true)
})

test.each([
  ['opening.jpg', 'opening.jpg'],
  ['开幕.jpg', '开幕.jpg'],
  ['../../etc/passwd', '__.._etc_passwd'],
  ['..\\..\\boot.ini', '__.._boot.ini'],
  ['/absolute.pdf', '_absolute.pdf'],
  ['c:evil.png', 'c_evil.png'],
  ['CON.pdf', '_CON.pdf'],
  ['what?.pdf', 'what_.pdf'],
  ['photo\u202egpj.pdf', 'photo_gpj.pdf'],
  ['.hidden', '_hidden'],
  ['a. . ', 'a'],
  ['', '_'],
])('the file name "%s" can be unpacked anywhere as "%s"', (name, safe) => {
  expect(safeName(name)).toBe(safe)
})

test('a long name is cut between characters and keeps its extension', () => {
  const safe = safeName(`${'图'.repeat(200)}.jpeg`)
  expect(safe).toMatch(/^图+\.jpeg$/)
  expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(200)
})

test('no two files of a kit have one name, nor names that differ by capitals', () => {
  const give = nameGiver()
  expect(['a?.jpg', 'a*.jpg', 'A_.JPG', 'a_-2.jpg'].map(give)).toEqual(['a_.jpg', 'a_-2.jpg', 'A_-3.JPG', 'a_-2-2.jpg'])
})

test('the size that a page states is what the kit’s texts and files weigh', async () => {
  const { ask, newsroom } = await openSite()
  const entries = unzip((await ask()).rawPayload)
  const edition = newsroom.edition()
  const versions = async () =>
    await Promise.all(
      (['en', 'zh'] as const).flatMap((locale) => {
        const release = edition.locales[locale].bySlug.get('seminar')
        return release === undefined ? [] : [newsroom.content.body(release).then((body) => ({ release, body }))]
      }),
    )
  const [en, zh] = await versions()
  if (en === undefined || zh === undefined) throw new Error('The release has two versions')
  const whole = entries.reduce((sum, { text }) => sum + text.length, 0)
  const size = (html: string) =>
    kitSize([{ ...en, body: { ...en.body, html } }, zh], edition, 'https://news.example.com')
  expect(size(en.body.html), 'a text links to a file of unknown weight').toBeUndefined()
  const withoutProgramme = whole - 'pdf'.length
  expect(size(en.body.html.replace(/<a href="\/media[^>]*>/, '<a>'))).toBe(withoutProgramme)
})
