import { createClient } from '@redis/client'
import { errorMessage } from '#lib/errors.ts'

/** One connection to a Redis server, made again whenever it breaks. Nothing is queued while it is down. */
export interface RedisLink {
  /** Sends a command and resolves with its reply. Rejects with what the server said, or after `patience` ms of silence. */
  send(args: readonly string[], patience?: number): Promise<unknown>
  close(): void
}

/** So many commands in a row without an answer, and the connection is given up for a new one. */
const mostSilences = 5

/** How long a connection to a replica is kept at least, ms: reading goes on over it meanwhile. */
const replicaPatience = 1000

/** `onBroken` is called whenever what was learned over the connection may no longer hold. */
export function openRedisLink(url: string, commandTimeout: number, onBroken: () => void): RedisLink {
  let lastError: unknown
  let silences = 0
  const broken = (error: unknown) => {
    lastError = error
    onBroken()
  }
  const begin = () => connect(url, broken, () => giveUp())
  let client = begin()
  let begun = performance.now()

  const giveUp = () => {
    silences = 0
    begun = performance.now()
    onBroken()
    client.destroy()
    client = begin()
  }
  const noteSilence = () => {
    silences += 1
    if (silences >= mostSilences) giveUp()
  }
  // After a failover the address may lead to the new primary, while what is connected stays with the server that is one no more.
  const noteReplica = () => {
    if (performance.now() - begun > replicaPatience) giveUp()
  }
  return {
    async send(args, patience = commandTimeout) {
      let timer: NodeJS.Timeout | undefined
      const silence = new Promise<never>((_, reject) => {
        timer = setTimeout(() => {
          reject(new Error(`no answer within ${patience} ms`))
          noteSilence()
        }, patience)
      })
      try {
        const answer = await Promise.race([client.sendCommand(args), silence])
        silences = 0
        return answer
      } catch (error) {
        if (errorMessage(error).startsWith('READONLY')) {
          noteReplica()
          throw error
        }
        // While it is down the client says only that; why it went down tells an operator more.
        throw client.isReady || lastError === undefined ? error : new Error(errorMessage(lastError), { cause: error })
      } finally {
        clearTimeout(timer)
      }
    },
    close: () => client.destroy(),
  }
}

/** How long a server that took the connection may be silent to the greeting, ms: the client itself would wait for ever. */
const greetingTimeout = 3000

function connect(url: string, broken: (error: unknown) => void, onSilent: () => void) {
  const client = createClient({
    url,
    RESP: 2,
    disableOfflineQueue: true,
    socket: { connectTimeout: 2000, reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, 1000) },
  })
  let greeting: NodeJS.Timeout | undefined
  const greeted = () => clearTimeout(greeting)
  client.on('connect', () => {
    greeted()
    greeting = setTimeout(onSilent, greetingTimeout).unref()
  })
  client.on('ready', greeted).on('end', greeted)
  client.on('error', (error) => {
    greeted()
    broken(error)
  })
  client.connect().catch(broken)
  return client
}
