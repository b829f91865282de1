import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { jsonAnswer, problemAnswer } from '#lib/json-answer.ts'
import type { Newsroom } from '#lib/newsroom.ts'
import type { Page } from '../page.ts'
import type { Peers } from '../workers/worker-link.ts'

/** Largest push event that is read; git hosts send at most 25 MB. */
const largestEvent = 25 * 1024 * 1024

/** Whether `given`, the value of `X-Hub-Signature-256`, is `sha256=` and the hexadecimal digest. Takes the same time for every wrong digest. */
function isSignature(given: string | undefined, digest: Buffer): boolean {
  const [, hexadecimal] = /^sha256=([0-9a-f]{64})$/i.exec(given ?? '') ?? []
  return hexadecimal !== undefined && timingSafeEqual(Buffer.from(hexadecimal, 'hex'), digest)
}

/** Answers a git host's push webhook: reads the content again when the body is signed with the secret. */
export async function answerRefresh(
  request: IncomingMessage,
  {
    newsroom,
    peers,
  }: { readonly newsroom: Pick<Newsroom, 'content' | 'log'>; readonly peers: Pick<Peers, 'refreshed'> },
  secret: string,
): Promise<Page> {
  const hmac = createHmac('sha256', secret)
  let size = 0
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue
    size += chunk.length
    if (size > largestEvent) return problemAnswer(413, 'The event is larger than 25 MB.', { connection: 'close' })
    hmac.update(chunk)
  }
  const given = request.headers['x-hub-signature-256']
  if (!isSignature(Array.isArray(given) ? given[0] : given, hmac.digest())) {
    newsroom.log.warn('refresh.refused', { reason: 'signature' })
    return problemAnswer(403, 'The X-Hub-Signature-256 header does not match the body.')
  }
  peers.refreshed()
  await newsroom.content.refresh()
  newsroom.log.info('refresh.done')
  return jsonAnswer(200, { status: 'refreshed' })
}
