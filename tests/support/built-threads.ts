import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildProgram } from '../../lib/serve/start/program.mjs'

const root = join(import.meta.dirname, '..', '..')

const threadStart = /new URL\('\.\/thread\.mjs', import\.meta\.url\)/g

/** The server's program as it is built, and a way to its threads. */
export interface BuiltProgram {
  /** Absolute. */
  readonly folder: string
  /**
   * The TypeScript of a file of the program, with its threads as the server has them: from TypeScript each start of one loads
   * a compiler, for most of a second.
   */
  withThreads(code: string, file: string): string
}

/** Builds the server's program unless that is done. */
export async function openBuiltProgram(): Promise<BuiltProgram> {
  const program = await buildProgram(root)
  return {
    folder: dirname(fileURLToPath(program)),
    withThreads(code, file) {
      const thread = new URL(`${relative(root, dirname(file))}/thread.js`, program)
      return code.replaceAll(threadStart, `new URL(${JSON.stringify(thread.href)})`)
    },
  }
}
