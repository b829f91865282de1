import { notFound } from 'next/navigation'
import { cache } from 'react'
import type { Edition } from '#lib/content/types.ts'
import { currentNewsroom } from '#lib/current-newsroom.ts'
import { isLocale, type Locale } from '#lib/i18n/locales.ts'
import { tagKey } from '#lib/urls.ts'

/** What is public, the same for the head and the body of one request. */
export const currentEdition: () => Edition = cache(() => currentNewsroom().edition())

/** The language of an address. Answers 404 when the site does not speak it. */
export function readLocale(text: string): Locale {
  if (!isLocale(text)) notFound()
  return text
}

/** A number in an address, written without leading zeros. Answers 404 for anything else. */
export function readNumber(text: string): number {
  if (!/^[1-9][0-9]{0,6}$/.test(text)) notFound()
  return Number(text)
}

/** The key of a category or tag in an address, which Next hands over percent-encoded. Answers 404 when it cannot be read. */
export function readKey(text: string): string {
  try {
    return tagKey(decodeURIComponent(text))
  } catch (error) {
    if (error instanceof URIError) notFound()
    throw error
  }
}
