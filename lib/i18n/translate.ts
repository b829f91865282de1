import type { Locale } from './locales.ts'
import { en, type Messages } from './messages/en.ts'
import { zh } from './messages/zh.ts'

const messagesByLocale: Readonly<Record<Locale, Messages>> = { en, zh }

/** All words of a language. */
export function messages(locale: Locale): Messages {
  return messagesByLocale[locale]
}

type KeysIn<Group> = {
  [Name in keyof Group & string]: Group[Name] extends string
    ? Name
    : Group[Name] extends (values: never) => string
      ? Name
      : `${Name}.${KeysIn<Group[Name]>}`
}[keyof Group & string]

type MessageAt<Group, Key extends string> = Key extends keyof Group
  ? Group[Key]
  : Key extends `${infer Name}.${infer Rest}`
    ? Name extends keyof Group
      ? MessageAt<Group[Name], Rest>
      : never
    : never

/** Path of a message, such as `nav.news`. */
export type MessageKey = KeysIn<Messages>

type ValuesOf<Key extends MessageKey> =
  MessageAt<Messages, Key> extends (values: infer Values) => string ? [values: Values] : []

/** Path of a message that needs no values. */
export type PlainMessageKey = { [Key in MessageKey]: MessageAt<Messages, Key> extends string ? Key : never }[MessageKey]

/** One message of a language: `translate('en', 'nav.news')`, `translate('zh', 'flag.corrected', { date })`. */
export function translate<Key extends MessageKey>(locale: Locale, key: Key, ...values: ValuesOf<Key>): string {
  let found: unknown = messagesByLocale[locale]
  for (const name of key.split('.')) {
    found = typeof found === 'object' && found !== null ? Reflect.get(found, name) : undefined
  }
  if (typeof found === 'string') return found
  if (typeof found === 'function') return String(found(...values))
  throw new Error(`There is no message "${key}".`)
}
