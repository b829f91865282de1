import { isAcknowledged, type LoadHit, newReader, sendHit, type VisitServerProcess } from './load.ts'

export interface KillRounds {
  readonly rounds: number
  /** Starts the server again on the same data; any server of `/api/visits` that trusts one proxy will do. */
  readonly start: () => Promise<VisitServerProcess>
  /** Published releases. */
  readonly slugs: readonly string[]
}

/**
 * Kills a server under load as many times as asked, sending again after each restart what was not answered, as browsers do.
 * Returns every hit that was acknowledged; each is of a reader of its own.
 */
export async function runKillRounds({ rounds, start, slugs }: KillRounds): Promise<readonly LoadHit[]> {
  const acknowledged: LoadHit[] = []
  let unanswered: readonly LoadHit[] = []
  const sendAgain = async (origin: string) => {
    for (const hit of unanswered) {
      if (!isAcknowledged(await sendHit(origin, hit))) throw new Error('a server that runs did not acknowledge a hit')
      acknowledged.push(hit)
    }
  }
  for (let round = 0; round < rounds; round += 1) {
    const server = await start()
    await sendAgain(server.origin)
    const loading = loadUntilGone(server.origin, slugs, 20)
    const deadline = Date.now() + 50 + Math.random() * 300
    while (Date.now() < deadline) await new Promise(setImmediate)
    await server.end('SIGKILL')
    const sent = await loading
    acknowledged.push(...sent.acknowledged)
    unanswered = sent.unanswered
  }
  const server = await start()
  await sendAgain(server.origin)
  await server.end('SIGTERM')
  return acknowledged
}

/** Sends new readers' hits one after another in each lane until the server is gone. */
async function loadUntilGone(
  origin: string,
  slugs: readonly string[],
  lanes: number,
): Promise<{ readonly acknowledged: readonly LoadHit[]; readonly unanswered: readonly LoadHit[] }> {
  const acknowledged: LoadHit[] = []
  const unanswered: LoadHit[] = []
  const lane = async () => {
    for (;;) {
      const hit = newReader(slugs[Math.floor(Math.random() * slugs.length)] ?? '')
      const answer = await sendHit(origin, hit)
      if (answer === undefined) {
        unanswered.push(hit)
        return
      }
      if (isAcknowledged(answer)) acknowledged.push(hit)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return { acknowledged, unanswered }
}
