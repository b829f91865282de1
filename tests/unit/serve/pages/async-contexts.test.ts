import asyncHooks, { type AsyncLocalStorage } from 'node:async_hooks'
import { setImmediate as turn } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { watchAsyncContexts } from '#lib/serve/pages/async-contexts.ts'

const rest = 100
let module: { AsyncLocalStorage: typeof AsyncLocalStorage }
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  module = { AsyncLocalStorage: asyncHooks.AsyncLocalStorage }
})
afterEach(() => vi.useRealTimers())

/** Enters a context and tells from inside, as often as it is asked, what is seen there. */
function openContext(storage: AsyncLocalStorage<string>, value: string) {
  return storage.run(value, () => asyncHooks.AsyncResource.bind(() => storage.getStore()))
}

test('a context lasts as long as anything that needs it is under way, and is left a moment later', async () => {
  const contexts = watchAsyncContexts(module, rest)
  const storage = new module.AsyncLocalStorage<string>()
  let endFirst = () => {}
  const first = contexts.during(() => new Promise<void>((resolve) => (endFirst = resolve)))
  const see = openContext(storage, 'rendering')
  await contexts.during(async () => await turn())
  vi.advanceTimersByTime(10 * rest)
  expect(see()).toBe('rendering')
  endFirst()
  await first
  vi.advanceTimersByTime(rest - 1)
  expect(see()).toBe('rendering')
  vi.advanceTimersByTime(1)
  expect(see()).toBeUndefined()
})

test('work that begins in that moment keeps its contexts', async () => {
  const contexts = watchAsyncContexts(module, rest)
  const storage = new module.AsyncLocalStorage<string>()
  await contexts.during(async () => {})
  vi.advanceTimersByTime(rest - 1)
  const seen = await contexts.during(() =>
    storage.run('second', async () => {
      vi.advanceTimersByTime(10 * rest)
      await turn()
      return storage.getStore()
    }),
  )
  expect(seen).toBe('second')
})

test('what was left can be entered again, and work that fails is over too', async () => {
  const contexts = watchAsyncContexts(module, rest)
  const storage = new module.AsyncLocalStorage<string>()
  for (const value of ['one', 'two']) {
    let see = () => storage.getStore()
    const failing = contexts.during(async () => {
      storage.enterWith(value)
      see = asyncHooks.AsyncResource.bind(() => storage.getStore())
      await turn()
      expect(see()).toBe(value)
      throw new Error(value)
    })
    await expect(failing).rejects.toThrow(value)
    vi.advanceTimersByTime(rest)
    expect(see()).toBeUndefined()
  }
})
