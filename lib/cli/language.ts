import type { ProblemLanguage } from '#lib/content/problem.ts'
import { UsageError } from './command.ts'

const languageOf = (tag: string): ProblemLanguage => (/^zh(?:$|[-_.])/i.test(tag) ? 'zh' : 'en')

/**
 * The language in which commands speak: `NEWS_LANG` (`en` or `zh`, with or without a region), else the environment's
 * (`LC_ALL`, `LC_MESSAGES`, `LANG`, in POSIX order), else English. Throws `UsageError` for another `NEWS_LANG`.
 */
export function editorLanguage(environment: Readonly<Record<string, string | undefined>>): ProblemLanguage {
  const chosen = environment['NEWS_LANG']
  if (chosen !== undefined && chosen !== '') {
    if (/^(?:en|zh)(?:$|[-_.])/i.test(chosen)) return languageOf(chosen)
    throw new UsageError({
      en: `NEWS_LANG is "${chosen}"; messages exist in en and zh.`,
      zh: `NEWS_LANG 是“${chosen}”；提示信息只有 en 和 zh 两种。`,
    })
  }
  const found = ['LC_ALL', 'LC_MESSAGES', 'LANG']
    .map((name) => environment[name])
    .find((tag) => tag !== undefined && tag !== '')
  return languageOf(found ?? '')
}
