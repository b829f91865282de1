import { join } from 'node:path'
import { errorCode } from '#lib/errors.ts'
import { terminalQuestions } from './questions.ts'
import { runNews } from './run.ts'

// The reader of a pipe, as `| head`, has seen enough.
process.stdout.on('error', (error) => {
  if (errorCode(error) !== 'EPIPE') throw error
  process.exit(0)
})

const root = join(import.meta.dirname, '..', '..')

process.exitCode = await runNews(process.argv.slice(2), {
  environment: process.env,
  root,
  // npm changes to the project's folder and keeps the editor's own here.
  directory: process.env['INIT_CWD'] ?? process.cwd(),
  now: Date.now(),
  write: (text) => process.stdout.write(text),
  writeError: (text) => process.stderr.write(text),
  ...(process.stdin.isTTY && process.stdout.isTTY ? { questions: terminalQuestions } : {}),
})
