import { encode } from 'uqr'

/** A QR code as one SVG path: dark modules of 1 × 1 in a square of `size`, quiet zone included (ISO/IEC 18004: four modules). */
export interface QrPath {
  readonly path: string
  readonly size: number
}

/** The code of `text` with medium error correction. Throws when `text` is too long for any code (about 2,300 bytes). */
export function buildQrPath(text: string): QrPath {
  const { data, size } = encode(text, { ecc: 'M', border: 4 })
  const runs = data.flatMap((row, y) =>
    [
      ...row
        .map((dark) => (dark ? '1' : '0'))
        .join('')
        .matchAll(/1+/g),
    ].map(({ index, 0: run }) => `M${index} ${y}h${run.length}v1h-${run.length}z`),
  )
  return { path: runs.join(''), size }
}
