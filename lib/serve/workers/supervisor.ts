import { createServer, type Server } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { Config } from '#lib/config.ts'
import type { Log } from '#lib/log.ts'
import { listen } from '../start/listen.ts'
import { usualDrainTimes, waitForQuiet } from '../start/shutdown.ts'
import { Connections } from './connections.ts'
import { type Member, startMember } from './crew.ts'
import { Gathering } from './gathering.ts'
import { Heartbeat, heartbeatInterval } from './heartbeat.ts'
import { createSharedLimits } from './limits.ts'
import type { ToSupervisor, ToWorker, WorkersStatus } from './messages.ts'
import { createSetbacks } from './setbacks.ts'

/** Longest that a worker may take to end beyond the time for answers under way, in ms. */
const closingLimit = 5000

interface End {
  readonly status: number | null
  readonly signal: string | null
}

class Supervisor {
  readonly #log: Log
  readonly #wanted: number
  readonly #members = new Set<Member>()
  readonly #connections = new Connections<Member>(() => this.#receivers())
  readonly #gathering = new Gathering()
  readonly #heartbeat = new Heartbeat<Member>()
  readonly #limits: ReturnType<typeof createSharedLimits>
  readonly #setbacks: ReturnType<typeof createSetbacks>
  readonly #server: Server
  /** Resolves with the exit status of the site. */
  readonly ended: Promise<number>
  #end: (status: number) => void = () => {}
  #accepted = 0
  #replaced = 0
  #everReady = false
  #closing = false
  #spoilt = false

  constructor(config: Config, wanted: number, log: Log) {
    this.#limits = createSharedLimits(config.visitLimits, () => performance.now())
    this.#wanted = wanted
    this.#log = log
    this.#setbacks = createSetbacks(wanted, () => performance.now())
    this.ended = new Promise((resolve) => {
      this.#end = resolve
    })
    this.#server = createServer({ pauseOnConnect: true, noDelay: true }, (socket) => {
      this.#accepted += 1
      this.#connections.add(socket)
    })
  }

  async start(config: Config): Promise<void> {
    await listen(this.#server, config)
    setInterval(() => this.#endHanging(), heartbeatInterval).unref()
    // The first alone: it finds what is wrong, says it once, and leaves a warm start to the others.
    this.#startOne()
  }

  async close(): Promise<void> {
    this.#closing = true
    await waitForQuiet(() => this.#accepted, usualDrainTimes)
    this.#server.close()
    const deadline = performance.now() + usualDrainTimes.grace
    while (this.#connections.unsettled > 0 && performance.now() < deadline) await pause(usualDrainTimes.quiet)
    this.#connections.close()
    for (const member of this.#members) {
      if (member.state === 'ready' || member.state === 'leaving') member.tell({ kind: 'drain' })
      else member.kill()
    }
    if (this.#members.size === 0) this.#end(this.#spoilt ? 1 : 0)
    await pause(usualDrainTimes.grace + usualDrainTimes.limit + closingLimit, undefined, { ref: false })
    this.#spoilt = true
    for (const member of this.#members) member.kill()
  }

  #receivers(): Member[] {
    const ready = [...this.#members].filter(({ state }) => state === 'ready')
    return ready.length > 0 ? ready : [...this.#members].filter(({ state }) => state === 'loading')
  }

  #startOne(): void {
    const address = this.#server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const member = startMember(port, this.#log, {
      onMessage: (from, message) => this.#hear(from, message),
      onEnd: (ended, end) => this.#bury(ended, end),
    })
    this.#members.add(member)
  }

  /** Ends what hangs; it is replaced like any that ends. One that reads its content may be busy for longer. */
  #endHanging(): void {
    const serving = [...this.#members].filter(({ state }) => state === 'ready' || state === 'leaving')
    for (const member of this.#heartbeat.beat(serving)) {
      this.#log.error('workers.hanging', { worker: member.id })
      member.kill()
    }
  }

  #hear(from: Member, message: ToSupervisor): void {
    this.#heartbeat.heard(from)
    if (message.kind === 'alive') return
    if (message.kind === 'accepted') this.#connections.accepted(from, message.id)
    else if (message.kind === 'refreshed') this.#tellOthers(from, { kind: 'refresh' })
    else if (message.kind === 'seen') this.#tellOthers(from, { kind: 'look', paths: message.paths })
    else if (message.kind === 'gather') this.#gathering.ask(from, message.id, this.#receivers())
    else if (message.kind === 'hits') from.tell({ kind: 'limits', id: message.id, within: this.#limits(message.hits) })
    else if (message.kind === 'figures') this.#gathering.answer(from, message.id, message.figures)
    else this.#changeState(from, message.kind)
  }

  #tellOthers(from: Member, message: ToWorker): void {
    for (const member of this.#members) if (member !== from) member.tell(message)
  }

  #changeState(member: Member, state: Member['state']): void {
    member.state = state
    if (state === 'leaving') member.tell({ kind: 'left' })
    this.#connections.retry()
    if (state === 'ready' && !this.#everReady) {
      this.#everReady = true
      while (this.#members.size < this.#wanted) this.#startOne()
    }
    this.#publishStatus()
  }

  #publishStatus(): void {
    const ready = [...this.#members].filter((member) => member.state === 'ready').length
    const status: WorkersStatus = { wanted: this.#wanted, ready, replaced: this.#replaced }
    for (const member of this.#members) member.tell({ kind: 'status', status })
  }

  #bury(member: Member, end: End): void {
    this.#members.delete(member)
    this.#gathering.leave(member)
    this.#connections.leave(member)
    if (this.#closing) {
      if (member.state === 'ready' && end.status !== 0) this.#spoilt = true
      if (this.#members.size === 0) this.#end(this.#spoilt ? 1 : 0)
      return
    }
    this.#log.error('workers.ended', { worker: member.id, ...end })
    if (this.#everReady) this.#replace(end)
    else this.#giveUp(end)
    this.#publishStatus()
  }

  #replace(end: End): void {
    const wait = this.#setbacks.note()
    if (wait === undefined) {
      process.stderr.write(
        `The serving processes end again and again (last with ${end.signal ?? `status ${end.status}`}); the site stops.\nThe lines above say why; start with WORKERS=1 to see a single process fail.\n`,
      )
      this.#giveUp(end)
      return
    }
    this.#replaced += 1
    setTimeout(() => {
      if (!this.#closing && this.#members.size < this.#wanted) this.#startOne()
    }, wait)
  }

  /** Ends the site with the status that a single process would have. */
  #giveUp({ status, signal }: End): void {
    this.#closing = true
    if (signal !== null && !this.#everReady) process.stderr.write(`The serving process was ended by ${signal}.\n`)
    this.#server.close()
    this.#connections.close()
    for (const member of this.#members) member.kill()
    this.#end(status === null || status === 0 ? 1 : status)
  }
}

/**
 * Serves with `wanted` processes, each a whole site, and replaces those that end unexpectedly; this process only takes the
 * connections and hands them on. Resolves with the exit status after a signal, or when the site cannot be served.
 * Throws `ConfigError` when the port is taken.
 */
export async function supervise(config: Config, wanted: number, log: Log): Promise<number> {
  const supervisor = new Supervisor(config, wanted, log)
  let signals = 0
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      signals += 1
      // Workers end with the process that started them.
      if (signals > 1) process.exit(1)
      log.info('serve.closing', { signal })
      supervisor.close().catch((error: unknown) => {
        console.error(error)
        process.exit(1)
      })
    })
  }
  await supervisor.start(config)
  return await supervisor.ended
}
