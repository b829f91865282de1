import { absoluteUrl, urls } from '#lib/urls.ts'
import { post, usualOutcome } from './exchange.ts'
import type { Protocol } from './protocol.ts'

export interface IndexNowOptions {
  readonly siteUrl: string
  readonly key: string
  readonly endpoint?: string
  readonly timeout?: number
}

/** Passes what it gets on to every search engine that takes part. */
const usualEndpoint = 'https://api.indexnow.org/indexnow'

/**
 * IndexNow (indexnow.org/documentation): addresses that came, changed or went. 200 and 202 mean taken, 429 later; 400, 403 and
 * 422 (bad form, key not found at its address, foreign addresses) stay as they are.
 */
export function createIndexNow({ siteUrl, key, endpoint = usualEndpoint, timeout }: IndexNowOptions): Protocol {
  return {
    batch: 10_000,
    async send(urlList, { now, signal }) {
      const keyLocation = absoluteUrl(siteUrl, urls.keyFile(key))
      const reply = await post({
        url: endpoint,
        type: 'application/json; charset=utf-8',
        body: JSON.stringify({ host: new URL(siteUrl).host, key, keyLocation, urlList }),
        now,
        signal,
        secrets: [key],
        ...(timeout === undefined ? {} : { timeout }),
      })
      return usualOutcome(reply)
    },
  }
}
