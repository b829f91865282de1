import { join } from 'node:path'
import { type Browser, chromium } from 'playwright'
import { findChromium } from '../../../lib/cli/prepare/chromium.mjs'

const root = join(import.meta.dirname, '..', '..', '..')

/** A Chromium that speaks to nobody but the pages it is given. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium(root, process.env)
  if (executablePath === undefined) throw new Error('There is no Chromium; npm test says how to get one.')
  return await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  })
}
