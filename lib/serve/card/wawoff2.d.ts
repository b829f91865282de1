declare module 'wawoff2' {
  /** The TrueType font in a WOFF 2.0 file. */
  export function decompress(bytes: Uint8Array): Promise<Uint8Array>
}
