/** `value` between quotation marks as YAML 1.2 section 7.3 wants it; line breaks stay as they are. */
export function quote(value: string): string {
  const double = value.includes('"') || value.includes('\\')
  if (double && !value.includes("'")) return `'${value}'`
  return `"${value.replace(/["\\]/g, '\\$&')}"`
}

/** `value` on one line, without control characters, cut after `limit` characters; for messages. */
export function excerpt(value: string, limit = 80): string {
  const line = value
    .replace(/\s+/gu, ' ')
    .replace(/\p{Cc}/gu, '\uFFFD')
    .trim()
  const characters = [...line]
  return characters.length > limit ? `${characters.slice(0, limit).join('')}…` : line
}
