import { resolve } from 'node:path'
import { readConfig } from '#lib/config.ts'
import { nearest } from '#lib/content/header/spelling.ts'
import type { ProblemLanguage } from '#lib/content/problem.ts'
import { errorCode, OperatorError } from '#lib/errors.ts'
import { GivenUp, usageWords } from './answers.ts'
import { type CommandContext, type Questions, UsageError, type Verb, type Words } from './command.ts'
import { editorLanguage } from './language.ts'
import { checkVerb } from './verbs/check.ts'
import { correctVerb } from './verbs/correct.ts'
import { importVerb } from './verbs/import.ts'
import { newVerb } from './verbs/new.ts'
import { previewVerb } from './verbs/preview.ts'
import { pushesVerb } from './verbs/pushes.ts'
import { renameVerb } from './verbs/rename.ts'
import { statsVerb } from './verbs/stats.ts'
import { statusVerb } from './verbs/status.ts'
import { translateVerb } from './verbs/translate.ts'
import { visitsVerb } from './verbs/visits.ts'
import { withdrawVerb } from './verbs/withdraw.ts'

/** In the order in which they are listed. */
const verbs: readonly Verb[] = [
  newVerb,
  checkVerb,
  statusVerb,
  previewVerb,
  correctVerb,
  translateVerb,
  renameVerb,
  withdrawVerb,
  importVerb,
  statsVerb,
  visitsVerb,
  pushesVerb,
]

/** The world around a call of the command; given, so that tests can call it. */
export interface World {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Absolute; relative settings such as `CONTENT_DIR` are below it. */
  readonly root: string
  /** Absolute; relative paths of the call are below it. */
  readonly directory: string
  readonly now: number
  /** Absent without a terminal. */
  readonly questions?: (language: ProblemLanguage) => Questions
  readonly write: (text: string) => void
  readonly writeError: (text: string) => void
}

function renderVerbs(language: ProblemLanguage): string {
  const width = Math.max(...verbs.map(({ name }) => name.length)) + 2
  const lines = verbs.map(({ name, summary }) => `  ${name.padEnd(width)}${summary[language]}`)
  const [head, foot] =
    language === 'zh'
      ? ['npm run news -- <命令>', '每个命令的说明：npm run news -- <命令> --help']
      : ['npm run news -- <verb>', 'More about one: npm run news -- <verb> --help']
  return `${head}\n\n${lines.join('\n')}\n\n${foot}\n`
}

const renderHelp = ({ name, usage, summary, help }: Verb, language: ProblemLanguage) =>
  `npm run news -- ${name} ${usageWords(usage, language)}\n\n${name}: ${summary[language]}\n\n${help[language]}\n`

function unknownVerb(name: string): UsageError {
  const names = verbs.map((verb) => verb.name)
  const meant = nearest(name, names)
  return new UsageError({
    en: `There is no verb "${name}".${meant === undefined ? ` There are: ${names.join(', ')}.` : ` Did you mean ${meant}?`}`,
    zh: `没有“${name}”这个命令。${meant === undefined ? `可用的命令有：${names.join('、')}。` : `是否应为 ${meant}？`}`,
  })
}

async function dispatch(args: readonly string[], world: World, language: ProblemLanguage): Promise<number> {
  const [name, ...rest] = args
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    const asked = verbs.find((verb) => verb.name === rest[0])
    world.write(asked === undefined ? renderVerbs(language) : renderHelp(asked, language))
    return 0
  }
  const verb = verbs.find((candidate) => candidate.name === name)
  if (verb === undefined) throw unknownVerb(name)
  if (rest.includes('--help') || rest.includes('-h')) {
    world.write(renderHelp(verb, language))
    return 0
  }
  const { environment, root, directory, now, questions, write } = world
  const config = readConfig(environment, root)
  const context: CommandContext = {
    language,
    config,
    contentDir: config.contentDir,
    directory: resolve(root, directory),
    now,
    write,
    ...(questions === undefined ? {} : { questions: questions(language) }),
  }
  return verb.run(rest, context)
}

// Faults of the disk that an editor can mend; every other error is a fault of the program.
const diskWords: Readonly<Record<string, { readonly en: string; readonly zh: string }>> = {
  EACCES: { en: 'may not be read or written by you', zh: '没有读写权限' },
  EPERM: { en: 'may not be read or written by you', zh: '没有读写权限' },
  ENOENT: { en: 'does not exist', zh: '不存在' },
  ENOSPC: { en: 'cannot be written: the disk is full', zh: '无法写入：磁盘已满' },
  EROFS: { en: 'cannot be written: the disk is read-only', zh: '无法写入：磁盘只读' },
}

// What operators are told is in English, here as in the log; editors are told whom to give it to.
const forOperators: Words = {
  en: 'If you do not run the site yourself, give these lines to whoever does.',
  zh: '这是网站的运行环境问题，与稿件内容无关。如果您不负责网站运维，请把以上内容转给运维人员。',
}

function explain(error: unknown, language: ProblemLanguage): { readonly text: string; readonly status: number } {
  if (error instanceof UsageError) return { text: error.words[language], status: 2 }
  if (error instanceof OperatorError)
    return { text: `${error.message}\n${error.hint}\n${forOperators[language]}`, status: 78 }
  const words = diskWords[errorCode(error) ?? '']
  const path = typeof error === 'object' && error !== null && 'path' in error ? String(error.path) : undefined
  if (words !== undefined && path !== undefined)
    return { text: language === 'zh' ? `${path} ${words.zh}。` : `${path} ${words.en}.`, status: 1 }
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  const text =
    language === 'zh'
      ? `命令本身出错，未能完成：${message}\n这不是内容的问题。请把这一行转给维护人员；设置 LOG_LEVEL=debug 再运行可看到详情。`
      : `The command itself failed: ${message}\nThis is not a mistake in the content. Give this line to whoever maintains the site; LOG_LEVEL=debug shows more.`
  return { text, status: 70 }
}

/** Runs one call of the `news` command. Resolves to the exit status: 0, 1 for errors in content, 2 for wrong usage, 70 for a fault of the program, 78 for wrong settings. */
export async function runNews(args: readonly string[], world: World): Promise<number> {
  let language: ProblemLanguage = 'en'
  try {
    // A wrong NEWS_LANG is told in the language of the environment.
    language = editorLanguage({ ...world.environment, NEWS_LANG: undefined })
    language = editorLanguage(world.environment)
    return await dispatch(args, world, language)
  } catch (error) {
    if (error instanceof GivenUp) {
      world.write(language === 'zh' ? '没有写入任何文件。\n' : 'Nothing was written.\n')
      return 1
    }
    const { text, status } = explain(error, language)
    world.writeError(`${text}\n`)
    if (status === 70 && world.environment['LOG_LEVEL'] === 'debug' && error instanceof Error)
      world.writeError(`${error.stack}\n`)
    return status
  }
}
