import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'light-my-request'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '#lib/config.ts'
import type { Release } from '#lib/content/types.ts'
import { silentLog } from '#lib/log.ts'
import type { Newsroom } from '#lib/newsroom.ts'
import { readBrand } from '#lib/publish/brand/brand.ts'
import { openStaticFiles } from '#lib/serve/files/static-files.ts'
import { createHandler } from '#lib/serve/handler.ts'
import type { Rendered } from '#lib/serve/pages/render.ts'
import { withoutPeers } from '#lib/serve/workers/worker-link.ts'
import { edition } from '#tests/support/content/editions.ts'
import { at, release } from '#tests/support/content/releases.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handler-'))
  await mkdir(join(folder, 'content/news/2015/a'), { recursive: true })
  await mkdir(join(folder, 'public'))
  await mkdir(join(folder, '.next/static/chunks'), { recursive: true })
  await writeFile(join(folder, 'content/news/2015/a/en.md'), '---\ntitle: A\n---\n')
  await writeFile(join(folder, 'content/news/2015/a/Opening day.PNG'), 'png')
  await writeFile(join(folder, 'content/news/2015/a/年报 "2015".pdf'), 'pdf')
  await writeFile(join(folder, 'content/news/2015/a/事实.csv'), 'csv')
  await writeFile(join(folder, 'content/news/2015/a/.hidden.png'), 'png')
  await writeFile(join(folder, 'secret.png'), 'secret')
  await symlink(join(folder, 'content/news/2015/a/en.md'), join(folder, 'content/news/2015/a/text.png'))
  await symlink(join(folder, 'secret.png'), join(folder, 'content/news/2015/a/link.png'))
  await writeFile(join(folder, 'public/enhance.js'), '// ours')
  await writeFile(join(folder, 'public/.env'), 'secret')
  await writeFile(join(folder, 'public/icon-192.png'), 'drawn by a company')
  await writeFile(join(folder, '.next/static/chunks/abc.css'), 'body{}')
  await writeFile(join(folder, '.next/static/chunks/abc.js'), 'framework()')
})
afterAll(() => rm(folder, { recursive: true }))

const brand = await readBrand()

type RenderFake = (path: string) => Rendered | Promise<Rendered>
const html = (status: number, text: string): Rendered => ({
  status,
  contentType: 'text/html; charset=utf-8',
  body: Buffer.from(
    `<!DOCTYPE html><html><head></head><body><p>${text}</p><script>self.__next_f=[]</script></body></html>`,
  ),
})
const echo: RenderFake = (path) => html(200, path)

async function ask(
  url: string,
  options: {
    render?: RenderFake
    releases?: readonly Release[]
    method?: 'GET' | 'POST'
    headers?: Readonly<Record<string, string>>
  } = {},
) {
  const { render = echo, releases = [release({ slug: 'a', file: 'news/2015/a/en.md' })], method = 'GET' } = options
  const newsroom = {
    config: readConfig({ CONTENT_DIR: join(folder, 'content') }, folder),
    clock: { now: () => at('2026-11-21 12:00:00') },
    log: silentLog,
    content: { touched: () => 0 },
    brand,
    edition: () => edition({ releases }),
  } as Newsroom
  const { listener } = createHandler({
    newsroom,
    peers: withoutPeers(),
    render: async (path) => render(path),
    staticFiles: await openStaticFiles(folder, {}),
  })
  return await inject(listener, { method, url, headers: { host: 'x', ...options.headers } })
}

test('a page is what Next renders, without its scripts', async () => {
  const answer = await ask('/en/news/a?utm_source=x')
  expect(answer.statusCode).toBe(200)
  expect(answer.body).toContain('<p>/en/news/a</p>')
  expect(answer.body).not.toContain('<script>')
})

test('what Next does not find is answered by the page for missing addresses, which learns the address', async () => {
  const answer = await ask('/zh/about', {
    render: (path) => (path.startsWith('/zh/status/404') ? html(200, path) : html(404, 'an empty shell')),
  })
  expect(answer.statusCode).toBe(404)
  expect(answer.body).toContain('/zh/status/404?address=%2Fzh%2Fabout')
  expect(answer.headers['content-language']).toBe('zh-CN')
})

test('what is gone is answered with 410 by the page that knows the release', async () => {
  const gone = release({ slug: 'a', withdrawn: { date: at('2016-01-01'), kind: 'error' } })
  const answer = await ask('/en/news/a', { releases: [gone] })
  expect(answer.statusCode).toBe(410)
  expect(answer.body).toContain('/en/status/410?slug=a')
})

test.each([
  ['throws', () => Promise.reject(new Error('secret detail'))],
  ['answers 500', () => html(500, 'secret detail')],
  ['leaves a part for scripts', () => html(200, '<template id="B:0"></template>')],
])('a page that %s becomes the error page of its language, without a detail', async (_what, fault) => {
  const answer = await ask('/zh/about', { render: (path) => (path === '/zh/status/500' ? html(200, path) : fault()) })
  expect(answer.statusCode).toBe(500)
  expect(answer.body).toContain('/zh/status/500')
  expect(answer.body).not.toContain('secret detail')
  expect(answer.headers['cache-control']).toBe('no-store')
  expect(answer.headers).toHaveProperty('content-security-policy')
})

test('when nothing can be rendered, readers get a page in both languages', async () => {
  const answer = await ask('/en', { render: () => Promise.reject(new Error('secret detail')) })
  expect(answer.statusCode).toBe(500)
  expect(answer.body).toContain('This page cannot be shown')
  expect(answer.body).toContain('页面暂时无法显示')
  expect(answer.body).not.toContain('secret detail')
})

test('a picture shows in the page, an attachment is saved under its name', async () => {
  const picture = await ask('/media/a/Opening%20day.PNG?w=640')
  expect(picture.statusCode).toBe(200)
  expect(picture.headers['content-type']).toBe('image/png')
  expect(picture.headers).not.toHaveProperty('content-disposition')
  const document = await ask(`/media/a/${encodeURIComponent('年报 "2015".pdf')}`)
  expect(document.headers['content-type']).toBe('application/pdf')
  const table = await ask(`/media/a/${encodeURIComponent('事实.csv')}`)
  expect(table.headers['content-disposition']).toBe(
    `attachment; filename="__.csv"; filename*=UTF-8''%E4%BA%8B%E5%AE%9E.csv`,
  )
})

test.each([
  '/media/a/en.md',
  '/media/a/.hidden.png',
  '/media/a/link.png',
  '/media/a/text.png',
  '/media/a/nothing.png',
  '/media/a/..%2f..%2f..%2fsecret.png',
  '/media/b/Opening%20day.PNG',
  `/media/a/${'a'.repeat(300)}.png`,
])('%s is not served', async (url) => {
  expect((await ask(url)).statusCode).toBe(404)
})

test('the folder of a release that is not public serves nothing', async () => {
  const draft = release({ slug: 'a', file: 'news/2015/a/en.md', draft: true })
  expect((await ask('/media/a/Opening%20day.PNG', { releases: [draft] })).statusCode).toBe(404)
})

test('files of the site and of the build are served, the framework’s scripts and hidden files are not', async () => {
  expect((await ask('/enhance.js')).headers['content-type']).toBe('text/javascript; charset=utf-8')
  expect((await ask('/_next/static/chunks/abc.css')).headers['cache-control']).toContain('immutable')
  for (const url of ['/_next/static/chunks/abc.js', '/.env', '/public/enhance.js']) {
    expect((await ask(url)).statusCode).toBe(404)
  }
})

test('icons are drawn, but for those that the site has as files', async () => {
  const [drawn, given] = [await ask('/favicon.svg'), await ask('/icon-192.png')]
  expect([drawn.headers['content-type'], given.headers['content-type']]).toEqual(['image/svg+xml', 'image/png'])
  expect(drawn.body).toContain(brand.dark.accent)
  expect(given.body).toBe('drawn by a company')
})

test('a page can only be read', async () => {
  const answer = await ask('/en', { method: 'POST' })
  expect(answer.statusCode).toBe(405)
  expect(answer.headers['allow']).toBe('GET, HEAD')
})

test('the webhook is not there while it has no secret', async () => {
  const answer = await ask('/api/refresh', { method: 'POST' })
  expect(answer.statusCode).toBe(404)
  expect(JSON.parse(answer.body)).toMatchObject({ status: 404 })
})

test('what a reader asks of caches does not send a file again that the reader has', async () => {
  const { headers } = await ask('/media/a/Opening%20day.PNG')
  const known = { 'if-none-match': String(headers['etag']), 'cache-control': 'no-cache' }
  expect((await ask('/media/a/Opening%20day.PNG', { headers: known })).statusCode).toBe(304)
})
