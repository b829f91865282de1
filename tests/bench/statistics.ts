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

/**
 * The line of least squares through `values` taken at equal distances; `NaN` where nothing is known. Its slope is 0 for fewer
 * than two.
 */
export function fitTrend(values: readonly number[]): Trend {
  const points = values.flatMap((value, place) => (Number.isFinite(value) ? [{ value, place }] : []))
  const count = points.length
  const sum = (of: (point: { value: number; place: number }) => number) =>
    points.reduce((total, point) => total + of(point), 0)
  const mean = sum(({ value }) => value) / count
  const middle = sum(({ place }) => place) / count
  const spread = sum(({ place }) => (place - middle) ** 2)
  const slope = spread === 0 ? 0 : sum(({ value, place }) => (place - middle) * (value - mean)) / spread
  const strayed = sum(({ value, place }) => (value - mean - slope * (place - middle)) ** 2)
  return { slope, error: count < 3 ? Number.NaN : Math.sqrt(strayed / (count - 2) / spread) }
}
