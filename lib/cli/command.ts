import { type ParseArgsConfig, parseArgs } from 'node:util'
import type { Config } from '#lib/config.ts'
import { nearest } from '#lib/content/header/spelling.ts'
import type { ProblemLanguage } from '#lib/content/problem.ts'
import { errorCode } from '#lib/errors.ts'

/** A sentence in the languages of editors. */
export type Words = Readonly<Record<ProblemLanguage, string>>

/** The command was called in a way it cannot follow; status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  readonly words: Words

  constructor(words: Words) {
    super(words.en)
    this.words = words
  }
}

/** Questions to a person at a terminal. Each resolves to `undefined` when the person gives up. */
export interface Questions {
  text(
    question: string,
    options?: { readonly initial?: string; readonly check?: (value: string) => string | undefined },
  ): Promise<string | undefined>
  choose(
    question: string,
    choices: readonly { readonly value: string; readonly label: string }[],
  ): Promise<string | undefined>
}

/** What a verb may use of the world. */
export interface CommandContext {
  readonly language: ProblemLanguage
  readonly config: Config
  /** Absolute; the folder that holds `site.yaml`. */
  readonly contentDir: string
  /** Absolute; paths that the editor typed are relative to it. */
  readonly directory: string
  /** Milliseconds since the epoch. */
  readonly now: number
  /** Absent without a terminal. */
  readonly questions?: Questions
  /** Writes to standard output; the caller ends lines. */
  readonly write: (text: string) => void
}

/** A verb of the `news` command. */
export interface Verb {
  readonly name: string
  /** What follows the name in a call, `<path…> [--dry-run]`. */
  readonly usage: string
  readonly summary: Words
  /** The rest of `--help`: flags and an example. */
  readonly help: Words
  /** Resolves to the exit status: 0, or 1 when the content has errors. Throws `UsageError`. */
  run(args: readonly string[], context: CommandContext): Promise<number>
}

export const say = (context: CommandContext, words: Words) => context.write(`${words[context.language]}\n`)

type Options = NonNullable<ParseArgsConfig['options']>

/** The error of a flag whose hyphens are not two: `-fix`, or `—fix` as word processors correct it. */
function hyphenFault(args: readonly string[], names: readonly string[]): UsageError | undefined {
  const typed = args.find((arg) =>
    /^(?:-|[\u2010-\u2015\u2212\uFF0D-]*[\u2010-\u2015\u2212\uFF0D]-?)[a-z]{2}/i.test(arg),
  )
  const name = typed?.replace(/^[^a-z]+/i, '').replace(/=.*$/s, '')
  const meant = name === undefined ? undefined : nearest(name, names)
  if (typed === undefined || meant === undefined) return undefined
  return new UsageError({
    en: `A flag begins with two hyphens: --${meant}, not ${typed}.`,
    zh: `选项以两个半角连字符开头：应为 --${meant}，而不是 ${typed}。`,
  })
}

/** `parseArgs` of Node with its complaints as `UsageError`s that name the nearest flag. */
export function parseFlags<T extends Options>(args: readonly string[], options: T) {
  const wrong = hyphenFault(args, Object.keys(options))
  if (wrong !== undefined) throw wrong
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (error) {
    const code = errorCode(error)
    if (!(error instanceof Error) || code === undefined || !code.startsWith('ERR_PARSE_ARGS')) throw error
    const names = Object.keys(options)
    const flag = /'(?:-\w, )?--?([\w-]+)/.exec(error.message)?.[1] ?? ''
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
      const meant = nearest(flag, names)
      const all = names.map((name) => `--${name}`)
      const has =
        all.length === 0
          ? { en: '', zh: '' }
          : { en: ` There is ${all.join(', ')}.`, zh: `可用的有 ${all.join('、')}。` }
      throw new UsageError({
        en: `There is no flag --${flag}.${meant === undefined ? has.en : ` Did you mean --${meant}?`}`,
        zh: `没有 --${flag} 这个选项。${meant === undefined ? has.zh : `是否应为 --${meant}？`}`,
      })
    }
    const wantsValue = options[flag]?.type === 'string'
    throw new UsageError({
      en: wantsValue ? `--${flag} needs a value, as in --${flag}=…` : `--${flag} takes no value.`,
      zh: wantsValue ? `--${flag} 需要一个值，例如 --${flag}=…` : `--${flag} 不带值。`,
    })
  }
}
