import { LRUCache } from 'lru-cache'
import { chooseEncoding, type Encoding } from '../compress.ts'

/** How many different wishes are remembered, and the longest, in characters: browsers send a handful of short ones. */
const most = 200
const longest = 200

/** Reads `Accept-Encoding`, each value once. */
export class Encodings {
  readonly #known = new LRUCache<string, Encoding>({ max: most })

  /** How many wishes are remembered now. */
  get size(): number {
    return this.#known.size
  }

  choose(accepted: string | undefined): Encoding {
    if (accepted === undefined) return 'identity'
    const known = this.#known.get(accepted)
    if (known !== undefined) return known
    const chosen = chooseEncoding(accepted)
    if (accepted.length <= longest) this.#known.set(accepted, chosen)
    return chosen
  }
}
