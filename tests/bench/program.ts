import { type ChildProcess, spawn } from 'node:child_process'

export interface Output {
  readonly status: number | null
  readonly text: string
}

/** Runs a program to its end, `limit` ms at most; `undefined` when the machine has no such program. */
export function runProgram(
  program: string,
  args: readonly string[],
  options: { readonly limit: number; readonly cwd?: string; readonly env?: NodeJS.ProcessEnv },
): Promise<Output | undefined> {
  const { limit, ...rest } = options
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...rest, timeout: limit, stdio: ['ignore', 'pipe', 'pipe'] })
    let text = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (part: string) => {
        text += part
      })
    }
    child.once('error', (error) => ('code' in error && error.code === 'ENOENT' ? resolve(undefined) : reject(error)))
    child.once('close', (status) => resolve({ status, text }))
  })
}

/** A server that a part started. */
export interface Server {
  readonly origin: string
  readonly pid: number
  stop(): Promise<void>
}

/** Ends `child` with SIGTERM, after 20 s with SIGKILL; resolves when it is gone. */
export async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), 20_000)
  await gone
  clearTimeout(timer)
}
