import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { errorCode } from '#lib/errors.ts'
import type { Headers } from '../headers.ts'

/** How long a client may take to read why it was refused, in ms. */
const longestFarewell = 2000

const statuses: Readonly<Record<string, number>> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 }

/** Answers a connection that does not speak HTTP, asks for too much or too slowly, and closes it. RFC 9112 §2.2. */
export function answerClientError(error: Error, socket: Duplex, commonHeaders: Headers): void {
  // What still arrives of a request that was refused is refused again, while the answer is on its way.
  if (socket.writableEnded && !socket.destroyed && errorCode(error) !== 'ECONNRESET') return
  if (!socket.writable || errorCode(error) === 'ECONNRESET') socket.destroy()
  else sayFarewell(socket, statuses[errorCode(error) ?? ''] ?? 400, commonHeaders)
}

/** Answers a connection without a body, and closes it. */
export function sayFarewell(socket: Duplex, status: number, headers: Headers): void {
  const lines = Object.entries({ ...headers, connection: 'close', 'content-length': '0' })
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head}\r\n`)
  // What the client still sends is read and dropped, or it would be reset before it has read the answer.
  socket.resume()
  setTimeout(() => socket.destroy(), longestFarewell).unref()
}
