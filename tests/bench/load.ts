import autocannon from 'autocannon'
import { runProgram } from './program.ts'

export interface Load {
  readonly url: string
  readonly seconds: number
  readonly connections: number
  readonly acceptEncoding: string
}

/** Which client asks; the same for all that are compared. */
export type Client = 'wrk' | 'autocannon'

/** `wrk` where it is installed, which takes far less of the machine than any client in JavaScript. */
export async function chooseClient(): Promise<Client> {
  return (await runProgram('wrk', ['-v'], { limit: 5000 })) === undefined ? 'autocannon' : 'wrk'
}

async function askWithWrk({ url, seconds, connections, acceptEncoding }: Load): Promise<number> {
  const args = [
    '-t1',
    '--timeout',
    '20s',
    `-c${connections}`,
    `-d${seconds}s`,
    '-H',
    `Accept-Encoding: ${acceptEncoding}`,
    url,
  ]
  const output = await runProgram('wrk', args, { limit: (seconds + 30) * 1000 })
  const [, rate] = /Requests\/sec:\s+([\d.]+)/.exec(output?.text ?? '') ?? []
  if (rate === undefined || /Non-2xx|Socket errors: connect [1-9]|read [1-9]|write [1-9]/.test(output?.text ?? ''))
    throw new Error(`wrk could not measure ${url}:\n${output?.text}`)
  return Number(rate)
}

async function askWithAutocannon({ url, seconds, connections, acceptEncoding }: Load): Promise<number> {
  const found = await autocannon({
    url,
    duration: seconds,
    connections,
    timeout: 20,
    headers: { 'accept-encoding': acceptEncoding },
  })
  if (found.errors + found.non2xx > 0) throw new Error(`${url} failed ${found.errors + found.non2xx} times`)
  return found.requests.total / found.duration
}

/** Answers per second to GET, all of them good. */
export async function measureRate(client: Client, load: Load): Promise<number> {
  return client === 'wrk' ? await askWithWrk(load) : await askWithAutocannon(load)
}
