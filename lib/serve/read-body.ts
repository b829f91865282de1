import type { IncomingMessage } from 'node:http'

/** The body of a request, or `too-large` when it has more than `limit` bytes; the rest is dropped. Rejects when it breaks off. */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer | 'too-large'> {
  const chunks: Buffer[] = []
  let size = 0
  // Each hit comes this way: iterating over the request would cost as much as counting it.
  return new Promise((resolve, reject) => {
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= limit) chunks.push(chunk)
      else resolve('too-large')
    })
    request.once('end', () => resolve(Buffer.concat(chunks)))
    request.once('error', reject)
  })
}
