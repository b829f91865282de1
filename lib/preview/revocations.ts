import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { ConfigError, errorCode } from '#lib/errors.ts'
import { replaceFile } from '#lib/replace-file.ts'

/** Longest life of a preview link in ms: 30 days. Older revocations need not be remembered. */
export const longestPreview = 30 * 86_400_000

const content = z.record(z.string(), z.number())

/** Where the data folder notes which preview links are void. */
export function revocationsFile(dataDir: string): string {
  return join(dataDir, 'preview-revocations.json')
}

/**
 * The instant (ms) up to which all preview links of a slug are void, by slug. Read anew each time, so that a revocation holds
 * at once in every process. Rejects with `ConfigError` when the file cannot be understood: then no preview is shown.
 */
export async function readRevocations(dataDir: string): Promise<ReadonlyMap<string, number>> {
  const file = revocationsFile(dataDir)
  try {
    return new Map(Object.entries(content.parse(JSON.parse(await readFile(file, 'utf8')))))
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return new Map()
    throw new ConfigError(
      'preview/revocations-unreadable',
      `${file} cannot be read, so nobody can tell which preview links are void; none is shown.`,
      'Delete the file after changing PREVIEW_SECRET, which makes all older links void.',
      { cause: error },
    )
  }
}

/** Makes every preview link of `slug` void that was made until `now` (ms). */
export async function revokePreviews(dataDir: string, slug: string, now: number): Promise<void> {
  const known = [...(await readRevocations(dataDir))].filter(([, until]) => until > now - longestPreview)
  const next = Object.fromEntries([...known.filter(([other]) => other !== slug), [slug, now]])
  await mkdir(dataDir, { recursive: true })
  await replaceFile(revocationsFile(dataDir), `${JSON.stringify(next, undefined, 2)}\n`)
}
