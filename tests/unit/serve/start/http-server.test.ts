import { once } from 'node:events'
import type { Server } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readBody } from '#lib/serve/read-body.ts'
import { createHttpServer } from '#lib/serve/start/http-server.ts'
import { until } from '#tests/support/until.ts'

const times = { head: 150, request: 300, rest: 100, stall: 100, look: 20 }
let server: Server
let failed: unknown[] = []
let port = 0
beforeEach(async () => {
  failed = []
  server = createHttpServer(
    (request, response) => {
      readBody(request, 1024).then(
        (body) => response.end(String(body.length)),
        (error: unknown) => failed.push(error),
      )
    },
    { 'x-common': 'yes' },
    times,
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  port = typeof address === 'object' && address !== null ? address.port : 0
})
afterEach(() => server.close())

/** Everything that comes back until the server closes, while `drip` is sent ever again. */
async function exchange(bytes: string, drip?: string): Promise<string> {
  const parts: Buffer[] = []
  const socket: Socket = connect(port, '127.0.0.1')
  socket.on('data', (part) => parts.push(part)).on('error', () => {})
  if (bytes !== '') socket.write(bytes)
  const dripping = drip === undefined ? undefined : setInterval(() => socket.writable && socket.write(drip), 20)
  await once(socket, 'close')
  clearInterval(dripping)
  return Buffer.concat(parts).toString('latin1')
}

const head = 'POST / HTTP/1.1\r\nHost: x\r\n'

test.each([
  ['says nothing', '', undefined],
  ['never ends its request line', 'GET /', 'a'],
  ['never ends its head', 'GET / HTTP/1.1\r\nHost: x\r\n', 'X-A: b\r\n'],
  ['never sends the body that it announced', `${head}Content-Length: 100\r\n\r\n`, undefined],
  ['sends its body byte by byte', `${head}Content-Length: 1000\r\n\r\n`, 'a'],
  ['never ends its chunks', `${head}Transfer-Encoding: chunked\r\n\r\n`, '1\r\na\r\n'],
])('who %s is told so and cut off', async (_what, bytes, drip) => {
  const said = await exchange(bytes, drip)
  expect(said).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/)
  expect(said).toContain('x-common: yes\r\n')
  expect(said).toContain('connection: close\r\n')
})

test.each([
  ['names no host', 'GET / HTTP/1.1\r\n\r\n', '400 Bad Request'],
  ['expects what nobody can do', `${head}Expect: wonders\r\n\r\n`, '417 Expectation Failed'],
  ['wants a tunnel', 'CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n', '405 Method Not Allowed'],
])('who %s is refused with the headers of every answer', async (_what, bytes, status) => {
  const said = await exchange(bytes)
  expect(said).toContain(`HTTP/1.1 ${status}\r\n`)
  expect(said).toContain('x-common: yes\r\n')
})

test('who names two hosts is refused', async () => {
  const said = await exchange(`${head}hOST: y\r\nContent-Length: 0\r\n\r\n`)
  expect(said).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/)
  expect(said).toContain('x-common: yes\r\n')
})

test('a body that breaks off fails for whoever reads it, and holds nothing open', async () => {
  const socket = connect(port, '127.0.0.1')
  socket.write(`${head}Content-Length: 100\r\n\r\nhalf`)
  await once(server, 'request')
  socket.destroy()
  await until('the reader is told', async () => (failed.length > 0 ? true : undefined))
  expect(failed).toHaveLength(1)
})

test('a connection may rest between requests, but not for long', async () => {
  const said = await exchange(`${head}Content-Length: 2\r\n\r\nhi`)
  expect(said).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
  expect(said).toMatch(/\r\n\r\n2$/)
})

test('many idle connections keep nobody from an answer', async () => {
  const idle = Array.from({ length: 500 }, () => connect(port, '127.0.0.1').on('error', () => {}))
  await Promise.all(idle.map((socket) => once(socket, 'connect')))
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200)
  await Promise.all(idle.map((socket) => (socket.destroyed ? undefined : once(socket.resume(), 'close'))))
})
