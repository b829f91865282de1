import type { Log } from '#lib/log.ts'
import type { Problem } from '../problem.ts'

/** Lines at once; a folder that is wrong as a whole has thousands, and `news check` lists them. */
const most = 50

/**
 * Tells the operator of errors in what was read. Without their words, which quote texts that are not public yet: logs are kept
 * and go to other machines.
 */
export function logErrors(log: Log, problems: readonly Problem[]): void {
  const errors = problems.filter(({ severity }) => severity === 'error')
  for (const found of errors.slice(0, most)) {
    const { file, line, column, code } = found
    log.warn('content.problem', { file, line, column, code })
  }
  if (errors.length > most) log.warn('content.more-problems', { count: errors.length - most })
}
