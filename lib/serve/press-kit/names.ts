/** Signs that a file system refuses or a shell reads as orders, and those that turn the direction of a name round. */
const unsafe = /[<>:"|?*/\\\p{Cc}\p{Bidi_Control}]/gu

/** Names that are devices on Windows, whatever their extension. */
const devices = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?=\.|$)/i

/** Longest name that every file system takes, in UTF-8. */
const longest = 200

function cutTo(bytes: number, text: string): string {
  let cut = ''
  for (const character of text) {
    if (Buffer.byteLength(cut + character) > bytes) break
    cut += character
  }
  return cut
}

/** A name that any computer can unpack, and that stays in its folder. The extension stays. */
export function safeName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(unsafe, '_')
    .replace(/^[.\s]+/, '_')
    .replace(/[.\s]+$/, '')
  const extension = /\.[a-z0-9]{1,8}$/i.exec(plain)?.[0] ?? ''
  const stem = cutTo(longest - extension.length, plain.slice(0, plain.length - extension.length))
  return `${devices.test(stem) ? '_' : ''}${stem === '' ? '_' : stem}${extension}`
}

/** Gives each name once, also for computers that do not tell capitals: the second gets `-2`. */
export function nameGiver(): (name: string) => string {
  const given = new Set<string>()
  return (name) => {
    const safe = safeName(name)
    const dot = safe.lastIndexOf('.')
    const [stem, extension] = dot > 0 ? [safe.slice(0, dot), safe.slice(dot)] : [safe, '']
    let unique = safe
    for (let number = 2; given.has(unique.toLowerCase()); number++) unique = `${stem}-${number}${extension}`
    given.add(unique.toLowerCase())
    return unique
  }
}
