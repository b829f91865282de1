/** Sets full-width ASCII and the ideographic space to their narrow forms, one for one, so that offsets stay true. */
export function foldWidth(text: string): string {
  return text
    .replace(/[\uFF01-\uFF5E]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(/[\u3000\u00a0]/g, ' ')
}

/** Line ends as `\n`; no byte order mark, zero-width or control characters; no-break spaces as spaces. */
export function normalizeText(text: string): string {
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/\f/g, '\n\n')
    .replace(/[\uFEFF\u200B\u00AD\u2060\u202A-\u202E\u2066-\u2069]/g, '')
    .replace(/(?![\n\t])\p{Cc}/gu, '')
    .replace(/[\u00A0\u2007\u202F]/g, ' ')
}

const wide =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]/u

/** Whether the character takes two columns and is written without spaces: Han, kana, and their punctuation. */
export function isWide(char: string): boolean {
  return wide.test(char)
}

/** Columns of a text in a fixed-width font: wide characters take two. */
export function columns(text: string): number {
  let count = 0
  for (const char of text) count += isWide(char) ? 2 : 1
  return count
}

/** Whether a text ends as a sentence does, closing quotes and brackets aside. */
export function endsSentence(text: string): boolean {
  return /[.!?。！？…；;:：][”’"'）)\]】」』》〕\s]*$/u.test(text)
}

/** Whether a line begins with a word that opens English sentences: a line break before it is no wrapping, unless a stop is missing. */
export function opensSentence(text: string): boolean {
  return /^(?:The|This|That|These|Those|They|It|He|She|We|On|In|At|During|After|According|Participants)\s/.test(
    text.trimStart(),
  )
}

/** Two pieces of one paragraph that stood on two lines: a space between Latin words, none beside Chinese or after a hyphen. */
export function joinLines(first: string, second: string): string {
  const before = [...first].at(-1) ?? ''
  const after = [...second][0] ?? ''
  const close = isWide(before) || isWide(after) || /[\p{L}]-$/u.test(first) || before === '—' || after === '—'
  // Between “ and a Han character the quotation mark is Chinese, whatever its width.
  const quoted = (/[“‘”’]/u.test(before) && isWide(after)) || (/[“‘”’]/u.test(after) && isWide(before))
  return close || quoted || before === '' || after === '' ? first + second : `${first} ${second}`
}

/** Runs of spaces as one; none at the ends. */
export function collapse(text: string): string {
  return text.replace(/[ \t]+/g, ' ').replace(/^[\s\u3000]+|[\s\u3000]+$/gu, '')
}

/** How many Han characters, and how many Latin letters, a text has. */
function countScripts(text: string): { readonly han: number; readonly latin: number } {
  return { han: text.match(/\p{Script=Han}/gu)?.length ?? 0, latin: text.match(/\p{Script=Latin}/gu)?.length ?? 0 }
}

/** Whether a text is Chinese: one Han character says as much as about four Latin letters. */
export function isChinese(text: string): boolean {
  const { han, latin } = countScripts(text)
  return han > 0 && han * 4 >= latin
}
