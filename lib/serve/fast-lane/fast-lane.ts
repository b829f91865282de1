import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import type { Reply } from '../cache/send-entry.ts'
import { type ClientTimes, usualClientTimes } from '../start/http-server.ts'
import { type PlainRequest, parsePlainRequest } from './plain-request.ts'
import { PreparedReplies } from './prepared-replies.ts'

/** What is kept for a request; `undefined` when it takes more than that to answer. */
export type FindReply = (request: PlainRequest) => Reply | undefined

export interface FastLane {
  /** Whether everything that was asked on a connection has been answered; `undefined` once it is Node's. */
  isIdle(socket: Socket): boolean | undefined
  /** Answers nothing from now on: every connection is Node's as soon as something comes. */
  close(): void
}

/** What Node makes of a request whose head does not come, so that it is answered the same way. */
class Late extends Error {
  readonly code = 'ERR_HTTP_REQUEST_TIMEOUT'
}

/**
 * Stands before `server`, which must be new, and answers plain requests from memory with one write: Node's own way through
 * HTTP costs as much again as the rest of such an answer. At the first doubt a connection becomes Node's for good, with the bytes
 * that came last. Nothing of a request is ever kept back, so the order of answers needs no care.
 */
export function openFastLane(server: Server, find: FindReply, times: ClientTimes = usualClientTimes): FastLane {
  const toNode = server.listeners('connection')
  server.removeAllListeners('connection')
  const held = new WeakSet<Socket>()
  const replies = new PreparedReplies()
  let isOpen = true

  const replyTo = (bytes: Buffer) => {
    const request = parsePlainRequest(bytes)
    const reply = request === undefined ? undefined : find(request)
    return reply === undefined ? undefined : replies.prepare(reply)
  }

  server.on('connection', (socket: Socket) => {
    const handOver = (bytes: Buffer) => {
      held.delete(socket)
      socket.off('data', onData).off('end', onEnd).off('error', onError).off('timeout', onTimeout).setTimeout(0)
      // Paused, so that what is put back waits for Node.
      socket.pause().unshift(bytes)
      for (const listener of toNode) Reflect.apply(listener, server, [socket])
      socket.resume()
    }
    const onData = (bytes: Buffer) => {
      // Who does not read what was asked for before gets no more into memory.
      const reply = isOpen && socket.writableLength === 0 ? replyTo(bytes) : undefined
      if (reply === undefined) return handOver(bytes)
      socket.write(reply)
      if (socket.timeout !== times.rest) socket.setTimeout(times.rest)
    }
    const onEnd = () => socket.end()
    const onError = (error: Error) => server.emit('clientError', error, socket)
    const onTimeout = () => {
      if (socket.bytesRead === 0) server.emit('clientError', new Late(), socket)
      else if (socket.writableLength > 0 && socket.timeout !== times.stall) socket.setTimeout(times.stall)
      else socket.destroy()
    }
    held.add(socket)
    socket.on('data', onData).on('end', onEnd).on('error', onError).on('timeout', onTimeout).setTimeout(times.head)
  })

  return {
    isIdle: (socket) => (held.has(socket) ? socket.writableLength === 0 : undefined),
    close() {
      isOpen = false
    },
  }
}
