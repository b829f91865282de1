import { pinyin } from 'pinyin-pro'
import { isSlug } from '#lib/urls.ts'
import type { Words } from './command.ts'

const longestSlug = 60

/** Why `slug` can be no slug; `undefined` when it can. */
export function slugForm(slug: string): Words | undefined {
  if (isSlug(slug)) return undefined
  return {
    en: `"${slug}" cannot be a slug; use lower-case letters, digits and single hyphens, as in spring-seminar.`,
    zh: `“${slug}”不能作为网址名；只能用小写字母、数字和单个连字符，例如 spring-seminar。`,
  }
}

// Letters that NFKD does not take apart.
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
}

function words(title: string): string[] {
  const spelled = /\p{Script=Han}/u.test(title)
    ? pinyin(title, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true }).join(' ')
    : title
  return spelled
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[ßæœøđðþłı]/g, (letter) => plainLetters[letter] ?? '')
    .replace(/(?<=[\p{L}\p{N}])['’‘](?=[\p{L}])/gu, '')
    .replace(/(?<=\d)[.,](?=\d{3}(?!\d))/g, '')
    .replace(/&/g, ' and ')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
}

/**
 * A slug for a title: its English words, or pinyin without tones for Chinese; at most 60 characters, cut between words.
 * `undefined` when the title has neither Latin letters, figures nor Han characters.
 */
export function proposeSlug(title: string): string | undefined {
  let slug = ''
  for (const word of words(title)) {
    const longer = slug === '' ? word.slice(0, longestSlug) : `${slug}-${word}`
    if (longer.length > longestSlug) break
    slug = longer
  }
  return isSlug(slug) ? slug : undefined
}
