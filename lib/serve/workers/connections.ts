import type { Socket } from 'node:net'

/** A process that can take connections. */
export interface Receiver {
  /** Hands the connection over; the receiver says when it has it. */
  give(id: number, socket: Socket): void
}

/** How long a connection waits for a process that takes it, in ms. */
const longestWait = 30_000
/** How many wait at most; further ones are closed. */
const mostWaiting = 1000

/**
 * Gives connections in turn to the processes that `receivers` names, best first to those with nothing under way. A connection
 * stays with us until its receiver says that it has it: one that was on the way to a process that died goes to another.
 * Node's own distribution forgets such a connection, and its reader waits for ever.
 */
export class Connections<R extends Receiver> {
  readonly #receivers: () => readonly R[]
  readonly #underWay = new Map<R, Map<number, Socket>>()
  readonly #waiting = new Map<Socket, NodeJS.Timeout>()
  #lastId = 0
  #turn = 0

  constructor(receivers: () => readonly R[]) {
    this.#receivers = receivers
  }

  /** How many are with nobody yet. */
  get unsettled(): number {
    let count = this.#waiting.size
    for (const sockets of this.#underWay.values()) count += sockets.size
    return count
  }

  add(socket: Socket): void {
    socket.on('error', () => socket.destroy())
    const receiver = this.#choose()
    if (receiver !== undefined) this.#give(receiver, socket)
    else if (this.#waiting.size >= mostWaiting) socket.destroy()
    else this.#waiting.set(socket, setTimeout(() => this.#dismiss(socket), longestWait).unref())
  }

  accepted(receiver: R, id: number): void {
    const sockets = this.#underWay.get(receiver)
    // Our copy only: the connection lives on in the receiver.
    sockets?.get(id)?.destroy()
    sockets?.delete(id)
  }

  /** Whatever was on the way to `receiver` goes to another. */
  leave(receiver: R): void {
    const sockets = this.#underWay.get(receiver)
    this.#underWay.delete(receiver)
    for (const socket of sockets?.values() ?? []) this.add(socket)
  }

  /** Gives away what waits, when a receiver has come. */
  retry(): void {
    for (const [socket, timer] of [...this.#waiting]) {
      const receiver = this.#choose()
      if (receiver === undefined) return
      clearTimeout(timer)
      this.#waiting.delete(socket)
      this.#give(receiver, socket)
    }
  }

  close(): void {
    for (const socket of [...this.#waiting.keys()]) this.#dismiss(socket)
    for (const sockets of this.#underWay.values()) for (const socket of sockets.values()) socket.destroy()
    this.#underWay.clear()
  }

  #choose(): R | undefined {
    const receivers = this.#receivers()
    this.#turn += 1
    let best: R | undefined
    let least = Number.POSITIVE_INFINITY
    for (let step = 0; step < receivers.length; step += 1) {
      const receiver = receivers[(this.#turn + step) % receivers.length]
      const load = receiver === undefined ? 0 : (this.#underWay.get(receiver)?.size ?? 0)
      if (load < least) [best, least] = [receiver, load]
    }
    return best
  }

  #give(receiver: R, socket: Socket): void {
    this.#lastId += 1
    const sockets = this.#underWay.get(receiver) ?? new Map<number, Socket>()
    this.#underWay.set(receiver, sockets.set(this.#lastId, socket))
    receiver.give(this.#lastId, socket)
  }

  #dismiss(socket: Socket): void {
    clearTimeout(this.#waiting.get(socket))
    this.#waiting.delete(socket)
    socket.destroy()
  }
}
