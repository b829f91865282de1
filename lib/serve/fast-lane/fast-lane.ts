import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import type { Reply } from '../cache/send-entry.ts'
import { type ClientTimes, usualClientTimes } from '../start/http-server.ts'
import { type PlainPost, type PlainRequest, parsePlainRequest } from './plain-request.ts'
import { PreparedReplies } from './prepared-replies.ts'

/** Who answers what the lane has read; `undefined` leaves a request to Node. */
export interface LaneAnswers {
  /** What is kept for a request. */
  find(request: PlainRequest): Reply | undefined
  /** What is sent when it is known; nothing, and the connection cut, when that failed. Never rejects. */
  post(request: PlainPost, remoteAddress: string | undefined): Promise<Buffer | undefined> | undefined
}

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

interface Lane {
  readonly server: Server
  readonly times: ClientTimes
  /** Connections that are not Node's yet. */
  readonly held: WeakSet<Socket>
  /** Those of them that wait for an answer. */
  readonly awaiting: WeakSet<Socket>
  /** What answers the bytes; `undefined` leaves them to Node. */
  replyTo(bytes: Buffer, socket: Socket): Buffer | Promise<Buffer | undefined> | undefined
  /** Gives Node the connection as a new one. */
  toNode(socket: Socket): void
}

/**
 * Stands before `server`, which must be new, and answers plain requests from memory, and visits when they are counted, with one
 * write: Node's own way through HTTP costs as much again as the rest of such an answer. At the first doubt a connection becomes
 * Node's for good, with the bytes that came last. Nothing of a request is ever kept back, and nothing read before the answer to
 * what came before, so the order of answers needs no care.
 */
export function openFastLane(server: Server, answers: LaneAnswers, times: ClientTimes = usualClientTimes): FastLane {
  const ofNode = server.listeners('connection')
  server.removeAllListeners('connection')
  const held = new WeakSet<Socket>()
  const awaiting = new WeakSet<Socket>()
  const replies = new PreparedReplies()
  let isOpen = true

  const lane: Lane = {
    server,
    times,
    held,
    awaiting,
    replyTo(bytes, socket) {
      if (!isOpen) return undefined
      const request = parsePlainRequest(bytes)
      if (request?.method === 'POST') return answers.post(request, socket.remoteAddress)
      const reply = request === undefined ? undefined : answers.find(request)
      return reply === undefined ? undefined : replies.prepare(reply)
    },
    toNode(socket) {
      for (const listener of ofNode) Reflect.apply(listener, server, [socket])
    },
  }
  server.on('connection', (socket: Socket) => hold(socket, lane))

  return {
    isIdle: (socket) => (held.has(socket) ? !awaiting.has(socket) && socket.writableLength === 0 : undefined),
    close() {
      isOpen = false
    },
  }
}

/** Answers a connection until something comes that is Node's. */
function hold(socket: Socket, { server, times, held, awaiting, replyTo, toNode }: Lane): void {
  const handOver = (bytes: Buffer) => {
    held.delete(socket)
    socket.off('data', onData).off('end', onEnd).off('error', onError).off('timeout', onTimeout).setTimeout(0)
    // Paused, so that what is put back waits for Node.
    socket.pause().unshift(bytes)
    toNode(socket)
    socket.resume()
  }
  const write = (reply: Buffer) => {
    socket.write(reply)
    if (socket.timeout !== times.rest) socket.setTimeout(times.rest)
  }
  const writeLater = async (answer: Promise<Buffer | undefined>) => {
    awaiting.add(socket)
    const reply = await answer
    awaiting.delete(socket)
    if (reply === undefined) socket.destroy()
    else if (socket.writable) write(reply)
    if (socket.isPaused()) socket.resume()
  }
  const onData = (bytes: Buffer) => {
    if (awaiting.has(socket)) return void socket.pause().unshift(bytes)
    // Who does not read what was asked for before gets no more into memory.
    const reply = socket.writableLength === 0 ? replyTo(bytes, socket) : undefined
    if (reply === undefined) handOver(bytes)
    else if (reply instanceof Promise) void writeLater(reply)
    else write(reply)
  }
  const onEnd = () => socket.end()
  const onError = (error: Error) => server.emit('clientError', error, socket)
  const onTimeout = () => {
    if (awaiting.has(socket)) socket.setTimeout(times.rest)
    else if (socket.bytesRead === 0) server.emit('clientError', new Late(), socket)
    else if (socket.writableLength > 0 && socket.timeout !== times.stall) socket.setTimeout(times.stall)
    else socket.destroy()
  }
  held.add(socket)
  socket.on('data', onData).on('end', onEnd).on('error', onError).on('timeout', onTimeout).setTimeout(times.head)
}
