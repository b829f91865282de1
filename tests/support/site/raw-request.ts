import { connect } from 'node:net'

/** An answer as it came over the wire. */
export interface RawAnswer {
  readonly status: number
  /** Lower-case names. */
  readonly headers: ReadonlyMap<string, string>
  readonly text: string
}

function parseAnswer(text: string): RawAnswer {
  const [head = '', ...rest] = text.split('\r\n\r\n')
  const [statusLine = '', ...lines] = head.split('\r\n')
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
    }),
  )
  return { status: Number(statusLine.split(' ')[1]), headers, text: rest.join('\r\n\r\n') }
}

/**
 * Sends a request line and headers exactly as given, for what `fetch` would mend or refuse, and reads until the server
 * closes. Rejects when it has not closed within 10 s.
 */
export function rawRequest(port: number, lines: readonly string[]): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let text = ''
    socket
      .setEncoding('utf8')
      .setTimeout(10_000, () => socket.destroy(new Error('The server did not close the connection')))
    socket.on('data', (part) => {
      text += part
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(parseAnswer(text)))
    socket.write(`${[...lines, 'Connection: close'].join('\r\n')}\r\n\r\n`)
  })
}

/** A GET of `path` with these extra headers. */
export const rawGet = (port: number, path: string, headers: readonly string[] = []) =>
  rawRequest(port, [`GET ${path} HTTP/1.1`, 'Host: 127.0.0.1', ...headers])
