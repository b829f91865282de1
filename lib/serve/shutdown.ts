import type { Server } from 'node:http'

/** Longest wait, in ms, for answers under way when the process is asked to end. */
const longestDrain = 10_000

/**
 * Stops accepting connections, lets answers under way end, then closes what is left; resolves when no connection is open.
 * `limit` is in ms.
 */
export function drain(server: Server, limit = longestDrain): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), limit)
    server.close(() => {
      clearTimeout(timer)
      resolve()
    })
    server.closeIdleConnections()
  })
}
