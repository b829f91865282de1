import { createServer, type RequestListener, type Server } from 'node:http'
import { connect, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { endsWithin, prepareDrain } from '#lib/serve/start/shutdown.ts'
import { until } from '../../../support/until.ts'

async function listen(listener: RequestListener) {
  const server = createServer(listener)
  const drain = prepareDrain(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port')
  return { server, drain, port: address.port }
}

test('answers under way are ended before the server is closed', async () => {
  let finish = () => {}
  const { server, drain, port } = await listen((_request, response) => {
    finish = () => response.end('whole')
  })
  const asked = new Promise((resolve) => server.once('request', resolve))
  const answer = fetch(`http://127.0.0.1:${port}`)
  await asked
  const drained = drain({ quiet: 1, grace: 1000, limit: 10_000 })
  finish()
  expect(await (await answer).text()).toBe('whole')
  await drained
  await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow()
})

test('an idle connection and one that never asks do not hold the server up', async () => {
  const { server, drain, port } = await listen((_request, response) => response.end())
  await fetch(`http://127.0.0.1:${port}`)
  const silent = connect(port, '127.0.0.1')
  await new Promise((resolve) => server.once('connection', resolve))
  await drain({ quiet: 1, grace: 1000, limit: 10_000 })
  silent.destroy()
})

test('an answer that never ends is cut off', async () => {
  const { drain, port } = await listen((_request, response) => response.write('beginning'))
  const answer = await fetch(`http://127.0.0.1:${port}`)
  await drain({ quiet: 1, grace: 1000, limit: 10 })
  await expect(answer.text()).rejects.toThrow()
})

/** A connection on which `text` has been sent and received. */
async function send(port: number, server: Server, text: string) {
  const accepted = new Promise<Socket>((resolve) => server.once('connection', resolve))
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  socket.write(text)
  const there = await accepted
  await until('the server has read it', async () => (there.bytesRead === text.length ? true : undefined))
  return socket
}

const head = 'GET / HTTP/1.1\r\nHost: site\r\n\r\n'

test.each([
  ['half a request', 'GET / HT'],
  ['a head without its body', 'POST /slow HTTP/1.1\r\nHost: site\r\nContent-Length: 9\r\n\r\nhalf'],
  ['a request that is never answered', 'GET /never HTTP/1.1\r\nHost: site\r\n\r\n'],
  ['pipelined requests and a byte more', `${head}${head}G`],
  [
    'a question to speak another protocol',
    'GET / HTTP/1.1\r\nHost: site\r\nConnection: Upgrade\r\nUpgrade: other\r\n\r\n',
  ],
])('%s does not hold the server up beyond its limit', async (_what, text) => {
  const { server, drain, port } = await listen((request, response) => {
    if (request.url === '/') response.end('whole')
  })
  // Whoever speaks another protocol has taken the connection out of Node's hands.
  server.on('upgrade', () => {})
  const socket = await send(port, server, text)
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.resume()
  await drain({ quiet: 1, grace: 10, limit: 50 })
  await closed
})

test('a byte after an answer, and a reader who has gone, do not hold the server up beyond its limit', async () => {
  const { server, drain, port } = await listen((_request, response) => response.end('whole'))
  const socket = await send(port, server, head)
  await new Promise((resolve) => socket.once('data', resolve))
  const gone = new Promise((resolve) => server.once('connection', resolve))
  const other = connect(port, '127.0.0.1')
  // The server may break both off.
  for (const one of [socket, other]) one.on('error', () => {})
  other.end('G')
  await gone
  socket.end('G')
  await drain({ quiet: 1, grace: 10, limit: 50 })
})

test('a long answer to a slow reader is not broken off', async () => {
  const long = Buffer.alloc(20_000_000, 'x')
  const { server, drain, port } = await listen((_request, response) => {
    response.setHeader('content-length', long.length)
    response.end(long)
  })
  const asked = new Promise((resolve) => server.once('request', resolve))
  const socket = connect(port, '127.0.0.1')
  socket.pause()
  socket.write(head)
  await asked
  const drained = drain({ quiet: 1, grace: 1000, limit: 20_000 })
  await until('nobody can connect any more', async () => (server.listening ? undefined : true))
  // Several looks at what is idle come before the reader reads on.
  for (let turn = 0; turn < 5000; turn += 1) await new Promise(setImmediate)
  let size = 0
  socket.on('data', (part) => {
    size += part.length
  })
  socket.resume()
  await new Promise((resolve) => socket.once('close', resolve))
  await drained
  expect(size).toBeGreaterThan(long.length)
})

test('an idle connection that has sent a body does not hold the server up', async () => {
  const { drain, port } = await listen((request, response) => {
    request.resume().on('end', () => response.end('whole'))
  })
  const answer = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body: 'x'.repeat(500) })
  await answer.text()
  const drained = drain({ quiet: 1, grace: 1000, limit: 600_000 })
  await drained
})

test('what does not end in time is waited for no longer; what fails, fails', async () => {
  expect(await endsWithin(1, new Promise(() => {}))).toBe(false)
  expect(await endsWithin(600_000, Promise.resolve())).toBe(true)
  await expect(endsWithin(600_000, Promise.reject(new Error('broken')))).rejects.toThrow('broken')
})
