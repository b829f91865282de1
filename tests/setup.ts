import { afterEach, beforeEach, expect, vi } from 'vitest'

// An error on the console that no test asked for is a fault of the code under test.
const unexpected: unknown[][] = []
beforeEach(() => {
  unexpected.length = 0
  vi.spyOn(console, 'error').mockImplementation((...words: unknown[]) => {
    unexpected.push(words)
  })
})
afterEach(() => {
  expect(unexpected, 'console.error was called').toEqual([])
})
