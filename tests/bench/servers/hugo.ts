import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runProgram } from '../program.ts'

const configuration = (contentDir: string) => `
baseURL = "http://localhost/"
title = "Twin"
contentDir = ${JSON.stringify(contentDir)}
paginate = 20
disableKinds = ["taxonomy", "term"]
ignoreErrors = ["error-remote-getjson"]
[markup.goldmark.renderer]
unsafe = false
`

const single =
  '<!DOCTYPE html><html lang="en"><head><title>{{ .Title }}</title></head><body><h1>{{ .Title }}</h1><p>{{ .Date }}</p>{{ .Content }}</body></html>\n'
const list =
  '<!DOCTYPE html><html lang="en"><head><title>{{ .Title }}</title></head><body>{{ range .Paginator.Pages }}<p><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Date }}</p>{{ end }}</body></html>\n'

export interface HugoBuild {
  /** ms. */
  readonly took: number
  readonly pages: number
}

/** Longest build, in ms. */
const longest = 900_000

/**
 * Builds every release of `contentDir` with Hugo, by the plainest templates, below `folder`. `undefined` where Hugo is not
 * installed.
 */
export async function buildWithHugo(contentDir: string, folder: string): Promise<HugoBuild | undefined> {
  const source = join(folder, 'hugo')
  await mkdir(join(source, 'layouts', '_default'), { recursive: true })
  await writeFile(join(source, 'config.toml'), configuration(contentDir))
  await writeFile(join(source, 'layouts', '_default', 'single.html'), single)
  await writeFile(join(source, 'layouts', '_default', 'list.html'), list)
  const began = performance.now()
  const built = await runProgram('hugo', ['--source', source, '--buildFuture'], { limit: longest })
  if (built === undefined) return undefined
  if (built.status !== 0) throw new Error(`Hugo could not build:\n${built.text.slice(-2000)}`)
  const [, pages] = /\bPages\s*\|\s*(\d+)/.exec(built.text) ?? []
  return { took: performance.now() - began, pages: Number(pages ?? 0) }
}
