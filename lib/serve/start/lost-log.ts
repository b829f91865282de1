/**
 * Lets the process go on when nobody reads what it prints any more (EPIPE). Otherwise the framework, which prints each error
 * that nobody takes, would print that printing failed, for ever, and the process would never end.
 */
export function outliveLostLog(streams: readonly NodeJS.WritableStream[]): void {
  for (const stream of streams) stream.on('error', () => undefined)
}
