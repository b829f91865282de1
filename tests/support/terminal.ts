import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { until } from './until.ts'

const root = join(import.meta.dirname, '..', '..')
const command = [process.execPath, '--import', 'tsx', join(root, 'lib', 'cli', 'main.ts')]

export interface Finished {
  readonly status: number | null
  /** Everything that was shown, without colours and movements of the cursor. */
  readonly shown: string
}

/** Keys as a terminal sends them. */
export const keys = { enter: '\r', down: '\u001b[B', giveUp: '\u0003', end: '\u0004', clearLine: '\u0015' } as const

/** An answer: wait until `sees` is shown, then type. */
export interface Step {
  readonly sees: string
  readonly types: string
}

/** The program that gives a command a terminal of its own: `script` of util-linux. */
export const hasTerminal = process.platform === 'linux' && existsSync('/usr/bin/script')

interface Call {
  readonly args: readonly string[]
  readonly environment: Readonly<Record<string, string>>
}

function watch(program: string, args: readonly string[], environment: Readonly<Record<string, string>>) {
  const child = spawn(program, args, {
    cwd: root,
    env: { NODE_ENV: 'production', PATH: process.env['PATH'] ?? '', NEWS_LANG: 'en', ...environment },
    stdio: 'pipe',
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part: string) => {
      text += part
    })
  const finished = new Promise<number | null>((resolve) => child.once('close', resolve))
  return { child, finished, text: () => stripVTControlCharacters(text) }
}

/** Runs the `news` command without a terminal, in a process of its own. */
export async function callNews({ args, environment }: Call): Promise<Finished> {
  const [program = '', ...rest] = command
  const { finished, text, child } = watch(program, [...rest, ...args], environment)
  child.stdin.end()
  return { status: await finished, shown: text() }
}

const quoted = (word: string) => `'${word.replaceAll("'", "'\\''")}'`

/** Runs the `news` command in a real terminal and answers its questions as a person would. */
export async function answerNews({ args, environment }: Call, steps: readonly Step[]): Promise<Finished> {
  // A new terminal has no width, and words would break at every letter.
  const line = `stty cols 100 rows 40; exec ${[...command, ...args].map(quoted).join(' ')}`
  const { child, finished, text } = watch('/usr/bin/script', ['-qefc', line, '/dev/null'], environment)
  let seen = 0
  for (const { sees, types } of steps) {
    await until(
      `the terminal shows “${sees}”`,
      async () => {
        const place = text().indexOf(sees, seen)
        if (place === -1) return undefined
        seen = place + sees.length
        return true
      },
      20_000,
    ).catch((error: unknown) => {
      child.kill()
      throw new Error(`The terminal shows:\n${text()}`, { cause: error })
    })
    child.stdin.write(types)
  }
  const status = await finished
  return { status, shown: text() }
}
