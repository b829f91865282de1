import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Questions } from '#lib/cli/command.ts'
import { runNews } from '#lib/cli/run.ts'
import { type ContentFolder, makeContentFolder } from './content/content-folder.ts'
import { makeTemporaryFolder } from './temporary-folder.ts'

/** What one call of the command answered. */
export interface Call {
  readonly status: number
  readonly out: string
  readonly err: string
}

export interface CallOptions {
  readonly language?: 'en' | 'zh'
  /** Answers to the questions, in their order; `undefined` gives up. Without it there is no terminal. */
  readonly answers?: readonly (string | undefined)[]
  /** Who answers instead of `answers`. */
  readonly questions?: Questions
  readonly environment?: Readonly<Record<string, string>>
  /** ms since the epoch. */
  readonly now?: number
}

/** A content folder and the `news` command over it, at noon of 21 November 2026 in Shanghai. */
export interface Desk {
  readonly folder: ContentFolder
  readonly dataDir: string
  /** The questions that were asked so far. */
  readonly asked: string[]
  news(args: readonly string[], options?: CallOptions): Promise<Call>
  read(path: string): Promise<string>
}

/** Answers questions from a list; a question beyond its end, or an answer that the question refuses, fails the test. */
function scripted(answers: readonly (string | undefined)[], asked: string[]): Questions {
  const left = [...answers]
  const next = (question: string) => {
    asked.push(question)
    if (left.length === 0) throw new Error(`Nobody answers: ${question}`)
    return left.shift()
  }
  return {
    async text(question, options) {
      const answer = next(question)
      const fault = answer === undefined ? undefined : options?.check?.(answer)
      if (fault !== undefined) throw new Error(`The answer to "${question}" was refused: ${fault}`)
      return answer
    },
    async choose(question, choices) {
      const answer = next(question)
      if (answer !== undefined && !choices.some(({ value }) => value === answer))
        throw new Error(`"${question}" has no choice ${answer}`)
      return answer
    },
  }
}

/** Opens a desk for the running test; everything is removed after it. */
export async function openDesk(files: Readonly<Record<string, string>> = {}): Promise<Desk> {
  const folder = await makeContentFolder(files)
  onTestFinished(() => folder.close())
  const directory = await makeTemporaryFolder()
  const dataDir = join(directory, 'data')
  const asked: string[] = []
  return {
    folder,
    dataDir,
    asked,
    async news(args, options = {}) {
      const { language = 'en', answers, environment = {}, now = Date.parse('2026-11-21T04:00:00Z') } = options
      const questions = options.questions ?? (answers === undefined ? undefined : scripted(answers, asked))
      let [out, err] = ['', '']
      const status = await runNews(args, {
        environment: { NEWS_LANG: language, CONTENT_DIR: folder.dir, DATA_DIR: dataDir, ...environment },
        root: directory,
        directory,
        now,
        write: (text) => {
          out += text
        },
        writeError: (text) => {
          err += text
        },
        ...(questions === undefined ? {} : { questions: () => questions }),
      })
      return { status, out, err }
    },
    read: (path) => readFile(join(folder.dir, path), 'utf8'),
  }
}
