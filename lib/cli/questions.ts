import { isCancel, select, text } from '@clack/prompts'
import type { Questions } from './command.ts'

/** Questions at the terminal; Ctrl-C gives up. */
export const terminalQuestions: Questions = {
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
    const answer = await select({ message: question, options: choices.map(({ value, label }) => ({ value, label })) })
    return isCancel(answer) ? undefined : answer
  },
}
