/** Where every "now" comes from. Injected, so that tests decide what time it is. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z, as `Date.now()`. */
  now(): number
}

export const systemClock: Clock = { now: () => Date.now() }
