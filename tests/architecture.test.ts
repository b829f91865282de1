import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const codeFolders = ['app', 'components', 'lib']

interface Import {
  readonly from: string
  /** A path below the root, or a package's name. */
  readonly to: string
  readonly typeOnly: boolean
}

function codeFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:tsx?|mjs)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
}

function resolveImport(file: string, specifier: string): string {
  if (specifier.startsWith('#')) return specifier.slice(1)
  return specifier.startsWith('.') ? normalize(join(dirname(file), specifier)) : specifier
}

function importsOf(file: string): Import[] {
  const code = readFileSync(join(root, file), 'utf8')
  const statements = code.matchAll(
    /^(?:import|export)\s+(type\s)?[^'"]*?from\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)|^import\s+['"]([^'"]+)['"]/gm,
  )
  return [...statements].map((match) => ({
    from: file,
    to: resolveImport(file, match[2] ?? match[3] ?? match[4] ?? ''),
    typeOnly: match[1] !== undefined,
  }))
}

const files = [...codeFolders.flatMap(codeFiles), ...(existsSync(join(root, 'server.ts')) ? ['server.ts'] : [])]
const imports = files.flatMap(importsOf)
const inFolder = (path: string, folder: string) => path.startsWith(`${folder}/`)
const list = (found: readonly Import[]) => found.map(({ from, to }) => `${from} → ${to}`)

/** Height of a part of `lib`; a part imports parts of its own height or lower. The first match counts. */
const heights: readonly (readonly [RegExp, number])[] = [
  [/^lib\/(?:errors|clock|log|json|json-answer|time-zone|make-folder|replace-file|process-lock)\.ts$|^lib\/i18n\//, 0],
  [/^lib\/urls(?:\.ts$|\/)|^lib\/content\/types\.ts$/, 1],
  [/^lib\/content\/|^lib\/visits\/store\//, 2],
  [/^lib\/(?:search|publish)\//, 3],
  [/^lib\/(?:visits|pushes)\//, 4],
  [/^lib\/config\.ts$/, 5],
  [/^lib\/(?:current-)?newsroom\.ts$|^lib\/preview\//, 6],
  [/^lib\/(?:serve|cli)\/|^server\.ts$/, 7],
]
function heightOf(path: string): number {
  const height = heights.find(([pattern]) => pattern.test(path))?.[1]
  if (height === undefined) throw new Error(`${path} has no place in the order of lib; see DESIGN: import directions`)
  return height
}

test('the walk finds the code', () => {
  expect(files).toContain('lib/urls.ts')
  expect(imports.some(({ from, to }) => from === 'lib/urls.ts' && to === 'lib/i18n/locales.ts')).toBe(true)
})

test('lib knows nothing of app, components, React and Next', () => {
  const wrong = imports.filter(
    ({ from, to }) =>
      inFolder(from, 'lib') &&
      (/^(?:react|react-dom|next)(?:\/|$)/.test(to) || inFolder(to, 'app') || inFolder(to, 'components')),
  )
  expect(list(wrong)).toEqual([])
})

test('inside lib, lower parts never import higher ones', () => {
  const wrong = imports.filter(
    ({ from, to }) => inFolder(from, 'lib') && inFolder(to, 'lib') && heightOf(to) > heightOf(from),
  )
  // `current-newsroom.ts` names the type of what `newsroom.ts` opens; both are of one height.
  expect(list(wrong)).toEqual([])
})

test('content and the visit store do not know each other', () => {
  const wrong = imports.filter(
    ({ from, to }) =>
      (inFolder(from, 'lib/content') && inFolder(to, 'lib/visits')) ||
      (inFolder(from, 'lib/visits/store') && (inFolder(to, 'lib/content') || to === 'lib/urls.ts')),
  )
  expect(list(wrong)).toEqual([])
})

test('components take from lib only types, languages, addresses and time', () => {
  const allowed = /^lib\/(?:i18n\/|urls\.ts$|time-zone\.ts$|content\/types\.ts$)/
  const wrong = imports.filter(
    ({ from, to, typeOnly }) =>
      inFolder(from, 'components') &&
      (inFolder(to, 'app') || /^next(?:\/|$)/.test(to) || (inFolder(to, 'lib') && !typeOnly && !allowed.test(to))),
  )
  expect(list(wrong)).toEqual([])
})

test('app opens nothing: it takes the newsroom and pure parts of lib', () => {
  const stateful =
    /^lib\/(?:serve\/|cli\/|config\.ts|newsroom\.ts|content\/live\.ts|visits\/store\/|visits\/visits\.ts)/
  const wrong = imports.filter(({ from, to, typeOnly }) => inFolder(from, 'app') && !typeOnly && stateful.test(to))
  expect(list(wrong)).toEqual([])
})

test('clocks and zones meet in lib/time-zone.ts alone', () => {
  const users = imports.filter(({ to }) => to.startsWith('@date-fns/'))
  expect(users.map(({ from }) => from)).toEqual(['lib/time-zone.ts'])
})

test('no file of ours runs in the browser but public/enhance.js', () => {
  const client = files.filter((file) => /^\s*['"]use client['"]/m.test(readFileSync(join(root, file), 'utf8')))
  expect(client).toEqual([])
})

test('each component is asked what readers perceive of it, by itself or as a part of another', () => {
  const asked = codeFiles('tests/components').flatMap(importsOf)
  const reached = new Set(asked.map(({ to }) => to))
  for (const file of reached) for (const { from, to } of imports) if (from === file) reached.add(to)
  const components = files.filter((file) => inFolder(file, 'components') && file.endsWith('.tsx'))
  expect(components.length).toBeGreaterThan(50)
  expect(components.filter((file) => !reached.has(file))).toEqual([])
})

test('files are small and folders have room', () => {
  const long = files.filter((file) => readFileSync(join(root, file), 'utf8').split('\n').length > 301)
  expect(long, 'files over 300 lines').toEqual([])
  const byFolder = new Map<string, number>()
  const tests = codeFiles('tests').filter((file) => !inFolder(file, 'tests/fixtures'))
  for (const file of [...files, ...tests]) byFolder.set(dirname(file), (byFolder.get(dirname(file)) ?? 0) + 1)
  const full = [...byFolder].filter(([folder, count]) => folder !== '.' && count > 15)
  expect(
    full.map(([folder, count]) => `${folder}: ${count}`),
    'folders over 15 files',
  ).toEqual([])
})

test('no file has a name that says nothing', () => {
  const vague = files.filter((file) => /(?:^|\/)(?:index|utils?|helpers?|common|misc)\.(?:tsx?|mjs)$/.test(file))
  expect(vague).toEqual([])
})

test('paths named in the documents exist', () => {
  const documents = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`)
  const named = ['README.md', 'lib/README.md', 'content/README.md', 'tests/README.md', ...documents].flatMap(
    (document) =>
      [
        ...readFileSync(join(root, document), 'utf8').matchAll(
          /`((?:app|components|content|docs|lib|public|tests)\/[\w./[\]-]*)`/g,
        ),
      ].map(([, path = '']) => ({ document, path })),
  )
  const missing = named.filter(({ path }) => !existsSync(join(root, path)))
  expect(named.length).toBeGreaterThan(100)
  expect(missing.map(({ document, path }) => `${document}: ${path}`)).toEqual([])
})
