import { createConnection, createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/**
 * pass: as a wire; refuse: closes at once; hang: takes what is sent and passes nothing on; cut: passes what is sent on and
 * closes instead of answering; slow: answers come 5 s late.
 */
export type ProxyMode = 'pass' | 'refuse' | 'hang' | 'cut' | 'slow'

export interface TcpProxy {
  readonly port: number
  /** From now on, for new connections and open ones. */
  mode: ProxyMode
  /** The port that new connections lead to. */
  target: number
  close(): void
}

const slowness = 5000

/** A proxy as of `openTcpProxy` that ends with the test. */
export async function startTcpProxy(target: number): Promise<TcpProxy> {
  const proxy = await openTcpProxy(target)
  onTestFinished(() => proxy.close())
  return proxy
}

/** A proxy on a free port of this machine before `target`, which can be told to misbehave. */
export async function openTcpProxy(target: number): Promise<TcpProxy> {
  const sockets = new Set<Socket>()
  const proxy = {
    port: 0,
    mode: 'pass' as ProxyMode,
    target,
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
  const server = createServer((client) => {
    if (proxy.mode === 'refuse') {
      client.destroy()
      return
    }
    const upstream = createConnection(proxy.target, '127.0.0.1')
    const destroyBoth = () => {
      client.destroy()
      upstream.destroy()
    }
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', destroyBoth).on('close', () => {
        sockets.delete(socket)
        destroyBoth()
      })
    }
    client.on('data', (data) => {
      if (proxy.mode === 'refuse') destroyBoth()
      else if (proxy.mode !== 'hang') upstream.write(data)
    })
    upstream.on('data', (data) => {
      if (proxy.mode === 'pass') client.write(data)
      else if (proxy.mode === 'slow') setTimeout(() => client.write(data), slowness).unref()
      else if (proxy.mode !== 'hang') destroyBoth()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port was given')
  proxy.port = address.port
  return proxy
}
