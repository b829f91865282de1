import type { Log } from '#lib/log.ts'

/** Milliseconds between lines in the log, and between looks of the line on a terminal. */
const betweenLogLines = 5000
const betweenLooks = 100

export interface Terminal {
  readonly isTTY?: boolean
  write(text: string): unknown
}

/** Tells people and the log how far a long first reading of the content is; nothing of a short one. */
export function createLoadingProgress(log: Log, terminal: Terminal, now: () => number = () => performance.now()) {
  const began = now()
  let logged = began
  let shown = began
  let isLineOpen = false
  return {
    /** Folders read and folders found. */
    tell(read: number, found: number): void {
      const at = now()
      if (at - logged >= betweenLogLines) {
        log.info('content.loading', { read, found })
        logged = at
      }
      if (terminal.isTTY !== true || at - shown < betweenLooks) return
      const share = found === 0 ? 100 : Math.floor((100 * read) / found)
      terminal.write(`\r\u001b[KReading the content: ${read} of ${found} folders (${share} %)`)
      shown = at
      isLineOpen = true
    },
    /** Takes the line away. */
    end(): void {
      if (isLineOpen) terminal.write('\r\u001b[K')
      isLineOpen = false
    },
  }
}
