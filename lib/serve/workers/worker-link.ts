import type { Server } from 'node:http'
import { Socket } from 'node:net'
import type { RateLimiter } from '#lib/visits/rate.ts'
import { LimitQuestions } from './limits.ts'
import { parseToWorker, type ToSupervisor, type ToWorker, type WorkersStatus } from './messages.ts'

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

/** What this process does when it is spoken to, as told by whoever opened the site. */
interface Duties {
  status: WorkersStatus
  server: Server | undefined
  take: () => Promise<unknown>
  refresh: () => void
  look: (paths: readonly string[]) => void
  drain: () => void
  left: () => void
}

/** A worker's side of a gathering: asks for the figures of all. */
class FigureQuestions {
  readonly #askers = new Map<number, (figures: readonly unknown[]) => void>()
  #lastId = 0

  ask(): Promise<readonly unknown[]> {
    return new Promise((resolve) => {
      this.#lastId += 1
      this.#askers.set(this.#lastId, resolve)
      tell({ kind: 'gather', id: this.#lastId })
    })
  }

  answered({ id, figures }: ToWorker & { readonly kind: 'gathered' }): void {
    this.#askers.get(id)?.(figures)
    this.#askers.delete(id)
  }
}

interface Listener {
  readonly duties: Duties
  readonly questions: FigureQuestions
  readonly limits: LimitQuestions
}

/** Opens the line of this process, which was started by a supervisor. */
export function openWorkerLink(): WorkerLink {
  const duties: Duties = {
    status: { wanted: 1, ready: 0, replaced: 0 },
    server: undefined,
    take: async () => undefined,
    refresh() {},
    look() {},
    drain: () => process.exit(0),
    left() {},
  }
  const questions = new FigureQuestions()
  const limits = new LimitQuestions(tell)
  process.on('message', (raw: unknown, socket: unknown) => {
    const message = parseToWorker(raw)
    if (message !== undefined) hear(message, socket, { duties, questions, limits })
  })
  return {
    isWithinLimits: limits.isWithin,
    status: () => duties.status,
    refreshed: () => tell({ kind: 'refreshed' }),
    gather: () => questions.ask(),
    onGather(take) {
      duties.take = take
    },
    attach(server) {
      duties.server = server
      // It never listens itself; at this event Node begins to watch over slow clients.
      server.emit('listening')
      tell({ kind: 'loading' })
    },
    ready: () => tell({ kind: 'ready' }),
    leave: () =>
      new Promise((resolve) => {
        duties.left = resolve
        if (process.connected) tell({ kind: 'leaving' })
        else resolve()
      }),
    onRefresh(refresh) {
      duties.refresh = refresh
    },
    seen: (paths) => tell({ kind: 'seen', paths: [...paths] }),
    onSeen(look) {
      duties.look = look
    },
    onDrain(drain) {
      duties.drain = drain
    },
  }
}

function tell(message: ToSupervisor): void {
  if (process.connected) process.send?.(message)
}

function hear(message: ToWorker, socket: unknown, { duties, questions, limits }: Listener): void {
  switch (message.kind) {
    case 'connection':
      receive(message.id, socket, duties.server)
      break
    case 'ask':
      tell({ kind: 'alive' })
      break
    case 'status':
      duties.status = message.status
      break
    case 'refresh':
      duties.refresh()
      break
    case 'look':
      duties.look(message.paths)
      break
    case 'drain':
      duties.drain()
      break
    case 'left':
      duties.left()
      break
    case 'limits':
      limits.answered(message)
      break
    case 'figures':
      void giveFigures(message.id, duties)
      break
    case 'gathered':
      questions.answered(message)
      break
  }
}

function receive(id: number, socket: unknown, server: Server | undefined): void {
  tell({ kind: 'accepted', id })
  // The reader may have gone on the way; there is no socket then.
  if (!(socket instanceof Socket)) return
  socket.allowHalfOpen = true
  server?.emit('connection', socket)
}

async function giveFigures(id: number, { take }: Duties): Promise<void> {
  tell({ kind: 'figures', id, figures: await take() })
}
