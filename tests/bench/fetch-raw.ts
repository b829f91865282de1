import { get, type IncomingHttpHeaders } from 'node:http'

export interface RawAnswer {
  readonly status: number
  /** As it came, still encoded. */
  readonly body: Buffer
  readonly encoding: string | undefined
  readonly headers: IncomingHttpHeaders
  /** ms from the request to the end of the answer. */
  readonly took: number
}

/** An answer without decoding, which `fetch` would do. */
export function fetchRaw(url: string, acceptEncoding: string): Promise<RawAnswer> {
  const began = performance.now()
  return new Promise((resolve, reject) => {
    const request = get(url, { headers: { 'accept-encoding': acceptEncoding }, timeout: 120_000 }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('error', reject)
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          body: Buffer.concat(parts),
          encoding: response.headers['content-encoding'],
          headers: response.headers,
          took: performance.now() - began,
        }),
      )
    })
    request.on('timeout', () => request.destroy(new Error(`${url} did not answer`)))
    request.on('error', reject)
  })
}
