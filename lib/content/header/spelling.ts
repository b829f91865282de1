/** Edit distance in which swapping two neighbours is one step (optimal string alignment); both words are short. */
function distance(a: string, b: string): number {
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let least = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + same)
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (swapped) least = Math.min(least, (before[j - 2] ?? 0) + 1)
      row.push(least)
    }
    before = above
    above = row
  }
  return above[b.length] ?? 0
}

const plain = (word: string) =>
  word
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]/gu, '')

/** The one of `words` that `word` was probably meant to be, `undefined` when none is near. Case and hyphens do not count. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  const wanted = plain(word)
  if (wanted === '' || wanted.length > 40) return undefined
  const limit = wanted.length <= 4 ? 1 : wanted.length <= 8 ? 2 : 3
  let best: string | undefined
  let least = limit + 1
  for (const candidate of words) {
    const steps = distance(wanted, plain(candidate))
    if (steps < least) {
      best = candidate
      least = steps
    }
  }
  return best
}
