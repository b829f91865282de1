import { readFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

// Loaded into a site's process and its threads before anything else, so that a test decides what time it is there; timers run on.
// Plain JavaScript, since threads load it before anything that reads TypeScript.
const file = process.env['CLOCK_FILE']
if (file === undefined) throw new Error('CLOCK_FILE names the file that holds the time.')
const read = () => Number(readFileSync(file, 'utf8'))
let now = read()
Date.now = () => now
if (isMainThread)
  process.on('SIGUSR2', () => {
    now = read()
    process.stdout.write(`the clock says ${now}\n`)
  })
