import { StoreError } from '#lib/errors.ts'
import { openMemoryStore } from '#lib/visits/store/memory.ts'
import type { VisitStore } from '#lib/visits/store/store.ts'

export interface BreakableStore extends VisitStore {
  state: 'up' | 'fail' | 'hang'
}

const down = new StoreError('visits/test', 'The store is down.', 'Wait.')

/** A memory store that can be taken away: `fail` makes every call reject, `hang` makes none settle. */
export function breakableStore(): BreakableStore {
  const store = openMemoryStore()
  const breakable = new Proxy(store, {
    get(target, name: keyof VisitStore | 'state') {
      if (name === 'state') return state
      if (name === 'export') return target.export
      return (...args: never[]) => {
        if (state === 'hang') return new Promise(() => {})
        if (state === 'fail' && name === 'health')
          return Promise.resolve({ kind: 'memory', ok: false, warnings: ['Down.'] })
        if (state === 'fail' && name !== 'close') return Promise.reject(down)
        return Reflect.apply(target[name], target, args)
      }
    },
    set(_, name, value) {
      if (name === 'state') state = value
      return true
    },
  })
  let state: 'up' | 'fail' | 'hang' = 'up'
  return breakable as BreakableStore
}
