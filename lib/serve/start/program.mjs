// @ts-check
// Runs before anything can read TypeScript: plain JavaScript.
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Milliseconds for which a program that is no longer built is kept: a running process may still load parts of it. */
const keptFor = 30 * 86_400_000

/** Packages that find files of their own beside their code, that read NODE_ENV when they are loaded, or that the framework must share with the server. */
const outside = [
  'next',
  'react',
  'react-dom',
  'better-sqlite3',
  'sharp',
  'harfbuzzjs',
  'wawoff2',
  '@fontsource-variable/*',
  'pinyin-pro',
  'esbuild',
  'tsx',
]

/** For packages of the older kind, which a program of modules could not let load Node's own. */
const requireLine =
  "import { createRequire as createRequireOf } from 'node:module'; const require = createRequireOf(import.meta.url);"

const threadStart = /new URL\('(\.\/[^']+)\.mjs', import\.meta\.url\)/g

/** Scripts for browsers, which the program has without their comments and long names. */
const browserScript = /new URL\('[^']*\/(public\/[^']+\.js)', import\.meta\.url\)/g

/**
 * The files that the server is made of, those among them that start a thread, and scripts for browsers; paths below `root`.
 *
 * @param {string} root
 */
function listSources(root) {
  const inLib = readdirSync(join(root, 'lib'), { recursive: true, encoding: 'utf8' })
  const files = ['server.ts', ...inLib.filter((name) => name.endsWith('.ts')).map((name) => join('lib', name))].sort()
  const texts = files.map((name) => readFileSync(join(root, name), 'utf8'))
  const hash = createHash('sha256').update(JSON.stringify([root, process.version]))
  for (const name of ['package-lock.json', 'lib/serve/start/program.mjs']) {
    if (existsSync(join(root, name))) hash.update(readFileSync(join(root, name)))
  }
  const entries = new Set(['server.ts'])
  /** @type {Set<string>} */
  const scripts = new Set()
  for (const [index, name] of files.entries()) {
    const text = texts[index] ?? ''
    hash.update(`${name}\0${text.length}\0${text}`)
    for (const [, thread] of text.matchAll(threadStart)) entries.add(join(dirname(name), `${thread}.ts`))
    for (const [, script = ''] of text.matchAll(browserScript)) scripts.add(script)
  }
  for (const script of scripts) hash.update(`${script}\0`).update(readFileSync(join(root, script)))
  return { entries: [...entries], scripts: [...scripts], digest: hash.digest('hex').slice(0, 16) }
}

/**
 * Gives the parts of the program the places of their sources; a thread's is the built one, which needs no loader.
 *
 * @param {string} root
 * @param {string} folder where the program will be
 * @returns {import('esbuild').Plugin}
 */
function placesOf(root, folder) {
  /** @param {string} file */
  const urlOf = (file) => JSON.stringify(pathToFileURL(file).href)
  return {
    name: 'places',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const text = readFileSync(path, 'utf8')
        const at = relative(root, dirname(path))
        const contents = text
          .replaceAll(threadStart, (_, thread) => `new URL(${urlOf(join(folder, at, `${thread}.js`))})`)
          .replaceAll(browserScript, (_, script) => `new URL(${urlOf(join(folder, script))})`)
          .replaceAll('import.meta.url', urlOf(path))
          .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
        return { contents, loader: 'ts' }
      })
    },
  }
}

/**
 * @param {string} built the folder of all programs
 * @param {string} own the name of the one that is started now: it stays even when the clock has been set forward
 */
async function removeOld(built, own) {
  for (const name of readdirSync(built)) {
    // A draft of another process may have got its name meanwhile.
    const made = statSync(join(built, name), { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
    if (name !== own && Date.now() - made > keptFor) await rm(join(built, name), { recursive: true, force: true })
  }
}

/**
 * @param {string} root
 * @param {string} folder where the program will be
 * @param {{ entries: string[], scripts: string[] }} sources
 * @returns {Promise<{ name: string, contents: Uint8Array }[]>} names below `folder`
 */
async function compile(root, folder, { entries, scripts }) {
  const { build, stop, transform } = await import('esbuild')
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: entries,
    outbase: root,
    outdir: folder,
    bundle: true,
    splitting: true,
    external: outside,
    banner: { js: requireLine },
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'silent',
    plugins: [placesOf(root, folder)],
    write: false,
  })
  const files = outputFiles.map(({ path, contents }) => ({ name: relative(folder, path), contents }))
  for (const name of scripts) {
    const { code } = await transform(readFileSync(join(root, name)), { minify: true, format: 'esm', target: 'es2022' })
    files.push({ name, contents: Buffer.from(code) })
  }
  // Otherwise the compiler would stay beside the server as long as that runs: a process of 200 MB.
  await stop()
  return files
}

/**
 * Builds the server's program from its TypeScript unless that is done, and resolves with the address to import: a start that
 * compiles several hundred modules one by one takes more than a second longer.
 *
 * @param {string} root
 */
export async function buildProgram(root) {
  const { digest, ...sources } = listSources(root)
  const built = join(root, '.server')
  const folder = join(built, digest)
  const program = pathToFileURL(join(folder, 'server.js')).href
  if (existsSync(folder)) return program
  const files = await compile(root, folder, sources)
  await mkdir(built, { recursive: true })
  // Whole or not at all, also when several processes start at once.
  const draft = join(built, `draft-${randomUUID()}`)
  await mkdir(draft)
  for (const { name, contents } of files) {
    const file = join(draft, name)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, contents)
  }
  await rename(draft, folder).catch(async (error) => {
    if (!existsSync(folder)) throw error
    await rm(draft, { recursive: true })
  })
  await removeOld(built, digest)
  return program
}
