import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

const forwarding = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via']

/** Whether the request comes from a program on this machine that passes nobody else's request on. */
function isLocal({ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>): boolean {
  if (forwarding.some((name) => headers[name] !== undefined)) return false
  const address = (socket.remoteAddress ?? '').replace(/^::ffff:/, '')
  return address === '::1' || address.startsWith('127.')
}

const digest = (text: string) => createHash('sha256').update(text).digest()

/** The secret of `Authorization: Bearer SECRET` (RFC 6750 §2.1), or the password of Basic (RFC 7617), which browsers ask for. */
function givenSecret(authorization: string | undefined): string | undefined {
  const [, scheme = '', credentials = ''] = /^(bearer|basic) +(\S+)$/i.exec(authorization ?? '') ?? []
  if (scheme.toLowerCase() === 'bearer') return credentials
  if (scheme === '') return undefined
  const pair = Buffer.from(credentials, 'base64').toString('utf8')
  return pair.slice(pair.indexOf(':') + 1)
}

/** Whether a request may see what is for the team alone: from this machine, or with `METRICS_TOKEN`. */
export function isOperator(request: Pick<IncomingMessage, 'socket' | 'headers'>, token: string | undefined): boolean {
  if (isLocal(request)) return true
  const given = givenSecret(request.headers.authorization)
  return token !== undefined && given !== undefined && timingSafeEqual(digest(given), digest(token))
}
