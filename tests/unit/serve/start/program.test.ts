import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { buildProgram } from '#lib/serve/start/program.mjs'
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts'
import { until } from '#tests/support/until.ts'

const server = `
import { word } from './lib/word.ts'
export const said: string = word
export const folder = import.meta.dirname
export const thread = new URL('./lib/work.mjs', import.meta.url)
`

async function writeSources(): Promise<string> {
  const root = await makeTemporaryFolder()
  await mkdir(join(root, 'lib'))
  await writeFile(join(root, 'package.json'), '{ "type": "module" }')
  await writeFile(join(root, 'server.ts'), server)
  await writeFile(join(root, 'lib', 'word.ts'), "export const word: string = 'before'\n")
  await writeFile(join(root, 'lib', 'work.ts'), "import { word } from './word.ts'\nexport const work: string = word\n")
  return root
}

/** Of Node, to build the program of `root`, as `program`, and run `script`. */
function buildArguments(root: string, script: string): string[] {
  const from = JSON.stringify(new URL('../../../../lib/serve/start/program.mjs', import.meta.url).href)
  const build = `import { buildProgram } from ${from}; const program = await buildProgram(process.argv[1]);`
  return ['--input-type=module', '--eval', build + script, root]
}

/** Where a process of its own finds the program of `root`. */
async function buildApart(root: string): Promise<string> {
  const args = buildArguments(root, 'process.stdout.write(program)')
  return (await promisify(execFile)(process.execPath, args)).stdout
}

const load = (program: string): Promise<Record<string, unknown>> => import(/* @vite-ignore */ program)

test('the server and its threads become programs that know the places of their sources', async () => {
  const root = await writeSources()
  const program = await load(await buildProgram(root))
  expect(program).toMatchObject({ said: 'before', folder: root })
  expect(await load(String(program['thread']))).toMatchObject({ work: 'before' })
})

test('a start with the same sources finds the program there, and one with others builds it anew', async () => {
  const root = await writeSources()
  const first = await buildProgram(root)
  expect(await buildProgram(root)).toBe(first)
  await writeFile(join(root, 'lib', 'word.ts'), "export const word: string = 'after!'\n")
  const second = await buildProgram(root)
  expect(second).not.toBe(first)
  expect(await load(second)).toMatchObject({ said: 'after!' })
  // A running process may still load parts of the first.
  expect(existsSync(fileURLToPath(first))).toBe(true)
})

test('a script for browsers is in the program without its comments, and is built anew when it changes', async () => {
  const root = await writeSources()
  await mkdir(join(root, 'public'))
  const source = join(root, 'public', 'page.js')
  await writeFile(source, '// Greets.\nconst greeting = "hello"\nconsole.log(greeting)\n')
  await writeFile(join(root, 'server.ts'), "export const script = new URL('./public/page.js', import.meta.url)\n")
  const built = await buildProgram(root)
  const read = async () => await readFile(new URL(String((await load(await buildProgram(root)))['script'])), 'utf8')
  expect(await read()).toMatch(/^const (\w)="hello";console\.log\(\1\);\n$/)
  await writeFile(source, 'console.log("good evening")\n')
  expect(await buildProgram(root)).not.toBe(built)
  expect(await read()).toBe('console.log("good evening");\n')
})

test('a user who did not build the program may run it', async () => {
  const root = await writeSources()
  const folder = dirname(fileURLToPath(await buildProgram(root)))
  expect((await stat(folder)).mode).toBe((await stat(join(root, 'lib'))).mode)
})

test('processes that start at once get the same whole program', async () => {
  const root = await writeSources()
  const building = Array.from({ length: 3 }, () => buildApart(root))
  const [first, ...others] = await Promise.all(building)
  expect(new Set([first, ...others]).size).toBe(1)
  expect(await load(first ?? '')).toMatchObject({ said: 'before' })
  expect(await readdir(join(root, '.server'))).toHaveLength(1)
})

test.runIf(process.platform === 'linux')('the compiler does not stay beside the server', async () => {
  const args = buildArguments(await writeSources(), "process.stdout.write('built'); process.stdin.resume()")
  const server = spawn(process.execPath, args)
  onTestFinished(() => void server.kill())
  expect(String(await once(server.stdout, 'data'))).toBe('built')
  const children = `/proc/${server.pid}/task/${server.pid}/children`
  await until('it has no child', async () => ((await readFile(children, 'utf8')).trim() === '' ? true : undefined))
})

test('a program that was not built for a month goes when another is built', async () => {
  const root = await writeSources()
  const old = join(root, '.server', 'old')
  await mkdir(old, { recursive: true })
  const longAgo = Date.now() / 1000 - 31 * 86_400
  await utimes(old, longAgo, longAgo)
  await buildProgram(root)
  expect(existsSync(old)).toBe(false)
})

test('a source that cannot be read as TypeScript is named', async () => {
  const root = await writeSources()
  await writeFile(join(root, 'lib', 'word.ts'), 'export const = 1\n')
  await expect(buildProgram(root)).rejects.toThrow(/lib\/word\.ts:1:13/)
})
