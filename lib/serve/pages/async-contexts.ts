import asyncHooks, { AsyncLocalStorage } from 'node:async_hooks'

/** How long nothing may have been rendered before the contexts are left, in ms: some work of a rendering ends after its answer. */
const usualRest = 100

export interface AsyncContexts {
  /** Does work for which every context opened since must stay. */
  during<T>(work: () => Promise<T>): Promise<T>
}

/**
 * Leaves the asynchronous contexts of programs loaded after this call while no work is done that needs them. The framework
 * opens some with its first rendering and never leaves them; until Node 24 each request, timer and promise of the process
 * then runs a hook, a quarter of what an answer from memory costs.
 */
export function watchAsyncContexts(
  module: { AsyncLocalStorage: typeof AsyncLocalStorage } = asyncHooks,
  rest = usualRest,
): AsyncContexts {
  const entered = new Set<AsyncLocalStorage<unknown>>()
  let underWay = 0
  let resting: NodeJS.Timeout | undefined
  const leave = () => {
    for (const storage of entered) storage.disable()
    entered.clear()
  }
  module.AsyncLocalStorage = class<T> extends AsyncLocalStorage<T> {
    override run<R, Given extends unknown[]>(store: T, work: (...given: Given) => R, ...given: Given): R {
      entered.add(this)
      return super.run(store, work, ...given)
    }
    override enterWith(store: T): void {
      entered.add(this)
      super.enterWith(store)
    }
  }
  return {
    async during(work) {
      underWay += 1
      clearTimeout(resting)
      try {
        return await work()
      } finally {
        underWay -= 1
        if (underWay === 0) resting = setTimeout(leave, rest).unref()
      }
    },
  }
}
