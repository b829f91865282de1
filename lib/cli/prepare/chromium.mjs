import { accessSync, constants, existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { lastLines, run } from './run.mjs'
import { say, Unprepared } from './say.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

const isProgram = (/** @type {string} */ file) => {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch (error) {
    if (error instanceof Error) return false
    throw error
  }
}

/** @param {string} root */
function playwrightsOwn(root) {
  if (!existsSync(join(root, 'node_modules', 'playwright'))) return undefined
  const { chromium } = createRequire(join(root, 'package.json'))('playwright')
  const file = chromium.executablePath()
  return file !== '' && isProgram(file) ? file : undefined
}

/**
 * The Chromium in which the tests run: the one that PLAYWRIGHT_CHROMIUM names, the system's, or Playwright's own.
 * `undefined` when there is none. Throws when PLAYWRIGHT_CHROMIUM names no program.
 *
 * @param {string} root
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @returns {string | undefined}
 */
export function findChromium(root, environment) {
  const named = environment['PLAYWRIGHT_CHROMIUM']
  if (named !== undefined && named !== '') {
    if (isProgram(named)) return named
    throw new Unprepared(`PLAYWRIGHT_CHROMIUM is "${named}", which is not a program; correct or unset it.`)
  }
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  const candidates = [...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...places]
  return candidates.find(isProgram) ?? playwrightsOwn(root)
}

/**
 * Makes sure that there is a Chromium: as root on Debian and its kin, installs one.
 *
 * @param {string} root
 */
export async function prepareChromium(root) {
  if (findChromium(root, process.env) !== undefined) return
  if (process.getuid?.() === 0 && (await run('apt-get', ['--version'])).status === 0) {
    say('Installing Chromium for the browser tests (a minute or two) …')
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    await run('apt-get', ['update'], { env })
    const { output } = await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { env })
    if (findChromium(root, process.env) !== undefined) return
    throw new Unprepared(`Chromium could not be installed; apt-get said:\n\n${lastLines(output)}`)
  }
  throw new Unprepared(
    'The tests need a Chromium and there is none: install your system’s package, run npx playwright install chromium, or set PLAYWRIGHT_CHROMIUM to its program.',
  )
}
