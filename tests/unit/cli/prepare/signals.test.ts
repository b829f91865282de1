import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts'
import { until } from '#tests/support/until.ts'

const packageFile = join(import.meta.dirname, '..', '..', '..', '..', 'package.json')

test('a signal to npm start reaches the server and leaves nothing behind', { timeout: 30_000 }, async () => {
  const { scripts } = z
    .object({ scripts: z.object({ start: z.string() }) })
    .parse(JSON.parse(await readFile(packageFile, 'utf8')))
  const folder = await makeTemporaryFolder()
  await mkdir(join(folder, 'lib', 'cli'), { recursive: true })
  await writeFile(join(folder, 'package.json'), JSON.stringify({ scripts }))
  await writeFile(join(folder, 'lib', 'cli', 'prepare.mjs'), '')
  await writeFile(
    join(folder, 'server.mjs'),
    `process.on('SIGTERM', () => { console.log('closed'); process.exit(0) })
     setTimeout(() => process.exit(1), 20_000)
     console.log('ready')`,
  )
  const npm = spawn('npm', ['start', '--silent'], { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] })
  let said = ''
  npm.stdout.setEncoding('utf8').on('data', (text) => {
    said += text
  })
  await until('the server runs', async () => (said.includes('ready') ? true : undefined))
  npm.kill('SIGTERM')
  await once(npm, 'close')
  expect(said).toBe('ready\nclosed\n')
})
