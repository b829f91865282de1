/** A whole answer for an address, the same for every reader: before encoding, conditions and `HEAD`. */
export interface Page {
  readonly status: number
  /** Lower-case names; without `content-length`, `etag`, `vary` and the headers that every answer has. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}
