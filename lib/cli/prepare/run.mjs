import { spawn } from 'node:child_process'

/**
 * Runs a program and collects what it prints. Resolves with its exit status, or `missing` when there is no such program.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<{ status: number | 'missing', output: string }>}
 */
export function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text
      })
    }
    child.on('error', (error) => {
      if ('code' in error && error.code === 'ENOENT') resolve({ status: 'missing', output })
      else reject(error)
    })
    child.on('close', (status, signal) => resolve({ status: status ?? (signal === null ? 1 : 128), output }))
  })
}

/** The last lines of a program's output, for a message about its failure. */
export function lastLines(/** @type {string} */ output, count = 25) {
  return output.trimEnd().split('\n').slice(-count).join('\n')
}
