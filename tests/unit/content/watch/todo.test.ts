import { expect, test, vi } from 'vitest'
import { TodoList } from '#lib/content/watch/todo.ts'

function fakeTimers() {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  return {
    [Symbol.dispose]() {
      vi.useRealTimers()
    },
  }
}

test('work is due when events have come to rest', () => {
  using _ = fakeTimers()
  const due = vi.fn()
  const todo = new TodoList(due)
  todo.add({ paths: ['news/2015/a'] })
  vi.advanceTimersByTime(30)
  todo.add({ paths: ['news/2015/b'] })
  vi.advanceTimersByTime(39)
  expect(due).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(due).toHaveBeenCalledOnce()
  expect(todo.take().paths).toEqual(new Set(['news/2015/a', 'news/2015/b']))
  expect(todo.isEmpty).toBe(true)
})

test('a stream of events that never rests delays work by a quarter of a second at most', () => {
  using _ = fakeTimers()
  const due = vi.fn()
  const todo = new TodoList(due)
  for (let time = 0; time < 250; time += 10) {
    todo.add({ list: true })
    vi.advanceTimersByTime(10)
  }
  expect(due).toHaveBeenCalledOnce()
})

test('many paths are begun with at once, and what follows them comes to rest first', () => {
  using _ = fakeTimers()
  const due = vi.fn()
  const todo = new TodoList(due)
  const add = (from: number, to: number) => {
    for (let index = from; index < to; index++) todo.add({ paths: [`news/2015/release-${index}`] })
  }
  add(0, 201)
  vi.advanceTimersByTime(1)
  expect(due).toHaveBeenCalledOnce()
  add(201, 400)
  vi.advanceTimersByTime(39)
  expect(due).toHaveBeenCalledOnce()
  vi.advanceTimersByTime(1)
  expect(due).toHaveBeenCalledTimes(2)
  expect(todo.paths.at(-1)).toBe('news/2015/release-399')
})

test('a later appointment does not put off an earlier one, and an earlier one comes first', () => {
  using _ = fakeTimers()
  const due = vi.fn()
  const todo = new TodoList(due)
  todo.add({ sweep: true }, 1000)
  todo.add({ paths: ['news/2015/a'] }, 50)
  todo.add({ site: true }, 500)
  vi.advanceTimersByTime(50)
  expect(due).toHaveBeenCalledOnce()
  expect(todo.take()).toEqual({ paths: new Set(['news/2015/a']), site: true, list: false, sweep: true })
  vi.advanceTimersByTime(2000)
  expect(due).toHaveBeenCalledOnce()
})

test('so many events that the system may have dropped some call for a look at everything', () => {
  using _ = fakeTimers()
  const todo = new TodoList(() => undefined)
  for (let event = 0; event < 8000; event++) todo.add({ paths: ['news/2015/a'] })
  expect(todo.take().sweep).toBe(false)
  for (let event = 0; event < 8001; event++) todo.add({ paths: ['news/2015/a'] })
  expect(todo.take().sweep).toBe(true)
})
