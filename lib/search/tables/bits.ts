/** A set of whole numbers, one bit each: the number 8 is the lowest bit of the second byte. */
export type Bits = Uint8Array

export const hasBit = (bits: Bits, number: number): boolean => (((bits[number >> 3] ?? 0) >> (number & 7)) & 1) === 1

/** Puts a number in or takes it out. */
export function setBit(bits: Bits, number: number, isIn: boolean): void {
  const mask = 1 << (number & 7)
  const byte = bits[number >> 3] ?? 0
  bits[number >> 3] = isIn ? byte | mask : byte & ~mask
}

/** Takes out of `bits` what `others` lacks. */
export function keepCommon(bits: Bits, others: Bits): void {
  for (let at = 0; at < bits.length; at += 1) bits[at] = (bits[at] ?? 0) & (others[at] ?? 0)
}

/** Tells each number, in order; returns how many there are. */
export function tellBits(bits: Bits, tell: (number: number) => void): number {
  let count = 0
  for (let at = 0; at < bits.length; at += 1) {
    for (let byte = bits[at] ?? 0; byte > 0; byte &= byte - 1) {
      tell(at * 8 + 31 - Math.clz32(byte & -byte))
      count += 1
    }
  }
  return count
}
