import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Site } from '../types.ts'

const lib = join(import.meta.dirname, '..', '..')

let code: string | undefined

/** Tells one version of the program from another, as far as it reads content: its own text, its packages, its Node. */
function codeDigest(): string {
  if (code !== undefined) return code
  const hash = createHash('sha256').update(JSON.stringify([process.version, process.versions]))
  const folder = join(lib, 'content')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
  for (const name of files.sort()) hash.update(readFileSync(join(folder, name)))
  for (const name of ['time-zone.ts', 'urls.ts', '../package-lock.json'])
    if (existsSync(join(lib, name))) hash.update(readFileSync(join(lib, name)))
  code = hash.digest('base64url')
  return code
}

/** Names the rules by which files become releases: what was understood by other rules has to be read again. */
export function rulesOf({ timeZone, categories }: Pick<Site, 'timeZone' | 'categories'>, contentDir: string): string {
  const facts = JSON.stringify([codeDigest(), contentDir, timeZone, categories])
  return createHash('sha256').update(facts).digest('base64url').slice(0, 16)
}
