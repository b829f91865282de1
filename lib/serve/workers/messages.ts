import { z } from 'zod'

/** How many processes serve, and how often one had to be replaced since the start. */
export interface WorkersStatus {
  readonly wanted: number
  readonly ready: number
  readonly replaced: number
}

const id = z.number().int()
/** Network, slug and local day of hits on the visit endpoint. */
const hits = z.array(z.tuple([z.string(), z.string(), z.string()]))
const status = z.object({ wanted: id, ready: id, replaced: id })

const toSupervisor = z.discriminatedUnion('kind', [
  // The worker answers, but only that it is still reading its content.
  z.object({ kind: z.literal('loading') }),
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('leaving') }),
  // The answer to `ask`: the event loop turns.
  z.object({ kind: z.literal('alive') }),
  z.object({ kind: z.literal('accepted'), id }),
  z.object({ kind: z.literal('refreshed') }),
  z.object({ kind: z.literal('seen'), paths: z.array(z.string()) }),
  z.object({ kind: z.literal('gather'), id }),
  z.object({ kind: z.literal('hits'), id, hits }),
  // What a process gives as its figures is its own matter; whoever gathers reads them.
  z.object({ kind: z.literal('figures'), id, figures: z.unknown() }),
])

const toWorker = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('connection'), id }),
  z.object({ kind: z.literal('ask') }),
  z.object({ kind: z.literal('status'), status }),
  z.object({ kind: z.literal('refresh') }),
  // Folders below the content folder in which another worker saw a change.
  z.object({ kind: z.literal('look'), paths: z.array(z.string()) }),
  z.object({ kind: z.literal('drain') }),
  // No connection comes behind this.
  z.object({ kind: z.literal('left') }),
  z.object({ kind: z.literal('figures'), id }),
  // For each of the hits asked about, whether it is within the limits of its address.
  z.object({ kind: z.literal('limits'), id, within: z.array(z.boolean()) }),
  z.object({ kind: z.literal('gathered'), id, figures: z.array(z.unknown()) }),
])

export type ToSupervisor = z.infer<typeof toSupervisor>
export type ToWorker = z.infer<typeof toWorker>

/** What a worker says, or `undefined` for messages of others. */
export function parseToSupervisor(message: unknown): ToSupervisor | undefined {
  return toSupervisor.safeParse(message).data
}

/** What the supervisor says, or `undefined` for messages of others. */
export function parseToWorker(message: unknown): ToWorker | undefined {
  return toWorker.safeParse(message).data
}
