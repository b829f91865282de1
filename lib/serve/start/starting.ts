import type { IncomingMessage, RequestListener } from 'node:http'
import { urls } from '#lib/urls.ts'
import { loadingHealth, type Progress } from '../api/health.ts'
import { neverStored } from '../headers.ts'
import type { Page } from '../page.ts'
import { startingHtml } from '../pages/last-resort.ts'
import { sendPage } from '../send-page.ts'

const startingPage: Page = {
  status: 503,
  headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': neverStored, 'retry-after': '5' },
  body: Buffer.from(startingHtml),
}

const isHealth = (request: IncomingMessage) => request.url?.split('?', 1)[0] === urls.health()

/** The request listener of a site that is still reading its content: health with progress, 503 for everything else. */
export function createStartingHandler(
  commonHeaders: Readonly<Record<string, string>>,
  progress: () => Progress,
): RequestListener {
  return (request, response) => {
    for (const [name, value] of Object.entries(commonHeaders)) response.setHeader(name, value)
    sendPage(request, response, isHealth(request) ? loadingHealth(progress()) : startingPage).catch(() =>
      response.destroy(),
    )
  }
}
