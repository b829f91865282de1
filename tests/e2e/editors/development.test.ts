import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '#tests/support/browser/browser.ts'
import { releaseFile, writeRelease } from '#tests/support/content/site-content.ts'
import { type RunningSite, startSite } from '#tests/support/site/running-site.ts'

const broken = { slug: 'a-broken-one' }
async function prepare(contentDir: string): Promise<void> {
  await writeRelease(contentDir, { slug: 'a-draft', title: 'A draft of mine', header: ['draft: true'] })
  await writeRelease(contentDir, { slug: 'a-later-one', header: ['date: 2124-06-21 09:00:00'] })
  await writeRelease(contentDir, broken)
  const text = '---\ntitle: Q3 results: revenue up 8%\ndate: 2024-06-21\n---\n\nText.\n'
  await writeFile(join(contentDir, releaseFile(broken)), text)
}

let site: RunningSite
beforeAll(async () => {
  site = await startSite({ prepare, development: true })
})
afterAll(() => site.stop())

const page = async (path: string) => {
  const answer = await fetch(site.origin + path, { redirect: 'manual' })
  return { status: answer.status, html: (await answer.text()).replace(/&#x27;/g, "'").replace(/&quot;/g, '"') }
}

test('in development each page begins with what is wrong, in the words of the command, its own mistakes open', async () => {
  const { status, html } = await page(`/en/news/${broken.slug}`)
  expect(status).toBe(404)
  const [, strip = ''] = /<aside[^>]*aria-label="For editors">(.*?)<\/aside>/s.exec(html) ?? []
  expect(strip).toMatch(/^<p>.*1 error in 1 of 6 releases\. The other 5 are unaffected and still online\./)
  expect(strip).toContain(
    '<p>On this page</p><pre>content/news/2024/a-broken-one/en.md:2:8  error  header/colon-in-value',
  )
  expect(strip).toContain('> 2 | title: Q3 results: revenue up 8%'.replace('>', '&gt;'))
  expect(strip).toContain('draft: remove `draft: true` to publish it')
  expect(strip).toContain('scheduled: goes live 21 Jun 2124 09:00 Asia/Shanghai')
})

test('in development lists hold what waits, with the reason; feeds do not', async () => {
  const list = (await page('/en/news')).html
  for (const words of ['A draft of mine', '>Draft<', 'Scheduled for 21 June 2124, 09:00 (UTC+8)']) {
    expect(list).toContain(words)
  }
  expect((await page('/en/rss.xml')).html).not.toContain('A draft of mine')
})

test('in development the script of a page is no fault to what takes the page over', async () => {
  const browser = await openBrowser()
  try {
    const tab = await browser.newPage()
    const faults: string[] = []
    tab.on('pageerror', ({ message }) => faults.push(message))
    tab.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text())
    })
    await tab.goto(`${site.origin}/en/news`)
    await tab.locator('input[type=search][list]').first().waitFor({ state: 'attached' })
    expect(faults).toEqual([])
  } finally {
    await browser.close()
  }
})
