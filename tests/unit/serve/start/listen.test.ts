import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { ConfigError } from '#lib/errors.ts'
import { listen } from '#lib/serve/start/listen.ts'

async function refusal(host: string, port: number): Promise<string> {
  const error: unknown = await listen(createServer(), { host, port }).catch((caught: unknown) => caught)
  return error instanceof ConfigError ? `${error.message} ${error.hint}` : String(error)
}

test('a taken port is told with the next one', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const address = taken.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  expect(await refusal('127.0.0.1', port)).toMatch(
    /^Another program already listens on port \d+\. Stop it, or choose another port: PORT=\d+ npm start\.$/,
  )
  taken.close()
})

test.each(['192.0.2.1', 'no host of ours'])(
  'the host %s, which is not of this machine, is told with the cure',
  async (host) => {
    expect(await refusal(host, 0)).toBe(
      `HOST: "${host}" is no address of this machine. ` +
        'Set HOST to 0.0.0.0 for all addresses, 127.0.0.1 for this machine alone, or one that the machine has.',
    )
  },
)
