import { setImmediate as turn } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'
import type { PublicRelease, ReleaseBody } from '#lib/content/types.ts'

/** Releases whose texts are read for one answer; of more, only the lead pictures are named. */
const mostRead = 1000

/** File names of the pictures in texts, remembered since a text takes milliseconds to read. */
export class BodyPictures {
  readonly #body: (release: PublicRelease) => Promise<Pick<ReleaseBody, 'images'>>
  readonly #known = new LRUCache<string, readonly string[]>({ max: 20_000 })

  constructor(body: (release: PublicRelease) => Promise<Pick<ReleaseBody, 'images'>>) {
    this.#body = body
  }

  /** The pictures in the text of each release; empty when there are too many releases to read. */
  async of(releases: readonly PublicRelease[]): Promise<ReadonlyMap<PublicRelease, readonly string[]>> {
    const found = new Map<PublicRelease, readonly string[]>()
    if (releases.length > mostRead) return found
    for (const release of releases) {
      const key = `${release.locale} ${release.digest}`
      let pictures = this.#known.get(key)
      if (pictures === undefined) {
        // Readers come first.
        await turn()
        pictures = (await this.#body(release)).images.map(({ src }) => src)
        this.#known.set(key, pictures)
      }
      found.set(release, pictures)
    }
    return found
  }
}
