import { createServer, type RequestListener, type Server } from 'node:http'
import { type Headers, longestRest } from '../headers.ts'
import { answerClientError } from './client-error.ts'

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

/** A server, not listening yet, that closes connections whose client asks for nothing or too slowly, with 408 (RFC 9110 §15.5.9). */
export function createHttpServer(
  listener: RequestListener,
  commonHeaders: Headers,
  times: ClientTimes = usualClientTimes,
): Server {
  const server = createServer(
    {
      headersTimeout: times.head,
      requestTimeout: times.request,
      keepAliveTimeout: times.rest,
      connectionsCheckingInterval: times.look,
    },
    listener,
  )
  server.on('clientError', (error, socket) => answerClientError(error, socket, commonHeaders))
  return server
}
