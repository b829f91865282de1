import { Console } from 'node:console'

/**
 * From now on `console` prints on `stream`: standard output belongs to the log, one JSON object a line, and the framework
 * prints there what is none.
 */
export function printElsewhere(stream: NodeJS.WritableStream): void {
  globalThis.console = new Console(stream)
}
