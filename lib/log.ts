export const logLevels = ['debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof logLevels)[number]

export type LogFields = Readonly<Record<string, unknown>>

/** One event, one JSON line. `event` is a permanent dotted name such as `content.published`; never an address or agent of a reader. */
export interface Log {
  debug(event: string, fields?: LogFields): void
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  error(event: string, fields?: LogFields): void
}

/** A log that writes lines of `level` and above; `write` receives each line with its newline. */
export function createLog(level: LogLevel, write: (line: string) => void, now: () => number = Date.now): Log {
  const threshold = logLevels.indexOf(level)
  const at = (name: LogLevel) => (event: string, fields?: LogFields) => {
    if (logLevels.indexOf(name) < threshold) return
    write(`${JSON.stringify({ time: new Date(now()).toISOString(), level: name, event, ...fields })}\n`)
  }
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

/** A log that says nothing, for commands that speak to people and for tests. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} }
