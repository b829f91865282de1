import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { lastLines, run } from './run.mjs'
import { say, Unprepared } from './say.mjs'

/**
 * @typedef {{ version?: string, resolved?: string, optional?: boolean, dev?: boolean, devOptional?: boolean }} LockEntry
 * @typedef {{ packages: Record<string, LockEntry> }} Lock
 */

/**
 * Whether what npm has installed differs from what package-lock.json asks for. Optional packages may be missing, as those of
 * other platforms are; with `production`, so may those that only development needs.
 *
 * @param {Lock} wanted package-lock.json
 * @param {Lock | undefined} installed node_modules/.package-lock.json, which npm writes when an installation is complete
 * @param {boolean} production
 */
export function isInstallStale(wanted, installed, production) {
  if (installed === undefined) return true
  return Object.entries(wanted.packages).some(([path, entry]) => {
    if (path === '') return false
    const there = installed.packages[path]
    if (there !== undefined) return there.version !== entry.version || there.resolved !== entry.resolved
    return entry.optional !== true && !(production && (entry.dev === true || entry.devOptional === true))
  })
}

/** @returns {Lock} */
const readLock = (/** @type {string} */ file) => JSON.parse(readFileSync(file, 'utf8'))

/**
 * @param {string} root
 * @param {boolean} production
 */
function isStale(root, production) {
  const marker = join(root, 'node_modules', '.package-lock.json')
  const installed = existsSync(marker) ? readLock(marker) : undefined
  return isInstallStale(readLock(join(root, 'package-lock.json')), installed, production)
}

/** Whether the visit store's compiled part works with this Node; a process of its own, since a broken one may not load twice. */
async function isCompiled(/** @type {string} */ root) {
  const script = `new (require(${JSON.stringify(join(root, 'node_modules', 'better-sqlite3'))}))(':memory:').close()`
  return (await run(process.execPath, ['-e', script])).status === 0
}

async function missingTools() {
  const tools = [
    { name: 'Python 3', programs: ['python3', 'python'] },
    { name: 'make', programs: ['make', 'gmake'] },
    { name: 'a C++ compiler', programs: ['c++', 'g++', 'clang++'] },
  ]
  const missing = []
  for (const { name, programs } of tools) {
    const found = await Promise.all(programs.map((program) => run(program, ['--version'])))
    if (found.every(({ status }) => status === 'missing')) missing.push(name)
  }
  return missing
}

/** @param {string} output what npm said */
async function installFault(output) {
  const missing = process.platform === 'win32' ? [] : await missingTools()
  if (missing.length > 0) {
    return `The visit store could not be compiled: ${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} missing. On Debian or Ubuntu: apt-get install build-essential python3; on macOS: xcode-select --install. Then run the command again.`
  }
  if (output.includes('in sync')) {
    return 'package.json and package-lock.json do not agree; run npm install, commit both, and run the command again.'
  }
  return `npm could not install the packages; it said:\n\n${lastLines(output)}\n\nCorrect that (often the network or a proxy) and run the command again.`
}

/**
 * @param {string} root
 * @param {readonly string[]} args
 */
function runNpm(root, args) {
  const npm = process.env['npm_execpath']
  return npm?.endsWith('.js') ? run(process.execPath, [npm, ...args], { cwd: root }) : run('npm', args, { cwd: root })
}

/**
 * Installs the packages when they are missing or not those of package-lock.json, and compiles what must be compiled.
 *
 * @param {string} root
 * @param {{ production: boolean, locked: <T>(work: () => Promise<T>) => Promise<T> }} options
 */
export async function install(root, { production, locked }) {
  if (isStale(root, production)) {
    await locked(async () => {
      if (!isStale(root, production)) return
      say('Installing the packages (a minute or two) …', '正在安装所需的程序包（约一两分钟）……')
      const { status, output } = await runNpm(root, ['ci', '--include=dev', '--no-audit', '--no-fund'])
      if (status !== 0) throw new Unprepared(await installFault(output))
      say('The packages are installed.', '程序包已装好。')
    })
  }
  if (isLoadable(root)) return
  await locked(async () => {
    if (await isCompiled(root)) return
    say(
      'Compiling the visit store for this version of Node (about a minute) …',
      '正在为当前版本的 Node 编译访问量存储（约一分钟）……',
    )
    const { output } = await runNpm(root, ['rebuild', 'better-sqlite3'])
    if (!(await isCompiled(root))) throw new Unprepared(await installFault(output))
  })
}

/** A quick first look: the compiled part loads into this process. */
function isLoadable(/** @type {string} */ root) {
  try {
    const Database = createRequire(join(root, 'package.json'))('better-sqlite3')
    new Database(':memory:').close()
    return true
  } catch (error) {
    if (error instanceof Error) return false
    throw error
  }
}
