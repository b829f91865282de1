import { post, usualOutcome } from './exchange.ts'
import type { Protocol } from './protocol.ts'

export interface WebSubOptions {
  readonly hub: string
  readonly timeout?: number
}

/** Tells a hub that a feed has changed: `hub.mode=publish`, as hubs agree on where WebSub (W3C, 2018, section 6) leaves it to them. */
export function createWebSub({ hub, timeout }: WebSubOptions): Protocol {
  return {
    batch: 1,
    async send([feed = ''], { now, signal }) {
      const reply = await post({
        url: hub,
        type: 'application/x-www-form-urlencoded',
        body: new URLSearchParams({ 'hub.mode': 'publish', 'hub.url': feed }).toString(),
        now,
        signal,
        secrets: [],
        ...(timeout === undefined ? {} : { timeout }),
      })
      return usualOutcome(reply)
    },
  }
}
