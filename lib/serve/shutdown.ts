import type { Server } from 'node:http'
import { Server as NetServer, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/** All in ms. */
export interface DrainTimes {
  /** How long no new connection may have come before the server stops listening. */
  readonly quiet: number
  /** Longest wait for that. */
  readonly grace: number
  /** Longest wait for answers under way after that; what is left then is cut off. */
  readonly limit: number
}

export const usualDrainTimes: DrainTimes = { quiet: 100, grace: 2000, limit: 10_000 }

/**
 * Resolves when no connection has come for a while: the system accepts connections before we see them, one in each turn of
 * the event loop, and whoever closes at once resets the rest. `accepted` counts connections.
 */
export async function waitForQuiet(accepted: () => number, { quiet, grace }: DrainTimes): Promise<void> {
  const deadline = performance.now() + grace
  for (let before = -1; before !== accepted() && performance.now() < deadline; ) {
    before = accepted()
    await pause(quiet)
  }
}

/**
 * Prepares `server`, which must not listen yet, to be closed without breaking an answer. The function it gives answers what
 * has been asked, telling readers to close; stops listening when no more connections come; and resolves when none is open.
 * A server that never listens, since its connections are handed to it, is closed the same way.
 */
export function prepareDrain(server: Server): (times?: DrainTimes) => Promise<void> {
  const sockets = new Set<Socket>()
  let accepted = 0
  let onLastClosed = () => {}
  server.on('connection', (socket: Socket) => {
    accepted += 1
    sockets.add(socket)
    socket.once('close', () => {
      sockets.delete(socket)
      if (sockets.size === 0) onLastClosed()
    })
  })
  const closeIdle = () => {
    server.closeIdleConnections()
    // Browsers open connections ahead of any request; Node does not count those as idle.
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy()
  }

  return async (times = usualDrainTimes) => {
    server.prependListener('request', (_request, response) => {
      response.setHeader('connection', 'close')
    })
    await waitForQuiet(() => accepted, times)
    // `close` of http.Server would also cut connections whose request is still on its way.
    if (server.listening) NetServer.prototype.close.call(server)
    const closed = new Promise<void>((resolve) => {
      onLastClosed = resolve
      if (sockets.size === 0) resolve()
    })
    closeIdle()
    const idle = setInterval(closeIdle, times.quiet)
    const cut = setTimeout(() => server.closeAllConnections(), times.limit)
    await closed
    clearInterval(idle)
    clearTimeout(cut)
  }
}
