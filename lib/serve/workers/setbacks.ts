/** In ms. */
const remembered = 60_000
const firstPause = 100
const longestPause = 5000

/** More unexpected ends than this within a minute, for each process that is wanted, and replacing them makes nothing better. */
const mostForEach = 5

/** Remembers unexpected ends of processes and says what to do about the next. `now` in ms, never going back. */
export function createSetbacks(wanted: number, now: () => number) {
  let ends: number[] = []
  return {
    /** How long to wait before the replacement is started, in ms; `undefined` when it should not be. */
    note(): number | undefined {
      ends = [...ends.filter((end) => end > now() - remembered), now()]
      if (ends.length > mostForEach * wanted) return undefined
      return ends.length <= wanted ? 0 : Math.min(longestPause, firstPause * 2 ** (ends.length - wanted - 1))
    },
  }
}
