import cluster, { type Worker } from 'node:cluster'
import type { Socket } from 'node:net'
import { errorMessage } from '#lib/errors.ts'
import type { Log } from '#lib/log.ts'
import type { Receiver } from './connections.ts'
import { parseToSupervisor, type ToSupervisor, type ToWorker } from './messages.ts'

export type MemberState = 'starting' | 'loading' | 'ready' | 'leaving'

/** One serving process. */
export class Member implements Receiver {
  readonly #worker: Worker
  readonly #log: Log
  state: MemberState = 'starting'

  constructor(worker: Worker, log: Log) {
    this.#worker = worker
    this.#log = log
  }

  get id(): number {
    return this.#worker.id
  }

  give(id: number, socket: Socket): void {
    this.#send({ kind: 'connection', id }, socket)
  }

  tell(message: ToWorker): void {
    this.#send(message)
  }

  ask(): void {
    this.#send({ kind: 'ask' })
  }

  kill(): void {
    this.#worker.process.kill('SIGKILL')
  }

  /** A process that is gone cannot be told anything; its end is reported by itself. */
  #send(message: ToWorker, socket?: Socket): void {
    if (!this.#worker.isConnected()) return
    this.#worker.process.send(message, socket, { keepOpen: true }, (error) => {
      if (error) this.#log.debug('workers.unreachable', { worker: this.id, reason: errorMessage(error) })
    })
  }
}

export interface MemberEvents {
  onMessage(member: Member, message: ToSupervisor): void
  /** `status` is what a shell would show: the exit status, or 128 and the signal's name. */
  onEnd(member: Member, end: { readonly status: number | null; readonly signal: string | null }): void
}

/** Starts one more process of this program, for a site that is reached at `port`. */
export function startMember(port: number, log: Log, events: MemberEvents): Member {
  const worker = cluster.fork({ PORT: String(port) })
  const member = new Member(worker, log)
  worker.on('message', (raw: unknown) => {
    const message = parseToSupervisor(raw)
    if (message !== undefined) events.onMessage(member, message)
  })
  // A process that could not be told something reports it here; that it has ended comes by itself.
  worker.on('error', (error) => log.debug('workers.unreachable', { worker: worker.id, reason: errorMessage(error) }))
  worker.once('exit', (status: number | null, signal: string | null) =>
    events.onEnd(member, { status, signal: signal === '' ? null : signal }),
  )
  return member
}
