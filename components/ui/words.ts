import { type Locale, localeFacts } from '#lib/i18n/locales.ts'

const opening = /^[\p{Ps}\p{Pi}《「『【〔（“‘]+$/u
const closing = /^[\p{P}\p{Z}\p{S}]+$/u

/**
 * Splits Chinese text where a line may break: between words, never before a closing mark or after an opening one
 * (W3C Requirements for Chinese Text Layout, 3.1). Other languages come back whole: their spaces already say it.
 */
export function splitWords(text: string, locale: Locale): string[] {
  if (locale !== 'zh') return [text]
  const parts: string[] = []
  let held = ''
  for (const { segment, isWordLike } of new Intl.Segmenter(localeFacts[locale].tag, { granularity: 'word' }).segment(
    text,
  )) {
    if (opening.test(segment)) held += segment
    else if (!isWordLike && closing.test(segment) && held === '' && parts.length > 0)
      parts.push(`${parts.pop() ?? ''}${segment}`)
    else {
      parts.push(held + segment)
      held = ''
    }
  }
  return held === '' ? parts : [...parts, held]
}
