/** A fault an operator can mend. `code` is permanent and searchable; `hint` is the cure in a full sentence. */
export abstract class OperatorError extends Error {
  readonly code: string
  readonly hint: string

  constructor(code: string, message: string, hint: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.hint = hint
  }
}

/** A setting, a site file or the machine is not as the site needs it. The process ends with status 78 (EX_CONFIG, sysexits.h). */
export class ConfigError extends OperatorError {
  override readonly name = 'ConfigError'
}

/** The visit store cannot do what it was asked now. The hit goes to the spool; pages go on without fresh figures. */
export class StoreError extends OperatorError {
  override readonly name = 'StoreError'
}

/** The message of anything that can be thrown, for a log line. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** The `code` of a Node system error such as `ENOENT`, or `undefined`. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

/** Whether the system says that a file or folder is not there: ENOENT, or ENOTDIR where a part of its path is a file. */
export const isMissing = (error: unknown) => ['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')

/** What `work` resolves to, or `undefined` when the file or folder it needs is not there. */
export async function ifThere<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}
