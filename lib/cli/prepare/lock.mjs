import { createHash } from 'node:crypto'
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { say } from './say.mjs'

/** Whether `error` is a system error with this code. */
const hasCode = (/** @type {unknown} */ error, /** @type {string} */ code) =>
  error instanceof Error && 'code' in error && error.code === code

const isRunning = (/** @type {number} */ pid) => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    if (hasCode(error, 'ESRCH')) return false
    if (hasCode(error, 'EPERM')) return true
    throw error
  }
}

/** Takes the lock; false when another process has it. A lock whose process has died is taken over. */
function take(/** @type {string} */ file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  }
  try {
    const pid = Number(readFileSync(file, 'utf8'))
    // An empty file is one that its process is about to fill.
    const isOld = Date.now() - statSync(file).mtimeMs > 10_000
    if (pid > 0 ? !isRunning(pid) : isOld) rmSync(file, { force: true })
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error
  }
  return false
}

/**
 * Does `work` while no other command of this folder installs or builds; waits for one that does, and says so.
 *
 * @template T
 * @param {string} root
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function locked(root, work) {
  const name = createHash('sha256').update(root).digest('hex').slice(0, 16)
  const file = join(tmpdir(), `newsroom-prepare-${name}.lock`)
  for (let waits = 0; !take(file); waits += 1) {
    if (waits === 5)
      say('Another command is installing or building here; waiting for it …', '另一个命令正在安装或构建，请稍候……')
    await setTimeout(200)
  }
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}
