import { createServer, type RequestListener } from 'node:http'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { prepareDrain } from '#lib/serve/shutdown.ts'

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
