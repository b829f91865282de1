import { z } from 'zod'
import { parseJson } from '#lib/json.ts'
import { nextMidnight } from '#lib/time-zone.ts'
import { post, type Reply, usualOutcome } from './exchange.ts'
import type { Outcome, Protocol } from './protocol.ts'

export interface BaiduOptions {
  readonly siteUrl: string
  readonly token: string
  readonly endpoint?: string
  readonly timeout?: number
}

const usualEndpoint = 'http://data.zz.baidu.com/urls'

/** Baidu counts a day's quota by the clocks of China, wherever the site is. */
const quotaZone = 'Asia/Shanghai'

const success = z.object({
  success: z.number().int().nonnegative(),
  remain: z.number().int().optional(),
  not_same_site: z.array(z.string()).default([]),
  not_valid: z.array(z.string()).default([]),
})

/** Baidu says how many it took, not which: the first of those that it did not refuse. */
function readSuccess(reply: Reply & { readonly text: string }, urls: readonly string[], now: number): Outcome {
  const { words: answer } = reply
  const parsed = success.safeParse(parseJson(reply.text)).data
  if (parsed === undefined) return { kind: 'later', answer }
  const whyNot = (url: string) =>
    parsed.not_same_site.includes(url) ? 'not_same_site' : parsed.not_valid.includes(url) ? 'not_valid' : undefined
  const refused = new Map(
    urls.flatMap((url) => {
      const why = whyNot(url)
      return why === undefined ? [] : [[url, why] as const]
    }),
  )
  const left = urls.filter((url) => !refused.has(url)).slice(parsed.success)
  const midnight = nextMidnight(now, quotaZone)
  if (left.length > 0 && parsed.success === 0 && refused.size === 0) {
    return { kind: 'later', answer, ...(parsed.remain === 0 ? { resume: midnight } : {}) }
  }
  return { kind: 'sent', answer, refused, left, ...(parsed.remain === 0 ? { resume: midnight } : {}) }
}

/**
 * Baidu's link submission (普通收录, API 提交): addresses that can be read, one a line. 200 tells what was taken; 400 with
 * "over quota" or "only 2000 urls are allowed once" wants fewer; other 4xx stay as they are; 500 passes.
 */
export function createBaidu({ siteUrl, token, endpoint = usualEndpoint, timeout }: BaiduOptions): Protocol {
  return {
    batch: 2000,
    async send(urls, { now, signal }) {
      const reply = await post({
        url: `${endpoint}?site=${siteUrl}&token=${encodeURIComponent(token)}`,
        type: 'text/plain',
        body: urls.join('\n'),
        now,
        signal,
        secrets: [token],
        ...(timeout === undefined ? {} : { timeout }),
      })
      if (reply.status === 200) return readSuccess(reply, urls, now)
      if (reply.status === 400 && /over quota|only 2000 urls/.test(reply.text))
        return { kind: 'too-many', answer: reply.words, resume: nextMidnight(now, quotaZone) }
      return usualOutcome(reply)
    },
  }
}
