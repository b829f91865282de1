import { errorCode } from '#lib/errors.ts'

/** What `work` resolves to, or `undefined` when the file or folder it needs is not there (ENOENT). */
export async function ifThere<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
}
