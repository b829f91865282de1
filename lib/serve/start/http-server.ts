import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { type Headers, longestRest } from '../headers.ts'
import { answerClientError, sayFarewell } from './client-error.ts'

/** All in ms. */
export interface ClientTimes {
  /** In which a request's head must have come, counted from the connection or from the head's first byte. */
  readonly head: number
  /** In which the whole request must have come. */
  readonly request: number
  /** How long a connection may rest between two requests. */
  readonly rest: number
  /** How long a reader may take nothing of an answer that is ready. */
  readonly stall: number
  /** How often slow clients are looked for. */
  readonly look: number
}

export const usualClientTimes: ClientTimes = {
  head: 20_000,
  request: 30_000,
  rest: longestRest,
  stall: 60_000,
  look: 5000,
}

/** Most bytes of a request's head: a search of 100 KB is still a search, though each byte takes three in an address. */
const mostHeadBytes = 327_680

/** Whether a request names one host, as each of HTTP/1.1 must and others may; of several Node would take the first. */
function namesHost({ httpVersion, rawHeaders }: IncomingMessage): boolean {
  let hosts = 0
  for (let at = 0; at < rawHeaders.length; at += 2) if (rawHeaders[at]?.toLowerCase() === 'host') hosts += 1
  return hosts === 1 || (hosts === 0 && httpVersion !== '1.1')
}

/**
 * A server, not listening yet, that closes connections whose client asks for nothing or too slowly, with 408 (RFC 9110 §15.5.9),
 * or names no host or several, with 400 (RFC 9112 §3.2). Node would answer some of these without the headers that every answer has.
 */
export function createHttpServer(
  listener: RequestListener,
  commonHeaders: Headers,
  times: ClientTimes = usualClientTimes,
): Server {
  const server = createServer(
    {
      maxHeaderSize: mostHeadBytes,
      headersTimeout: times.head,
      requestTimeout: times.request,
      keepAliveTimeout: times.rest,
      connectionsCheckingInterval: times.look,
      requireHostHeader: false,
    },
    (request, response) => {
      if (namesHost(request)) listener(request, response)
      else refuse(response, 400)
    },
  )
  const refuse = (response: ServerResponse, status: number) =>
    response.writeHead(status, { ...commonHeaders, connection: 'close', 'content-length': '0' }).end()
  server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => refuse(response, 417))
  server.on('connect', (_request: IncomingMessage, socket: Duplex) =>
    sayFarewell(socket, 405, { ...commonHeaders, allow: 'GET, HEAD' }),
  )
  server.on('clientError', (error, socket) => answerClientError(error, socket, commonHeaders))
  return server
}
