import { isCancel, select, text } from '@clack/prompts'
import type { ProblemLanguage } from '#lib/content/problem.ts'
import type { Questions } from './command.ts'

const keys: Readonly<Record<ProblemLanguage, string>> = {
  en: ' (↑ or ↓, then Enter)',
  zh: '（按 ↑ ↓ 选择，按 Enter 确认）',
}

/** Questions at the terminal; Ctrl-C gives up. */
export const terminalQuestions = (language: ProblemLanguage): Questions => ({
  async text(question, options = {}) {
    const { initial, check } = options
    const answer = await text({
      message: question,
      ...(initial === undefined ? {} : { initialValue: initial }),
      ...(check === undefined ? {} : { validate: (value) => check(value ?? '') }),
    })
    return isCancel(answer) ? undefined : answer
  },
  async choose(question, choices) {
    const answer = await select({
      message: `${question}${keys[language]}`,
      options: choices.map(({ value, label }) => ({ value, label })),
      // Its own are in English alone.
      showInstructions: false,
    })
    return isCancel(answer) ? undefined : answer
  },
})
