import { isCancel, select, text } from '@clack/prompts'
import type { ProblemLanguage } from '#lib/content/problem.ts'
import type { Questions } from './command.ts'

const keys: Readonly<Record<ProblemLanguage, string>> = {
  en: ' (↑ or ↓, then Enter)',
  zh: '（按 ↑ ↓ 选择，按 Enter 确认）',
}

/** Asks until there is an answer or no more input: Ctrl-D and a terminal that is closed give up, as Ctrl-C does. */
async function untilEnd<T>(ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const end = new AbortController()
  const stop = () => end.abort()
  const press = (_text: string | undefined, key: { readonly ctrl?: boolean; readonly name?: string } | undefined) => {
    if (key?.ctrl === true && key.name === 'd') stop()
  }
  process.stdin.once('end', stop).prependListener('keypress', press)
  try {
    return await ask(end.signal)
  } finally {
    process.stdin.off('end', stop).off('keypress', press)
  }
}

/** Questions at the terminal; Ctrl-C and Ctrl-D give up. */
export const terminalQuestions = (language: ProblemLanguage): Questions => ({
  async text(question, options = {}) {
    const { initial, check } = options
    const asked = {
      message: question,
      ...(initial === undefined ? {} : { initialValue: initial }),
      ...(check === undefined ? {} : { validate: (value: string | undefined) => check(value ?? '') }),
    }
    const answer = await untilEnd((signal) => text({ ...asked, signal }))
    return isCancel(answer) ? undefined : answer
  },
  async choose(question, choices) {
    const asked = {
      message: `${question}${keys[language]}`,
      options: choices.map(({ value, label }) => ({ value, label })),
      // Its own are in English alone.
      showInstructions: false,
    }
    const answer = await untilEnd((signal) => select({ ...asked, signal }))
    return isCancel(answer) ? undefined : answer
  },
})
