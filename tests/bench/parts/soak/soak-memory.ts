import { fitTrend, formatNumber, type Trend } from '../../statistics.ts'

/** What was seen between two publications. */
export interface Slice {
  /** Requests a second for the one page, and for all others. */
  readonly hot: number
  readonly mixed: number
  readonly faults: number
  /** Resident memory at each look, MB. */
  readonly resident: readonly number[]
  /** The heap of JavaScript in use after each of its collections, MB. */
  readonly live: readonly number[]
}

type Kind = 'resident' | 'live'

/** MB a minute up to which memory counts as flat. */
export const flat = 1
/** Slices without which nothing can be said. */
const leastSlices = 8
/** Minutes between two rows of the curve. */
const rowMinutes = 2.5

/** The least of a slice: what is being rendered comes and goes in between. `NaN` when nothing was seen. */
const least = (slice: Slice | undefined, kind: Kind) =>
  slice === undefined || slice[kind].length === 0 ? Number.NaN : Math.min(...slice[kind])

/** MB a minute, with one standard error. */
export function growthOf(slices: readonly Slice[], kind: Kind, seconds: number): Trend {
  const { slope, error } = fitTrend(slices.map((slice) => least(slice, kind)))
  return { slope: (slope * 60) / seconds, error: (error * 60) / seconds }
}

function verdict(slices: readonly Slice[], { slope }: Trend): string {
  if (slices.length < leastSlices) return 'too short to say'
  return slope <= flat ? 'yes' : 'no'
}

/** Rows of the curve from the first slice of so many `seconds` to the last, then what follows from all of them. */
export function listMemory(slices: readonly Slice[], seconds: number): string[][] {
  const row = (name: string, cell: (kind: Kind) => string) => [name, cell('resident'), cell('live')]
  const at = (name: string, place: number) => row(name, (kind) => formatNumber(least(slices.at(place), kind)))
  const step = (rowMinutes * 60) / seconds
  const between = Array.from({ length: Math.max(0, Math.ceil(slices.length / step) - 1) }, (_, index) =>
    at(`after ${formatNumber((index + 1) * rowMinutes)} minutes`, (index + 1) * step),
  )
  const growth = { resident: growthOf(slices, 'resident', seconds), live: growthOf(slices, 'live', seconds) }
  return [
    at('in the first slice, MB', 0),
    ...between,
    at('in the last', -1),
    row('most at any time', (kind) => formatNumber(Math.max(...slices.flatMap((slice) => slice[kind])))),
    row('growth, MB a minute', (kind) => `${formatNumber(growth[kind].slope)} ± ${formatNumber(growth[kind].error)}`),
    row('flat', (kind) => verdict(slices, growth[kind])),
  ]
}
