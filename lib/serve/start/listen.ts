import type { Server } from 'node:net'
import type { Config } from '#lib/config.ts'
import { ConfigError, errorCode } from '#lib/errors.ts'

/** Resolves when `server` listens. Rejects with `ConfigError` when the port is taken. */
export function listen(server: Server, { host, port }: Pick<Config, 'host' | 'port'>): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      if (errorCode(error) !== 'EADDRINUSE') return reject(error)
      const hint = `Stop it, or choose another port: PORT=${port + 1} npm start.`
      reject(
        new ConfigError('serve/port-in-use', `Another program already listens on port ${port}.`, hint, {
          cause: error,
        }),
      )
    })
    server.listen(port, host, resolve)
  })
}
