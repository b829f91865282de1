import { JSDOM } from 'jsdom'
import type { Page } from 'playwright'
import { beforeAll, expect, test } from 'vitest'
import { visitedSite } from '#tests/support/site/visited-site.ts'
import { startWholeSite } from '#tests/support/site/whole-site.ts'
import { closedPages, indexedPages, localeTemplates } from '../templates.ts'

const visited = visitedSite(startWholeSite)

const addresses = [...indexedPages, ...closedPages.map(([path]) => path), '/en/news/pictured-release']
const read = async (path: string) => await (await fetch(visited.site.origin + path)).text()

test.each(addresses)('%s carries nothing of the framework that runs', async (path) => {
  const text = await read(path)
  expect(text).not.toMatch(/__next_f|self\.__next|<!--|\$RC\(|TURBOPACK/)
  const { document } = new JSDOM(text).window
  const scripts = [...document.querySelectorAll('script')].filter((script) => script.type !== 'application/ld+json')
  expect(
    scripts
      .map((script) => script.getAttribute('src'))
      .filter((source) => !/^\/enhance-[\w-]+\.js$/.test(source ?? '')),
  ).toEqual([])
  expect(document.querySelectorAll('link[rel=stylesheet]')).toHaveLength(1)
  expect([...document.querySelectorAll('link')].filter((link) => /\.js$|^script$/.test(link.href + link.as))).toEqual(
    [],
  )
  expect([...document.querySelectorAll('[style], style')].map((element) => element.outerHTML)).toEqual([])
})

test.each(addresses)('%s is one page in one language, with its facts in the head', async (path) => {
  const text = await read(path)
  const { document } = new JSDOM(text).window
  expect(text.slice(0, 15)).toBe('<!DOCTYPE html>')
  expect(text.slice(0, 1024)).toMatch(/<meta charset="utf-8"/i)
  expect(document.documentElement.lang).toBe(path.startsWith('/zh') ? 'zh-CN' : 'en')
  expect(document.querySelectorAll('main')).toHaveLength(1)
  expect(document.querySelectorAll('h1')).toHaveLength(1)
  expect(document.head.querySelectorAll('title')).toHaveLength(1)
  expect(
    document.body.querySelectorAll('title:not(svg title), meta:not([itemprop]), link[rel=canonical]'),
  ).toHaveLength(0)
  const ids = [...document.querySelectorAll('[id]')].map((element) => element.id)
  expect(ids.filter((id, place) => ids.indexOf(id) !== place)).toEqual([])
})

let readers: readonly Page[]
beforeAll(async () => {
  const open = (javaScriptEnabled: boolean) => visited.browser.newPage({ javaScriptEnabled })
  readers = await Promise.all([open(true), open(false)])
})

test.each(localeTemplates)('%s is complete where scripts are off', async (path) => {
  const body = await read(path)
  const texts = await Promise.all(
    readers.map(async (page) => {
      // The same bytes for both: figures of visits change between two answers.
      await page.route(visited.site.origin + path, (route) =>
        route.fulfill({ body, contentType: 'text/html; charset=utf-8' }),
      )
      await page.goto(visited.site.origin + path)
      return await page.locator('main').ariaSnapshot()
    }),
  )
  // Only roles, the figures of visits and what enhancement adds may differ.
  const words = (text: string | undefined) =>
    new Set(
      (text ?? '')
        .replaceAll(/^\s*- [a-z/]+/gm, '')
        .split(/\s+/)
        .filter((word) => !/\d+\/\d+/.test(word)),
    )
  const [withScript, without] = texts.map(words)
  expect([...(without ?? [])].filter((word) => !withScript?.has(word))).toEqual([])
  expect(without?.size).toBeGreaterThan(5)
})

test('a browser loads a page without one refusal of its policy, one error and one request elsewhere', async () => {
  for (const path of [
    '/en',
    '/zh/news/weifang-informationization-seminar',
    '/en/news/pictured-release',
    '/en/nothing',
  ]) {
    const page = await visited.browser.newPage()
    const complaints: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('404')) complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('request', (request) => {
      if (!request.url().startsWith(visited.site.origin) && !request.url().startsWith('data:'))
        complaints.push(request.url())
    })
    page.on('response', (response) => {
      if (response.status() >= 400 && response.url() !== visited.site.origin + path)
        complaints.push(`${response.status()} ${response.url()}`)
    })
    await page.goto(visited.site.origin + path, { waitUntil: 'networkidle' })
    expect(complaints).toEqual([])
    await page.close()
  }
})

test('every link inside the site leads to a page, without a redirect, and every fragment to a place', async () => {
  const seen = new Map<string, number>()
  const places = new Set<string>()
  const fragments: (readonly [path: string, place: string])[] = []
  const broken: string[] = []
  const waiting = ['/en', '/zh']
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path)) continue
    const answer = await fetch(visited.site.origin + path, { redirect: 'manual' })
    seen.set(path, answer.status)
    if (!answer.headers.get('content-type')?.startsWith('text/html')) continue
    const { document } = new JSDOM(await answer.text(), { url: visited.site.origin + path }).window
    for (const { id } of document.querySelectorAll('[id]')) places.add(`${path}#${id}`)
    for (const link of document.querySelectorAll<HTMLAnchorElement>('a[href]')) {
      const url = new URL(link.href)
      if (url.origin !== visited.site.origin) continue
      if (url.hash.length > 1) fragments.push([path, url.pathname + url.search + decodeURIComponent(url.hash)])
      waiting.push(url.pathname + url.search)
    }
    for (const picture of document.querySelectorAll('img')) waiting.push(new URL(picture.src).pathname)
  }
  for (const [path, status] of seen) if (status !== 200) broken.push(`${status} ${path}`)
  for (const [path, place] of fragments) if (!places.has(place)) broken.push(`${path} → ${place}`)
  expect(fragments.length).toBeGreaterThan(20)
  expect(seen.size).toBeGreaterThan(100)
  expect(broken).toEqual([])
})
