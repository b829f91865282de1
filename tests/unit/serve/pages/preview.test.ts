import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inject } from 'light-my-request'
import { expect, test } from 'vitest'
import { readConfig } from '#lib/config.ts'
import { buildCatalogue } from '#lib/content/catalogue.ts'
import { buildEdition } from '#lib/content/edition.ts'
import type { Release } from '#lib/content/types.ts'
import { createLog } from '#lib/log.ts'
import type { Newsroom } from '#lib/newsroom.ts'
import { revocationsFile, revokePreviews } from '#lib/preview/revocations.ts'
import { buildPreviewToken, type PreviewClaim } from '#lib/preview/token.ts'
import { openStaticFiles } from '#lib/serve/files/static-files.ts'
import { createHandler } from '#lib/serve/handler.ts'
import { signMedia } from '#lib/serve/pages/preview.ts'
import { withoutPeers } from '#lib/serve/workers/worker-link.ts'
import { at, release, site } from '#tests/support/content/releases.ts'
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts'

const secret = 'a secret of the tests'
const noon = at('2026-11-21 12:00:00')
const tokenFor = (claim: Partial<PreviewClaim> = {}, key = secret) =>
  buildPreviewToken({ slug: 'a', locale: 'en', expires: noon + 1000, issued: noon - 1, nonce: 'n', ...claim }, key)

const body =
  '<img src="/media/a/one.png" srcset="/media/a/one.png?w=320 320w, /media/a/one.png?w=640 640w"><a href="/media/b/x.pdf">/media/a/</a>'

interface SiteOptions {
  readonly release?: Partial<Release>
  readonly environment?: Readonly<Record<string, string>>
}

/** The real handler over one release, a fake renderer, and a clock that the test moves. */
async function openSite({
  release: fields = { draft: true },
  environment = { PREVIEW_SECRET: secret },
}: SiteOptions = {}) {
  const folder = await makeTemporaryFolder()
  const content = join(folder, 'content/news/2015/a')
  await mkdir(content, { recursive: true })
  await mkdir(join(folder, 'public'))
  await mkdir(join(folder, '.next/static/chunks'), { recursive: true })
  await writeFile(join(folder, 'public/enhance.js'), '// ours')
  await writeFile(join(folder, '.next/static/chunks/abc.css'), 'body{}')
  await writeFile(join(content, 'one.png'), 'png')
  await writeFile(join(content, 'en.md'), 'text')
  const catalogue = buildCatalogue(site(), [release({ slug: 'a', file: 'news/2015/a/en.md', ...fields })])
  let now = noon
  const newsroom = {
    config: readConfig({ CONTENT_DIR: join(folder, 'content'), ...environment }, folder),
    clock: { now: () => now },
    log: createLog('error', () => undefined),
    content: { catalogue: () => catalogue, touched: () => 0 },
    edition: () => buildEdition(catalogue, now),
  } as Newsroom
  const rendered: string[] = []
  const { listener } = createHandler({
    newsroom,
    peers: withoutPeers(),
    render: async (path) => {
      rendered.push(path)
      const html = `<!DOCTYPE html><html><head></head><body>${path.includes('/status/') ? 'status' : body}</body></html>`
      return { status: 200, contentType: 'text/html; charset=utf-8', body: Buffer.from(html) }
    },
    staticFiles: await openStaticFiles(folder, {}),
  })
  return {
    dataDir: newsroom.config.dataDir,
    rendered,
    ask: (url: string, method: 'GET' | 'HEAD' = 'GET') => inject(listener, { method, url, headers: { host: 'x' } }),
    setNow(instant: number) {
      now = instant
    },
  }
}

test.each([
  ['a draft', { draft: true }],
  ['a scheduled release', { date: noon + 5000 }],
  ['an embargoed release', { date: noon + 5000, embargo: true }],
])('the link shows %s, for one person and to be kept by nobody', async (_what, fields) => {
  const { ask } = await openSite({ release: fields })
  const token = tokenFor()
  const answer = await ask(`/en/preview/${token}`)
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['cache-control']).toBe('private, no-store')
  expect(answer.headers['x-robots-tag']).toBe('noindex')
  expect(answer.headers['content-language']).toBe('en')
  expect(answer.body).toContain(
    `<img src="/media/a/one.png?preview=${token}" srcset="/media/a/one.png?w=320&amp;preview=${token} 320w, /media/a/one.png?w=640&amp;preview=${token} 640w">`,
  )
  expect(answer.body).toContain('<a href="/media/b/x.pdf">/media/a/</a>')
})

test('a preview is rendered each time', async () => {
  const { ask, rendered } = await openSite()
  const path = `/en/preview/${tokenFor()}`
  await ask(path)
  await ask(path)
  expect(rendered).toEqual([path, path])
})

test.each([
  ['of another secret', tokenFor({}, 'another secret of tests')],
  ['that has expired', tokenFor({ expires: noon })],
  ['of the other language', tokenFor({ locale: 'zh' })],
  ['of a release that is not there', tokenFor({ slug: 'b' })],
  ['of the wrong form', 'x'],
])('a link %s is a missing page that nobody keeps', async (_what, token) => {
  const { ask, rendered } = await openSite()
  const answer = await ask(`/en/preview/${token}`)
  expect(answer.statusCode).toBe(404)
  expect(answer.headers['cache-control']).toBe('private, no-store')
  expect(rendered.every((path) => path.startsWith('/en/status/404?'))).toBe(true)
  expect((await ask(`/media/a/one.png?preview=${token}`)).statusCode).toBe(404)
})

test('without a secret there are no previews, whatever the link', async () => {
  const { ask } = await openSite({ environment: {} })
  expect((await ask(`/en/preview/${tokenFor()}`)).statusCode).toBe(404)
})

test('the link dies at its second', async () => {
  const { ask, setNow } = await openSite()
  const path = `/en/preview/${tokenFor()}`
  setNow(noon + 999)
  expect((await ask(path)).statusCode).toBe(200)
  setNow(noon + 1000)
  expect((await ask(path)).statusCode).toBe(404)
})

test('at publication the link leads to the public page', async () => {
  const { ask, setNow } = await openSite({ release: { date: noon + 500, embargo: true } })
  const path = `/en/preview/${tokenFor()}`
  setNow(noon + 499)
  expect((await ask(path)).statusCode).toBe(200)
  setNow(noon + 500)
  const answer = await ask(path)
  expect(answer.statusCode).toBe(302)
  expect(answer.headers['location']).toBe('/en/news/a')
  expect(answer.headers['cache-control']).toBe('private, no-store')
})

test('a link opens the files of its own release and of no other', async () => {
  const { ask } = await openSite()
  expect((await ask(`/media/a/one.png?preview=${tokenFor()}`)).statusCode).toBe(200)
  expect((await ask(`/media/b/one.png?preview=${tokenFor()}`)).statusCode).toBe(404)
})

test('a link opens no file of a release that was published and taken back', async () => {
  const { ask } = await openSite({ release: { withdrawn: { date: noon - 5, kind: 'error' } } })
  expect((await ask(`/media/a/one.png?preview=${tokenFor()}`)).statusCode).toBe(404)
})

test('a revoked link is dead at once; one made later works', async () => {
  const { ask, dataDir } = await openSite()
  const path = `/en/preview/${tokenFor()}`
  expect((await ask(path)).statusCode).toBe(200)
  await revokePreviews(dataDir, 'a', noon)
  expect((await ask(path)).statusCode).toBe(404)
  expect((await ask(`/media/a/one.png?preview=${tokenFor()}`)).statusCode).toBe(404)
  expect((await ask(`/en/preview/${tokenFor({ issued: noon })}`)).statusCode).toBe(404)
  expect((await ask(`/en/preview/${tokenFor({ issued: noon + 1 })}`)).statusCode).toBe(200)
  await revokePreviews(dataDir, 'b', noon)
  expect((await ask(path)).statusCode).toBe(404)
})

test('while the list of revoked links cannot be read, no preview is shown', async () => {
  const { ask, dataDir } = await openSite()
  await mkdir(dataDir, { recursive: true })
  await writeFile(revocationsFile(dataDir), '{')
  const answer = await ask(`/en/preview/${tokenFor()}`)
  expect(answer.statusCode).toBe(500)
  expect(answer.body).not.toContain('/media/a')
})

test('files of an unpublished release open with the link alone, and are kept by nobody', async () => {
  const { ask } = await openSite()
  expect((await ask('/media/a/one.png')).statusCode).toBe(404)
  const answer = await ask(`/media/a/one.png?w=640&preview=${tokenFor()}`)
  expect(answer.statusCode).toBe(200)
  expect(answer.body).toBe('png')
  expect(answer.headers['cache-control']).toBe('private, no-store')
  expect(answer.headers['x-robots-tag']).toBe('noindex')
  expect((await ask('/media/a/one.png')).statusCode).toBe(404)
  expect((await ask(`/media/a/en.md?preview=${tokenFor()}`)).statusCode).toBe(404)
  expect((await ask(`/media/a/one.png?preview=${tokenFor({ slug: 'b' })}`)).statusCode).toBe(404)
})

test('another spelling of the address leads to the right one, and is kept by nobody', async () => {
  const { ask } = await openSite()
  const answer = await ask(`/EN//preview/${tokenFor()}/`)
  expect(answer.statusCode).toBe(301)
  expect(answer.headers['location']).toBe(`/en/preview/${tokenFor()}`)
  expect(answer.headers['cache-control']).toBe('private, no-store')
})

test('HEAD of a preview is GET without its body', async () => {
  const { ask } = await openSite()
  const answer = await ask(`/en/preview/${tokenFor()}`, 'HEAD')
  expect([answer.statusCode, answer.body]).toEqual([200, ''])
})

test('only addresses of the release are signed, and only in attributes', () => {
  const html = '<p>/media/a/x</p><a href="/media/a-b/x.pdf">x</a><a href="/media/a/x.pdf" title="/media/a/x">x</a>'
  expect(signMedia(html, 'a', 'T')).toBe(
    '<p>/media/a/x</p><a href="/media/a-b/x.pdf">x</a><a href="/media/a/x.pdf?preview=T" title="/media/a/x">x</a>',
  )
})
