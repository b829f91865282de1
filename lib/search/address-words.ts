import { isLocale } from '#lib/i18n/locales.ts'

const routeWords = new Set(['news', 'page', 'archive', 'category', 'tag', 'search', 'index', 'default', 'home'])
const longest = 80

function decodeLoosely(path: string): string {
  return path.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => {
    try {
      return decodeURIComponent(bytes)
    } catch (error) {
      // The address was wrong already; what cannot be read is no word.
      if (error instanceof URIError) return ' '
      throw error
    }
  })
}

/**
 * What a reader may have looked for at an address (path, percent-encoded, perhaps malformed): the words of its last part
 * that has any, at most 80 characters. Empty when it has none.
 */
export function addressWords(path: string): string {
  const parts = decodeLoosely(path.split(/[?#]/, 1)[0] ?? '').split('/')
  for (const part of parts.reverse()) {
    const words = part
      .replace(/\.(?:html?|aspx?|jsp|php|md|json)$/i, '')
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== '' && !isLocale(word) && !routeWords.has(word.toLowerCase()) && /\p{L}/u.test(word))
    if (words.length > 0) return words.join(' ').slice(0, longest).trim()
  }
  return ''
}
