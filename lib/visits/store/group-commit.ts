import type { HitResult, VisitHit } from './store.ts'

interface Waiting {
  readonly hit: VisitHit
  resolve(result: HitResult): void
  reject(error: unknown): void
}

/**
 * Lets hits share transactions: those of one turn of the event loop go together, those that arrive during a commit wait
 * for the next. Each promise settles after its transaction; when that fails, every hit in it does.
 */
export function groupCommit(
  commit: (batch: readonly VisitHit[]) => Promise<readonly HitResult[]>,
  most = 1000,
): (hit: VisitHit) => Promise<HitResult> {
  let waiting: Waiting[] = []
  let busy = false

  const flush = async () => {
    const batch = waiting.slice(0, most)
    waiting = waiting.slice(most)
    try {
      const results = await commit(batch.map(({ hit }) => hit))
      batch.forEach(({ resolve, reject }, index) => {
        const result = results[index]
        if (result === undefined) reject(new Error('a commit answered fewer hits than it was given'))
        else resolve(result)
      })
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
    busy = waiting.length > 0
    if (busy) void flush()
  }

  return (hit) =>
    new Promise((resolve, reject) => {
      waiting.push({ hit, resolve, reject })
      if (busy) return
      busy = true
      setImmediate(() => void flush())
    })
}
