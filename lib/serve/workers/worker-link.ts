import type { Server } from 'node:http'
import { Socket } from 'node:net'
import type { RateLimiter } from '#lib/visits/rate.ts'
import { LimitQuestions } from './limits.ts'
import { parseToWorker, type ToSupervisor, type WorkersStatus } from './messages.ts'

/** What a serving process knows of the processes beside it. */
export interface Peers {
  status(): WorkersStatus
  /** Tells the others to read the content again; resolves at once. */
  refreshed(): void
  /** The figures of all serving processes, this one included; each is what its `onGather` gave, as JSON. */
  gather(): Promise<readonly unknown[]>
  /** Says how this process's figures are taken. */
  onGather(take: () => Promise<unknown>): void
}

/** The peers of a process that serves alone. */
export function withoutPeers(): Peers {
  let take = async (): Promise<unknown> => undefined
  return {
    status: () => ({ wanted: 1, ready: 1, replaced: 0 }),
    refreshed() {},
    gather: async () => [await take()],
    onGather(given) {
      take = given
    },
  }
}

/** A worker's end of the line to its supervisor. */
export interface WorkerLink extends Peers {
  /** `server` answers from now on, though perhaps only that the content is being read. */
  attach(server: Server): void
  /** This process can answer everything. */
  ready(): void
  /** Asks for no more connections; resolves when none is on its way. */
  leave(): Promise<void>
  onRefresh(refresh: () => void): void
  /** Tells the others in which folders below the content folder a change was seen. */
  seen(paths: readonly string[]): void
  onSeen(look: (paths: readonly string[]) => void): void
  onDrain(drain: () => void): void
  /** Counts the hits of addresses on all workers. */
  readonly isWithinLimits: RateLimiter<Promise<boolean>>
}

/** Opens the line of this process, which was started by a supervisor. */
export function openWorkerLink(): WorkerLink {
  let status: WorkersStatus = { wanted: 1, ready: 0, replaced: 0 }
  let take = async (): Promise<unknown> => undefined
  let refresh = () => {}
  let look = (_paths: readonly string[]) => {}
  let left = () => {}
  let drain = (): void => process.exit(0)
  let server: Server | undefined
  let lastQuestion = 0
  const questions = new Map<number, (figures: readonly unknown[]) => void>()
  const tell = (message: ToSupervisor) => {
    if (process.connected) process.send?.(message)
  }
  const limits = new LimitQuestions(tell)
  const receive = (id: number, socket: unknown) => {
    tell({ kind: 'accepted', id })
    // The reader may have gone on the way; there is no socket then.
    if (!(socket instanceof Socket)) return
    socket.allowHalfOpen = true
    server?.emit('connection', socket)
  }
  const giveFigures = async (id: number) => tell({ kind: 'figures', id, figures: await take() })
  process.on('message', (raw: unknown, socket: unknown) => {
    const message = parseToWorker(raw)
    switch (message?.kind) {
      case 'connection':
        return receive(message.id, socket)
      case 'ask':
        return tell({ kind: 'alive' })
      case 'status':
        status = message.status
        return
      case 'refresh':
        return refresh()
      case 'look':
        return look(message.paths)
      case 'drain':
        return drain()
      case 'left':
        return left()
      case 'limits':
        return limits.answered(message)
      case 'figures':
        return void giveFigures(message.id)
      case 'gathered':
        questions.get(message.id)?.(message.figures)
        questions.delete(message.id)
    }
  })
  return {
    isWithinLimits: limits.isWithin,
    status: () => status,
    refreshed: () => tell({ kind: 'refreshed' }),
    gather: () =>
      new Promise((resolve) => {
        lastQuestion += 1
        questions.set(lastQuestion, resolve)
        tell({ kind: 'gather', id: lastQuestion })
      }),
    onGather(given) {
      take = given
    },
    attach(given) {
      server = given
      // It never listens itself; at this event Node begins to watch over slow clients.
      server.emit('listening')
      tell({ kind: 'loading' })
    },
    ready: () => tell({ kind: 'ready' }),
    leave: () =>
      new Promise((resolve) => {
        left = resolve
        if (process.connected) tell({ kind: 'leaving' })
        else resolve()
      }),
    onRefresh(given) {
      refresh = given
    },
    seen: (paths) => tell({ kind: 'seen', paths: [...paths] }),
    onSeen(given) {
      look = given
    },
    onDrain(given) {
      drain = given
    },
  }
}
