// Runs before anything is installed: plain JavaScript, and nothing but Node's own modules.
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildProgram } from '../serve/start/program.mjs'
import { build } from './prepare/build.mjs'
import { prepareChromium } from './prepare/chromium.mjs'
import { install } from './prepare/install.mjs'
import { locked } from './prepare/lock.mjs'
import { nodeVersionFault } from './prepare/node-version.mjs'
import { say, Unprepared } from './prepare/say.mjs'

/** What each command needs besides the packages. */
const needs = {
  start: { pages: true, browser: false, production: true },
  news: { pages: false, browser: false, production: true },
  dev: { pages: false, browser: false, production: false },
  bench: { pages: true, browser: false, production: false },
  test: { pages: true, browser: true, production: false },
}

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const isCommand = (/** @type {string} */ name) => /** @type {name is keyof typeof needs} */ (Object.hasOwn(needs, name))

/** Builds the server here, by the user who builds the pages: who serves need not be able to write beside them. */
async function prepareProgram() {
  try {
    await buildProgram(root)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code !== 'EACCES' && code !== 'EROFS' && code !== 'ENOSPC') throw error
    throw new Unprepared(
      `The server cannot be built in ${root} (${code}). Run this as a user who may write there: node lib/cli/prepare.mjs start`,
    )
  }
}

async function prepare(/** @type {string} */ command) {
  if (!isCommand(command)) throw new Unprepared(`prepare.mjs knows ${Object.keys(needs).join(', ')}; not "${command}".`)
  const fault = nodeVersionFault(process.version)
  if (fault !== undefined) throw new Unprepared(fault)
  const { pages, browser, production } = needs[/** @type {keyof typeof needs} */ (command)]
  const alone = { locked: (/** @type {() => Promise<any>} */ work) => locked(root, work) }
  await install(root, { production, ...alone })
  if (pages) {
    await build(root, alone)
    await prepareProgram()
  }
  if (browser) await prepareChromium(root)
}

try {
  await prepare(process.argv[2] ?? '')
} catch (error) {
  if (!(error instanceof Unprepared)) throw error
  say(error.message)
  process.exitCode = 78
}
