import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeReleasesOfEveryState } from '#tests/support/content/site-content.ts'
import { rawRequest } from '#tests/support/site/raw-request.ts'
import { type RunningSite, startSite } from '#tests/support/site/running-site.ts'
import { localeTemplates, statusTemplates } from '../templates.ts'

let site: RunningSite
beforeAll(async () => {
  site = await startSite({
    prepare: writeReleasesOfEveryState,
    environment: { SITE_URL: 'https://www.example.com', NOINDEX: 'true' },
  })
})
afterAll(() => site.stop())

const paths = [...localeTemplates, ...statusTemplates, '/', '/en/', '/en/news/old-slug']

test.each(paths)('%s names neither the host that was asked nor this machine', async (path) => {
  const { status, headers, text } = await rawRequest(site.port, [`GET ${path} HTTP/1.1`, 'Host: asked.example:8080'])
  expect(status).toBeLessThan(500)
  expect(`${[...headers].join('\n')}\n${text}`).not.toMatch(/localhost|127\.0\.0\.1|0\.0\.0\.0|asked\.example/)
})

test('every absolute address of a page on this site has the origin of its settings', async () => {
  const { text } = await rawRequest(site.port, ['GET /en/news/weifang-informationization-seminar HTTP/1.1', 'Host: x'])
  expect(text).toContain(
    '<link rel="canonical" href="https://www.example.com/en/news/weifang-informationization-seminar"/>',
  )
})

test('a site on https asks browsers to stay there', async () => {
  const { headers } = await rawRequest(site.port, ['GET /en HTTP/1.1', 'Host: x'])
  expect(headers.get('strict-transport-security')).toMatch(/^max-age=31536000/)
})

test('a staging site is closed to robots on every answer', async () => {
  for (const path of ['/en', '/en/nothing', '/api/health', '/media/pictured-release/pixel.png', '/enhance.js']) {
    const { headers } = await rawRequest(site.port, [`GET ${path} HTTP/1.1`, 'Host: x'])
    expect(headers.get('x-robots-tag')).toContain('noindex')
  }
})
