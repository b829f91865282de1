import type { Instant } from '#lib/content/types.ts'

/** How a call ended. `answer` is for receipts: words without secrets. */
export type Outcome =
  /**
   * Taken. Of the addresses, `refused` never will be, and `left` were not taken this time, which makes them wait until
   * `resume`; both are empty as a rule.
   */
  | {
      readonly kind: 'sent'
      readonly answer: string
      readonly refused?: ReadonlyMap<string, string>
      readonly left?: readonly string[]
      readonly resume?: Instant
    }
  /** A fault that passes: try again, not before `resume`. */
  | { readonly kind: 'later'; readonly answer: string; readonly resume?: Instant }
  /** More addresses than are left for today: fewer may be taken, else `resume` is when the count begins anew. */
  | { readonly kind: 'too-many'; readonly answer: string; readonly resume: Instant }
  /** A fault that stays until an operator mends it. */
  | { readonly kind: 'refused'; readonly answer: string }

/** One way of telling others that addresses have changed. */
export interface Protocol {
  /** Most addresses in a call. */
  readonly batch: number
  /** Absolute addresses of this site, at least one. Never rejects for what the other side does. */
  send(urls: readonly string[], call: { readonly now: Instant; readonly signal: AbortSignal }): Promise<Outcome>
}
