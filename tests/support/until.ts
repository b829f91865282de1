import { setTimeout } from 'node:timers/promises'

/** Asks again and again until `check` gives something other than `undefined`; throws after `limit` ms. */
export async function until<T>(what: string, check: () => Promise<T | undefined>, limit = 10_000): Promise<T> {
  const deadline = performance.now() + limit
  for (;;) {
    const found = await check()
    if (found !== undefined) return found
    if (performance.now() > deadline) throw new Error(`Waited ${limit} ms in vain until ${what}`)
    await setTimeout(20)
  }
}
