/** The middle of `values`, or the mean of the two in the middle. Throws for none. */
export function median(values: readonly number[]): number {
  return percentile(values, 50)
}

/** The value below which `share` percent of `values` lie, between neighbours in proportion. Throws for none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const place = ((sorted.length - 1) * share) / 100
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]]
  if (below === undefined || above === undefined) throw new Error('There is no median of nothing')
  return below + (above - below) * (place - Math.floor(place))
}

/**
 * The median of `a / b` over rounds measured one after the other: what the machine did meanwhile befell both. Both have as
 * many rounds.
 */
export function ratioOfRounds(a: readonly number[], b: readonly number[]): number {
  return median(a.map((value, round) => value / (b[round] ?? Number.NaN)))
}

/** A number for people: three significant digits, thousands apart. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return '–'
  return Math.abs(value) >= 100
    ? Math.round(value).toLocaleString('en')
    : value.toLocaleString('en', { maximumSignificantDigits: 3 })
}

/** By how much `values`, taken at equal distances, rise from one to the next: least squares. 0 for fewer than two. */
export function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const [shared, spread] = values.reduce(
    ([shared, spread], value, index) => [
      shared + (index - middle) * (value - mean),
      spread + (index - middle) * (index - middle),
    ],
    [0, 0],
  )
  return spread === 0 ? 0 : shared / spread
}
