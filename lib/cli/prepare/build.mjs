import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { lastLines, run } from './run.mjs'
import { say, Unprepared } from './say.mjs'

/** What the built pages are made of. `public/` and `content/` are read while the site runs, `lib/serve` and `lib/cli` are not part of pages. */
const sources = ['app', 'components', 'lib', 'next.config.ts', 'package.json', 'package-lock.json', 'tsconfig.json']
const notInPages = ['lib/serve/', 'lib/cli/']

/** @param {string} path */
function listFiles(path) {
  if (!existsSync(path)) return []
  const entries = readdirSync(path, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

/**
 * SHA-256 over names and bytes of all sources of the pages below `root`, hexadecimal.
 *
 * @param {string} root
 */
export function sourcesDigest(root) {
  const files = sources
    .flatMap((source) => (/\.[a-z]+$/.test(source) ? [join(root, source)] : listFiles(join(root, source))))
    .filter((file) => existsSync(file))
    .map((file) => ({ file, name: relative(root, file).split(sep).join('/') }))
    .filter(({ name }) => !notInPages.some((folder) => name.startsWith(folder)))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  const hash = createHash('sha256')
  for (const { file, name } of files) {
    const bytes = readFileSync(file)
    hash.update(`${name}\0${bytes.length}\0`).update(bytes)
  }
  return hash.digest('hex')
}

const stampOf = (/** @type {string} */ root) => join(root, '.next', 'sources-digest')

/**
 * Whether the pages must be built: never built, not to the end, or from other sources.
 *
 * @param {string} root
 */
export function isBuildStale(root) {
  const stamp = stampOf(root)
  if (!existsSync(stamp) || !existsSync(join(root, '.next', 'BUILD_ID'))) return true
  return readFileSync(stamp, 'utf8').trim() !== sourcesDigest(root)
}

/**
 * Builds the pages when they are missing or older than their sources.
 *
 * @param {string} root
 * @param {{ locked: <T>(work: () => Promise<T>) => Promise<T> }} options
 */
export async function build(root, { locked }) {
  if (!isBuildStale(root)) return
  await locked(async () => {
    if (!isBuildStale(root)) return
    say('Building the pages (about half a minute) …', '正在构建页面（约半分钟）……')
    const digest = sourcesDigest(root)
    const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next')
    const env = { ...process.env, NODE_ENV: /** @type {const} */ ('production'), NEXT_TELEMETRY_DISABLED: '1' }
    const { status, output } = await run(process.execPath, [next, 'build'], { cwd: root, env })
    if (status !== 0) throw new Unprepared(`The pages could not be built; Next said:\n\n${lastLines(output, 60)}`)
    writeFileSync(stampOf(root), `${digest}\n`)
    say('The pages are built.', '页面已构建。')
  })
}
