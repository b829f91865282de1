import type { IncomingMessage } from 'node:http'
import { problemAnswer } from '#lib/json-answer.ts'
import type { Newsroom } from '#lib/newsroom.ts'
import { parseAddress } from '#lib/urls/parse-address.ts'
import type { Address } from '#lib/urls.ts'
import { answerVisit } from '#lib/visits/endpoint.ts'
import { isOperator } from '../access.ts'
import type { Page } from '../page.ts'
import { readBody } from '../read-body.ts'
import type { Peers } from '../workers/worker-link.ts'
import { answerHealth } from './health.ts'
import { answerRefresh } from './refresh.ts'

/** Largest body of a counted visit, in bytes. */
const largestVisit = 1024

/** Whether a path belongs to programs, who get JSON even for what is not there. */
export function isApiPath(path: string): boolean {
  return path === '/api' || path.startsWith('/api/')
}

const refuse = (allowed: readonly string[]) =>
  problemAnswer(405, `This address answers ${allowed.join(', ')}.`, { allow: allowed.join(', ') })

const missing = problemAnswer(404, 'There is nothing at this address.')

async function answerVisits(
  request: IncomingMessage,
  newsroom: Newsroom,
  address: Address & { readonly kind: 'visits' },
): Promise<Page> {
  return await answerVisit(newsroom.visits, {
    method: request.method ?? '',
    slug: address.slug,
    pixel: address.pixel,
    headers: request.headers,
    remoteAddress: request.socket.remoteAddress,
    body: await readBody(request, largestVisit),
  })
}

/** The answer of an address under `/api`, errors as problem details. */
export async function answerApi(
  request: IncomingMessage,
  { newsroom, peers }: { readonly newsroom: Newsroom; readonly peers: Peers },
  path: string,
): Promise<Page> {
  const address = parseAddress(path)
  const method = request.method ?? ''
  if (address?.kind === 'visits') return await answerVisits(request, newsroom, address)
  if (address?.kind === 'api' && address.name === 'refresh') {
    const secret = newsroom.config.refreshSecret
    if (secret === undefined) return missing
    return method === 'POST' ? await answerRefresh(request, { newsroom, peers }, secret) : refuse(['POST'])
  }
  if (method !== 'GET' && method !== 'HEAD') return refuse(['GET', 'HEAD'])
  if (address?.kind !== 'api') return missing
  return await answerHealth(newsroom, peers.status(), isOperator(request, newsroom.config.metricsToken))
}
