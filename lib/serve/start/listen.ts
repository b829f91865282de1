import type { Server } from 'node:net'
import type { Config } from '#lib/config.ts'
import { ConfigError, errorCode } from '#lib/errors.ts'

/** What an operator can mend of a fault of listening; another fault as it is. */
function explain(error: Error, host: string, port: number): Error {
  const fault = (code: string, message: string, hint: string) => new ConfigError(code, message, hint, { cause: error })
  switch (errorCode(error)) {
    case 'EADDRINUSE': {
      const hint = `Stop it, or choose another port: PORT=${port < 65_535 ? port + 1 : port - 1} npm start.`
      return fault('serve/port-in-use', `Another program already listens on port ${port}.`, hint)
    }
    case 'EACCES': {
      const hint = 'Choose one from 1024 on, such as PORT=3000, and let a proxy in front have the low one.'
      return fault('serve/port-refused', `The system does not let this user listen on port ${port}.`, hint)
    }
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EINVAL': {
      const hint =
        'Set HOST to 0.0.0.0 for all addresses, 127.0.0.1 for this machine alone, or one that the machine has.'
      return fault('serve/bad-host', `HOST: "${host}" is no address of this machine.`, hint)
    }
    default:
      return error
  }
}

/**
 * Connections that the system keeps until the process takes them, as far as it allows. Of those beyond, readers believe that
 * they are open, and wait.
 */
const backlog = 4096

/** Resolves when `server` listens. Rejects with `ConfigError` when the port is taken or refused, or the host is another's. */
export function listen(server: Server, { host, port }: Pick<Config, 'host' | 'port'>): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(explain(error, host, port)))
    server.listen(port, host, backlog, resolve)
  })
}
