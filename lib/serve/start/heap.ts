import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** How long the first readers of a process are left alone, in ms. */
const usualRest = 1000

/**
 * Lets the heap grow to twice what is in use before it is collected: what is read at the start stays, so that a collection finds
 * little.
 */
export function letHeapDouble(): void {
  setFlagsFromString('--heap-growing-percent=100')
}

/**
 * From now on the heap grows by a fifth at most before it is collected: pages leave much behind, and V8 alone would let that
 * grow to four times what is in use; see docs/decisions/0012-memory.md. Collects it once after `rest` ms.
 */
export function keepHeapSmall(rest = usualRest): void {
  setFlagsFromString('--heap-growing-percent=20')
  // V8 reads the figure when it has collected: it would go by the other one until the heap has doubled.
  setTimeout(collect, rest).unref()
}

function collect(): void {
  setFlagsFromString('--expose-gc')
  const found: unknown = runInNewContext('globalThis.gc')
  setFlagsFromString('--no-expose-gc')
  if (typeof found === 'function') found()
}
