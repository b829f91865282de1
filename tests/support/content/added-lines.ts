/** What is left of `after` when the lines that `before` does not have are taken out: `before` itself when lines were only added. */
export function withoutAddedLines(before: string, after: string): string {
  const old = before.split('\n')
  let place = 0
  const kept = after.split('\n').filter((line) => {
    const isOld = line === old[place]
    if (isOld) place += 1
    return isOld
  })
  return kept.join('\n')
}
