import type { Block } from '../cache/entry.ts'
import { headOf, type Reply } from '../cache/send-entry.ts'

/** Bytes kept at once. */
const usualLimit = 4 * 1024 * 1024

/**
 * Head and body of answers in one piece each, for one write: made for the first reader of an answer in each second, and gone with
 * the next.
 */
export class PreparedReplies {
  readonly #limit: number
  readonly #made = new Map<Block, { readonly head: string; readonly whole: Buffer }>()
  #bytes = 0
  #second = 0

  constructor(limit = usualLimit) {
    this.#limit = limit
  }

  prepare(reply: Reply): Buffer {
    const head = headOf(reply)
    const { block, body } = reply
    if (body === undefined) return Buffer.from(head, 'latin1')
    this.#forgetOthers(block.second)
    const made = this.#made.get(block)
    if (made?.head === head) return made.whole
    const whole = Buffer.concat([Buffer.from(head, 'latin1'), body])
    if (this.#bytes + whole.length <= this.#limit) {
      this.#bytes += whole.length - (made?.whole.length ?? 0)
      this.#made.set(block, { head, whole })
    }
    return whole
  }

  #forgetOthers(second: number): void {
    if (second === this.#second) return
    this.#made.clear()
    this.#bytes = 0
    this.#second = second
  }
}
