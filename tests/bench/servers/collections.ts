const anyLine = /^\[(\d+:0x[\da-f]+)/
const wholeHeap = /^[^\]]*\] +\d+ ms: Mark-Compact [^>]*-> ([\d.]+) /

/** Reads what a process prints with V8's `--trace-gc`: how much of the main thread's heap is in use after it was collected. */
export class Collections {
  #main: string | undefined
  #live: number[] = []

  readLine(line: string): void {
    const [, isolate] = anyLine.exec(line) ?? []
    // The main thread is there before all others, and says so.
    this.#main ??= isolate
    const [, live] = wholeHeap.exec(line) ?? []
    if (live !== undefined && isolate === this.#main) this.#live.push(Number(live))
  }

  /** MB in use after each collection of the whole heap since the last call. */
  take(): number[] {
    const live = this.#live
    this.#live = []
    return live
  }
}
