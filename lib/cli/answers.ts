import type { ProblemLanguage } from '#lib/content/problem.ts'
import { type Locale, locales } from '#lib/i18n/locales.ts'
import { messages } from '#lib/i18n/translate.ts'
import { type CommandContext, UsageError } from './command.ts'

/** The editor gave up at a question: nothing is written, and that is no fault of anybody. */
export class GivenUp extends Error {
  override readonly name = 'GivenUp'
}

/** The answer to a question. Throws `GivenUp` when there is none. */
export function given(answer: string | undefined): string {
  if (answer === undefined) throw new GivenUp()
  return answer
}

/** The error of a fact that cannot be asked for without a terminal; names the flag that says it. */
export const missingFlag = (flag: string, example: string) =>
  new UsageError({
    en: `Without a terminal to ask at, say it with --${flag}, as in --${flag} ${example}.`,
    zh: `没有可以提问的终端，请用 --${flag} 给出，例如 --${flag} ${example}。`,
  })

const placesInChinese: Readonly<Record<string, string>> = {
  slug: '网址名',
  old: '旧名',
  new: '新名',
  'path…': '路径…',
  day: '日期',
  visits: '访问量',
  words: '原因',
}

/** What follows the name of a verb, `<slug> [--lang en|zh]`, its places named as the handbook of that language names them. */
export const usageWords = (usage: string, language: ProblemLanguage) =>
  language === 'zh'
    ? usage.replace(/<([^>]+)>/g, (_place, name: string) => `<${placesInChinese[name] ?? name}>`)
    : usage

/** The error of a call with too few or too many names. */
export const callLike = (usage: string) =>
  new UsageError({
    en: `Call it like this: npm run news -- ${usage}`,
    zh: `用法：npm run news -- ${usageWords(usage, 'zh')}`,
  })

/** What a flag says when it can only be one of a few words; `undefined` when it was not given. */
export function chooseFlag<const T extends string>(
  flag: string,
  value: string | undefined,
  words: readonly T[],
): T | undefined {
  if (value === undefined) return undefined
  const found = words.find((word) => word === value)
  if (found !== undefined) return found
  throw new UsageError({
    en: `--${flag} is "${value}"; it can be ${words.join(', ').replace(/, ([^,]*)$/, ' or $1')}.`,
    zh: `--${flag} 是“${value}”；可用的有 ${words.join('、')}。`,
  })
}

const longestWords = 1000

const tooLong = (text: string) => ({
  en: `This is ${[...text].length} characters long; ${longestWords} are the most. Say it in a sentence or two.`,
  zh: `共 ${[...text].length} 个字符，最多 ${longestWords} 个。请用一两句话写清楚。`,
})

/** Words for readers, by language. */
export type WordsForReaders = Readonly<Partial<Record<Locale, string>>>

/**
 * What readers are told in each of `asked`: from the flags `--en` and `--zh`, or else asked for one by one. Languages left out
 * are absent. Throws `UsageError` for words in a language that is not asked for.
 */
export async function readWordsForReaders(
  flags: { readonly [Language in Locale]?: string | undefined },
  { asked, question }: { readonly asked: readonly Locale[]; readonly question: (language: string) => string },
  { questions, language }: CommandContext,
): Promise<WordsForReaders> {
  const words: Partial<Record<Locale, string>> = {}
  const isGiven = locales.some((locale) => flags[locale] !== undefined)
  for (const locale of locales) {
    const check = (text: string) => ([...text].length > longestWords ? tooLong(text) : undefined)
    const flag = flags[locale]
    if (flag !== undefined && !asked.includes(locale)) {
      throw new UsageError({
        en: `--${locale}: this release has no version in that language.`,
        zh: `--${locale}：这篇稿件没有该语言的版本。`,
      })
    }
    if (!asked.includes(locale)) continue
    const fault = check(flag ?? '')
    if (fault !== undefined) throw new UsageError(fault)
    const ask = async () =>
      given(
        await questions?.text(question(messages(language).languages[locale]), {
          check: (text) => check(text.trim())?.[language],
        }),
      )
    const text = (isGiven || questions === undefined ? (flag ?? '') : await ask()).trim()
    if (text !== '') words[locale] = text
  }
  return words
}
