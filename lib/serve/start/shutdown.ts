import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { Server as NetServer, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { FastLane } from '../fast-lane/fast-lane.ts'

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
 * Longest wait for stores and files to be closed after that, in ms: what was acknowledged is on the disk already. Shorter
 * than a supervisor waits before it kills.
 */
export const closingLimit = 4000

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

/** What was answered last on a connection. */
interface Last {
  readonly response: ServerResponse
  /** Bytes of the connection up to the end of its request, as far as they are known. */
  bytesRead: number
}

/** Whether nothing is under way: every answer has left this process, and nothing has come since. Node forgets the first. */
const isIdle = (socket: Socket, last: Last | undefined): boolean =>
  last === undefined ? socket.bytesRead === 0 : last.response.writableFinished && socket.bytesRead === last.bytesRead

/** The open connections of a server, each with the last answer that Node gave on it. */
function watchConnections(server: Server, lane: FastLane | undefined) {
  const open = new Map<Socket, Last | undefined>()
  let accepted = 0
  let onLastClosed = () => {}
  server.on('connection', (socket: Socket) => {
    accepted += 1
    open.set(socket, undefined)
    socket.once('close', () => {
      open.delete(socket)
      if (open.size === 0) onLastClosed()
    })
  })
  server.on('request', ({ method, socket }: IncomingMessage, response: ServerResponse) => {
    const last = { response, bytesRead: socket.bytesRead }
    if (open.has(socket)) open.set(socket, last)
    if (method === 'GET' || method === 'HEAD') return
    // The body came after the head.
    response.once('close', () => {
      last.bytesRead = socket.bytesRead
    })
  })
  return {
    accepted: () => accepted,
    /** Resolves when none is open. */
    closed: () =>
      new Promise<void>((resolve) => {
        onLastClosed = resolve
        if (open.size === 0) resolve()
      }),
    closeIdle() {
      for (const [socket, last] of open) if (lane?.isIdle(socket) ?? isIdle(socket, last)) socket.destroy()
    },
    /** Those too that are no longer HTTP, which Node does not close. */
    cut() {
      for (const socket of open.keys()) socket.destroy()
    },
  }
}

/**
 * Prepares `server`, which must not listen yet, to be closed without breaking an answer. The function it gives answers what
 * has been asked, telling readers to close; stops listening when no more connections come; and resolves when none is open,
 * at the latest when its times are over. A server that never listens, since its connections are handed to it, is closed the
 * same way.
 */
export function prepareDrain(server: Server, lane?: FastLane): (times?: DrainTimes) => Promise<void> {
  const connections = watchConnections(server, lane)
  return async (times = usualDrainTimes) => {
    lane?.close()
    server.prependListener('request', (_request, response) => {
      response.setHeader('connection', 'close')
    })
    await waitForQuiet(connections.accepted, times)
    // `close` of http.Server would also cut connections whose request is still on its way.
    if (server.listening) NetServer.prototype.close.call(server)
    connections.closeIdle()
    const idle = setInterval(connections.closeIdle, times.quiet)
    const cut = setTimeout(connections.cut, times.limit)
    await connections.closed()
    clearInterval(idle)
    clearTimeout(cut)
  }
}

/** Whether `work` ends within the time, in ms; what it rejects with is passed on. */
export async function endsWithin(limit: number, work: Promise<void>): Promise<boolean> {
  const over = new AbortController()
  const late = pause(limit, false, { signal: over.signal }).catch(() => false)
  try {
    return await Promise.race([work.then(() => true), late])
  } finally {
    over.abort()
  }
}
