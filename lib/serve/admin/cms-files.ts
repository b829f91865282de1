import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** The files of Sveltia CMS that a browser gets, by their addresses, and where the first of them is. */
export interface CmsFiles {
  readonly script: string
  readonly files: ReadonlyMap<string, { readonly type: string; readonly body: Buffer }>
}

const javascript = 'text/javascript; charset=utf-8'
const json = 'application/json; charset=utf-8'

// The package was built to be loaded from networks of others. What it would fetch from there by itself is here instead; the
// addresses of optional parts stay, and the policy of the page keeps the browser from them.
function withOwnAddresses(script: string, base: string, icons: string): string {
  const replace = (text: string, from: RegExp | string, to: string) => {
    const replaced = text.replace(from, () => to)
    if (replaced === text) throw new Error(`Sveltia CMS no longer holds ${from}; look through its new version`)
    return replaced
  }
  const moved = replace(script, '`https://unpkg.com/@sveltia/cms`', `\`${base}\``)
  const github = replace(moved, '`https://www.githubstatus.com/api/v2/status.json`', `\`${base}/status.json\``)
  const gitlab = replace(github, /`https:\/\/status-api\.hostedstatus\.com\/[^`]+`/, `\`${base}/status.json\``)
  const font = (name: string) =>
    new RegExp(`url\\(https://cdn\\.jsdelivr\\.net/fontsource/fonts/${name}[^)]*\\)\\s*format\\([^)]*\\)`)
  const icon = replace(gitlab, font('material-symbols-outlined'), `url(${icons}) format('woff2')`)
  const text = replace(icon, font('source-sans-3'), "local('Source Sans 3')")
  return replace(text, font('noto-mono'), "local('Noto Mono')")
}

/** Of the git host, as it is known here: not at all. */
const unknownStatus = { status: { indicator: 'unknown' }, result: { status_overall: { status_code: 0 } } }

const versionPattern = /"version":\s*"(\d+\.\d+\.\d+)"/

/** Reads the package from disk. Its code never runs here. `path` is where the browser editor is, `/admin`. */
export async function readCmsFiles(path: string): Promise<CmsFiles> {
  const root = join(dirname(createRequire(import.meta.url).resolve('@sveltia/cms')), '..')
  const version = versionPattern.exec(await readFile(join(root, 'package.json'), 'utf8'))?.[1]
  const assets = join(root, 'npm', 'assets')
  const iconFile = (await readdir(assets)).find((name) => /^material-symbols-outlined.*\.woff2$/.test(name))
  if (version === undefined || iconFile === undefined) throw new Error('Sveltia CMS has another form; look through it')
  const base = `${path}/cms@${version}`
  const icons = `${base}/icons.woff2`
  const script = `${base}/dist/sveltia-cms.js`
  const code = await readFile(join(root, 'dist', 'sveltia-cms.js'), 'utf8')
  const files = new Map([
    [script, { type: javascript, body: Buffer.from(withOwnAddresses(code, `${path}/cms`, icons)) }],
    [icons, { type: 'font/woff2', body: await readFile(join(assets, iconFile)) }],
    // It asks here whether there is a newer version; there is none until the operator installs it.
    [`${path}/cms/package.json`, { type: json, body: Buffer.from(JSON.stringify({ version })) }],
    [`${path}/cms/status.json`, { type: json, body: Buffer.from(JSON.stringify(unknownStatus)) }],
  ])
  for (const name of await readdir(join(root, 'locales')))
    files.set(`${base}/locales/${name}`, { type: json, body: await readFile(join(root, 'locales', name)) })
  return { script, files }
}
