/** The text of a legacy file and how it was written. */
export interface DecodedText {
  readonly text: string
  /** WHATWG label of the encoding that was used. */
  readonly encoding: string
  /** How many characters could not be read; they show as U+FFFD. */
  readonly damaged: number
}

const boms: readonly { readonly bytes: readonly number[]; readonly encoding: string }[] = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
]

// Node 20 decodes the bytes 0x80 to 0x9F of Windows-1252 as the control characters of ISO 8859-1.
const highSigns = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

const withSigns = (text: string, encoding: string) =>
  encoding === 'windows-1252'
    ? text.replace(/[\u0080-\u009f]/g, (sign) => highSigns[sign.charCodeAt(0) - 0x80] ?? sign)
    : text

function decodeStrictly(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return withSigns(new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding)
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

function decodeLoosely(bytes: Uint8Array, encoding: string): DecodedText {
  const text = withSigns(new TextDecoder(encoding).decode(bytes), encoding)
  return { text, encoding, damaged: text.split('\uFFFD').length - 1 }
}

// UTF-16 without a mark: ASCII letters leave every second byte empty, Chinese text still has spaces and line ends.
function guessUtf16(bytes: Uint8Array): string | undefined {
  const zeros: [number, number] = [0, 0]
  const sample = bytes.subarray(0, 4096)
  for (const [index, byte] of sample.entries()) if (byte === 0) zeros[index % 2 === 0 ? 0 : 1] += 1
  if (zeros[0] + zeros[1] < Math.max(2, sample.length / 100)) return undefined
  return zeros[1] >= zeros[0] ? 'utf-16le' : 'utf-16be'
}

// GB18030 accepts nearly any bytes, also the curly quotes of Windows-1252 in English text. There each high byte stands
// mostly stands alone between ASCII, while Chinese text has runs of them.
function standsAlone(bytes: Uint8Array): boolean {
  let high = 0
  let alone = 0
  for (const [index, byte] of bytes.entries()) {
    if (byte < 0x80) continue
    high += 1
    if ((bytes[index - 1] ?? 0) < 0x80 && (bytes[index + 1] ?? 0) < 0x80) alone += 1
  }
  return alone * 2 > high
}

// Big5 (WHATWG Encoding, section 14.2) has its common characters at A4 to C6, and half of the second bytes are ASCII; GB2312
// has no ASCII there, and the traditional characters of GBK begin at 81 to A0 too.
function looksLikeBig5(bytes: Uint8Array): boolean {
  let pairs = 0
  let common = 0
  let low = 0
  for (let index = 0; index < bytes.length; index += 1) {
    const first = bytes[index] ?? 0
    if (first < 0x80) continue
    const second = bytes[index + 1] ?? 0
    pairs += 1
    if (first >= 0xa1 && first <= 0xc6) common += 1
    if (second >= 0x40 && second < 0x7f) low += 1
    index += 1
  }
  return pairs >= 8 && common >= pairs * 0.8 && low >= pairs * 0.2
}

// Pages made from a foreign template call themselves ISO 8859-1, in which any bytes are text. In GB2312 Han characters are
// pairs of high bytes, the first of them B0 to F7.
function looksChinese(bytes: Uint8Array): boolean {
  let high = 0
  let paired = 0
  for (let index = 0; index < bytes.length; index += 1) {
    const first = bytes[index] ?? 0
    if (first < 0x80) continue
    const isPair = (bytes[index + 1] ?? 0) >= 0xa1
    high += isPair ? 2 : 1
    if (isPair && first >= 0xb0 && first <= 0xf7) paired += 2
    if (isPair) index += 1
  }
  return paired >= 8 && paired > high * 0.6
}

/** The encoding that the page itself names in a `meta` element or XML declaration within its first 4,096 bytes, if this Node knows it. */
function declaredEncoding(bytes: Uint8Array): string | undefined {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 4096))
  const label = /(?:<meta[^>]+charset|<\?xml[^>]+encoding)\s*=\s*["']?\s*([A-Za-z0-9_:-]+)/i.exec(start)?.[1]
  if (label === undefined) return undefined
  if (/^(?:gb|x-gbk|hz-gb)/i.test(label)) return 'gb18030'
  try {
    return new TextDecoder(label).encoding
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/**
 * Reads bytes of unknown encoding: a byte order mark decides; then strict UTF-8, since no other text passes it by chance;
 * then what the page declares; then UTF-16 without a mark, Windows-1252 for lone high bytes, Big5 by its pairs, and GB18030.
 */
export function decodeLegacyText(bytes: Uint8Array): DecodedText {
  for (const bom of boms) {
    if (bom.bytes.every((byte, index) => bytes[index] === byte)) return decodeLoosely(bytes, bom.encoding)
  }
  const utf16 = guessUtf16(bytes)
  if (utf16 !== undefined) return decodeLoosely(bytes, utf16)
  const utf8 = decodeStrictly(bytes, 'utf-8')
  if (utf8 !== undefined) return { text: utf8, encoding: 'utf-8', damaged: 0 }
  const declared = declaredEncoding(bytes)
  const isWrong = declared === 'utf-8' || (declared === 'windows-1252' && looksChinese(bytes))
  const candidates = [
    ...(declared === undefined || isWrong ? [] : [declared]),
    standsAlone(bytes) ? 'windows-1252' : looksLikeBig5(bytes) ? 'big5' : 'gb18030',
  ]
  for (const encoding of candidates) {
    const text = decodeStrictly(bytes, encoding)
    if (text !== undefined) return { text, encoding, damaged: 0 }
  }
  // Some bytes are damaged: the reading that loses least is the right one.
  const readings = [...candidates, 'utf-8'].map((encoding) => decodeLoosely(bytes, encoding))
  return readings.reduce((best, reading) => (reading.damaged < best.damaged ? reading : best))
}
