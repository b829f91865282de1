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

export interface Trend {
  /** By how much values rise from one to the next. */
  readonly slope: number
  /** What the slope may be off by, one standard error, since values stray from their line; `NaN` for fewer than three. */
  readonly error: number
}

/** The line of least squares through `values` taken at equal distances. Its slope is 0 for fewer than two. */
export function fitTrend(values: readonly number[]): Trend {
  const count = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / count
  const from = (index: number) => index - (count - 1) / 2
  const spread = values.reduce((sum, _, index) => sum + from(index) ** 2, 0)
  const slope = spread === 0 ? 0 : values.reduce((sum, value, index) => sum + from(index) * (value - mean), 0) / spread
  const strayed = values.reduce((sum, value, index) => sum + (value - mean - slope * from(index)) ** 2, 0)
  return { slope, error: count < 3 ? Number.NaN : Math.sqrt(strayed / (count - 2) / spread) }
}
