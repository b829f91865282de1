/** Where every "now" comes from. Injected, so that tests decide what time it is. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z, as `Date.now()`. */
  now(): number
  /** Milliseconds that never jump or run backwards while the process lives; no meaning but their differences. */
  steady?(): number
}

export const systemClock: Clock = { now: () => Date.now(), steady: () => performance.now() }
