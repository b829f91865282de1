import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const file = join(import.meta.dirname, '../../../../lib/serve/start/lost-log.ts')

/** Prints when it is told to, with a listener like the framework's; ends by itself when that goes well. */
const program = `
import { outliveLostLog } from ${JSON.stringify(file)}
let failures = 0
process.on('uncaughtException', (error) => {
  failures += 1
  if (failures > 5) process.exit(3)
  console.log(error)
})
outliveLostLog([process.stdout, process.stderr])
console.log('ready')
process.on('message', () => {
  console.log('nobody reads this')
  setTimeout(() => process.exit(0), 100)
})
`

test('a process whose log nobody reads any more goes on and ends when it is told to', async () => {
  const args = ['--import', 'tsx', '--input-type=module', '-e', program]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore', 'ipc'] })
  await once(child.stdout ?? child, 'data')
  child.stdout?.destroy()
  child.send('print')
  const [status] = await once(child, 'exit')
  expect(status).toBe(0)
})
