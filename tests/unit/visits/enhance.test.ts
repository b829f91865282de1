import { readFile } from 'node:fs/promises'
import { brotliCompressSync } from 'node:zlib'
import { JSDOM } from 'jsdom'
import { expect, onTestFinished, test, vi } from 'vitest'

const script = await readFile(new URL('../../../public/enhance.js', import.meta.url))

interface Sent {
  readonly url: string
  readonly body: unknown
}

/** What a browser has and jsdom has not; answers are given in turn, `undefined` for a broken network. */
interface Browser {
  readonly html?: string
  readonly visible?: boolean
  readonly prerendering?: boolean
  readonly webdriver?: boolean
  readonly answers?: readonly ({ readonly status: number; readonly body: unknown } | undefined)[]
}

const page = `<main><article>Words</article>
  <span data-visits="seminar" data-count>0/111</span><b data-visits="seminar">0/111</b><i data-visits="other">3/9</i></main>`

const counted = { status: 200, body: { today: 1, total: 1112, counted: true, reason: 'counted' } }

function openPage({
  html = page,
  visible = true,
  prerendering = false,
  webdriver = false,
  answers = [counted],
}: Browser) {
  const dom = new JSDOM(`<!doctype html><html lang="en"><body>${html}</body></html>`, {
    url: 'https://news.example.com/en/news/seminar',
    runScripts: 'outside-only',
    pretendToBeVisual: true,
  })
  onTestFinished(() => dom.window.close())
  const { document, navigator } = dom.window
  const sent: Sent[] = []
  const state = { visible, prerendering }
  const copied: string[] = []
  Object.defineProperty(document, 'visibilityState', { get: () => (state.visible ? 'visible' : 'hidden') })
  Object.defineProperty(document, 'prerendering', { get: () => state.prerendering })
  Object.defineProperty(navigator, 'webdriver', { get: () => webdriver })
  Object.defineProperty(navigator, 'clipboard', {
    value: { writeText: async (text: string) => void copied.push(text) },
  })
  Object.assign(dom.window, {
    setTimeout: (run: () => void) => queueMicrotask(run),
    print: () => copied.push('printed'),
    fetch: async (url: string, init?: { body: string; method: string; keepalive: boolean }) => {
      if (init !== undefined) expect(init).toMatchObject({ method: 'POST', keepalive: true })
      sent.push({ url, body: init === undefined ? undefined : JSON.parse(init.body) })
      const answer = answers[sent.length - 1]
      if (answer === undefined) throw new TypeError('network')
      return { status: answer.status, ok: answer.status < 400, json: async () => answer.body }
    },
  })
  dom.window.eval(`(() => {${script.toString()}})()`)
  const change = (event: string, change: Partial<typeof state>) => {
    Object.assign(state, change)
    document.dispatchEvent(new dom.window.Event(event))
  }
  return { window: dom.window, document, sent, copied, change }
}

const settle = () => new Promise((resolve) => setImmediate(resolve))

test('a visible page counts once and writes the figures wherever the release shows them', async () => {
  const { document, sent } = openPage({})
  await vi.waitFor(() => expect(document.querySelector('span')?.textContent).toBe('1/1,112'))
  expect(document.querySelector('b')?.textContent).toBe('1/1,112')
  expect(document.querySelector('i')?.textContent).toBe('3/9')
  expect(sent).toEqual([{ url: '/api/visits/seminar', body: { event: expect.stringMatching(/^[0-9a-f]{32}$/) } }])
})

test('a prerendered page counts only when it is shown, a hidden tab only when it is seen', async () => {
  const { sent, change } = openPage({ prerendering: true, visible: false })
  await settle()
  expect(sent).toEqual([])
  change('prerenderingchange', { prerendering: false })
  await settle()
  expect(sent).toEqual([])
  change('visibilitychange', { visible: true })
  await vi.waitFor(() => expect(sent).toHaveLength(1))
})

test('a driven browser, and a page without a counted release, count nothing', async () => {
  const driven = openPage({ webdriver: true })
  const list = openPage({ html: '<i data-visits="seminar">0/111</i>' })
  await settle()
  expect([...driven.sent, ...list.sent]).toEqual([])
})

for (const [name, failure] of [
  ['a broken network', undefined],
  ['503', { status: 503, body: {} }],
] as const) {
  test(`${name} is tried again once, with the same event id`, async () => {
    const { document, sent } = openPage({ answers: [failure, counted] })
    await vi.waitFor(() => expect(document.querySelector('span')?.textContent).toBe('1/1,112'))
    expect(sent).toHaveLength(2)
    expect(sent[1]).toEqual(sent[0])
    const given = openPage({ answers: [failure, failure, counted] })
    await vi.waitFor(() => expect(given.sent).toHaveLength(2))
    await settle()
    expect(given.sent).toHaveLength(2)
    expect(given.document.querySelector('span')?.textContent).toBe('0/111')
  })
}

test('unknown figures and errors leave what the page says', async () => {
  for (const answer of [
    { status: 202, body: { today: null, total: null, counted: false, reason: 'spooled' } },
    { status: 404, body: { reason: 'unknown' } },
  ]) {
    const { document, sent } = openPage({ answers: [answer] })
    await vi.waitFor(() => expect(sent).toHaveLength(1))
    await settle()
    expect(document.querySelector('span')?.textContent).toBe('0/111')
  }
})

test('buttons that need a script appear, do their work and say so', async () => {
  const html = `<link rel="canonical" href="https://news.example.com/en/news/seminar"><article>Words</article>
    <ul><li hidden><button data-copy-link="https://news.example.com/x" data-done="Copied">Copy link</button></li></ul>
    <button hidden data-print>Print</button><p role="status" data-status></p>`
  const { document, copied } = openPage({ html })
  const [copy, print] = document.querySelectorAll('button')
  const aloud: (string | null)[] = []
  const status = document.querySelector('p')
  const { MutationObserver } = document.defaultView ?? globalThis
  const observer = new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) aloud.push(node.textContent)
  })
  if (status !== null) observer.observe(status, { childList: true })
  expect(document.querySelector('[hidden]')).toBeNull()
  copy?.click()
  print?.click()
  await vi.waitFor(() => expect(copied).toEqual(['https://news.example.com/x', 'printed']))
  await vi.waitFor(() => expect(aloud).toEqual(['Copied']))
  await vi.waitFor(() => expect([copy?.textContent, status?.textContent]).toEqual(['Copy link', '']))
})

test('the whole script is at most 3 KB of brotli', () => {
  expect(brotliCompressSync(script).length).toBeLessThanOrEqual(3 * 1024)
})

test('while a reader types a search, titles that match are offered', async () => {
  const html = '<form action="/en/search"><input type="search" name="q"></form>'
  const { window, sent } = openPage({ html, answers: [{ status: 200, body: ['A seminar', 'A <b>second</b>'] }] })
  const input = window.document.querySelector('input')
  if (input === null) throw new Error('There is no field')
  input.value = 'semi & co'
  input.dispatchEvent(new window.Event('input'))
  await vi.waitUntil(() => input.list?.options.length === 2)
  expect(sent).toEqual([{ url: 'https://news.example.com/en/search/titles.json?q=semi%20%26%20co', body: undefined }])
  expect([...(input.list?.options ?? [])].map(({ value }) => value)).toEqual(['A seminar', 'A <b>second</b>'])
})

test('letters that an input method makes characters from are not searched for, the characters are', async () => {
  const html = '<form action="/zh/search"><input type="search" name="q"></form>'
  const { window, sent } = openPage({ html, answers: [{ status: 200, body: ['座谈会'] }] })
  const input = window.document.querySelector('input')
  if (input === null) throw new Error('There is no field')
  input.value = 'zuo tan'
  input.dispatchEvent(new window.InputEvent('input', { isComposing: true }))
  input.value = '座谈'
  input.dispatchEvent(new window.InputEvent('input', { isComposing: true }))
  input.dispatchEvent(new window.CompositionEvent('compositionend'))
  await vi.waitUntil(() => input.list?.options.length === 1)
  expect(sent.map(({ url }) => url)).toEqual([
    `https://news.example.com/zh/search/titles.json?q=${encodeURIComponent('座谈')}`,
  ])
})
