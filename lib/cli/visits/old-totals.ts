import { aliasKey } from '#lib/content/catalogue.ts'
import type { Catalogue } from '#lib/content/types.ts'
import { UsageError, type Words } from '../command.ts'
import { slugIn } from '../release-folder.ts'

/** `name,total` in the forms that spreadsheets save: commas, semicolons or tabs, with or without quotation marks. */
const line = /^\s*(?:"([^"]+)"|([^",;\t]+))\s*[,;\t]\s*"?([^"]*?)"?\s*$/

interface Reading {
  readonly totals: Map<string, number>
  readonly faults: Words[]
}

/** The slug that a name stands for: a slug, an address of the site, or an address of the old one among the aliases. */
function findSlug(name: string, { releases, aliases }: Catalogue): string | undefined {
  const slug = slugIn(name)
  if (releases.has(slug)) return slug
  const path = name.replace(/^https?:\/\/[^/]+/i, '')
  return path.startsWith('/') && !/[\s\\]/.test(path) ? aliases.get(aliasKey(path))?.slug : undefined
}

function readLine(text: string, number: number, catalogue: Catalogue, { totals, faults }: Reading): void {
  const [, quoted, bare = '', written = ''] = line.exec(text) ?? []
  const name = (quoted ?? bare).trim()
  const digits = written.replace(/[,\s'_]/g, '')
  const isNumber = /^[0-9]{1,12}$/.test(digits)
  // The first line may name the columns.
  if (number === 1 && name !== '' && !isNumber && findSlug(name, catalogue) === undefined) return
  const fault = ({ en, zh }: Words) => faults.push({ en: `line ${number}: ${en}`, zh: `第 ${number} 行：${zh}` })
  if (name === '' || !isNumber) {
    fault({
      en: 'it needs a slug or an old address, a comma and a whole number',
      zh: '应为网址名（或旧网址）、逗号和一个整数',
    })
    return
  }
  const slug = findSlug(name, catalogue)
  if (slug === undefined)
    fault({
      en: `no release is called ${name} or has it as an alias`,
      zh: `没有名为 ${name} 的稿件，也没有稿件以它为别名`,
    })
  else if (totals.has(slug)) fault({ en: `${slug} has a line already`, zh: `${slug} 已经出现过` })
  else totals.set(slug, Number(digits))
}

/** Old totals by slug. Throws `UsageError` that lists every line which cannot be understood. */
export function parseOldTotals(csv: string, catalogue: Catalogue): ReadonlyMap<string, number> {
  const reading: Reading = { totals: new Map(), faults: [] }
  csv
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .forEach((text, index) => {
      if (text.trim() !== '') readLine(text, index + 1, catalogue, reading)
    })
  if (reading.faults.length === 0) return reading.totals
  throw new UsageError({
    en: `Nothing was written. Correct these lines first:\n${reading.faults.map(({ en }) => `  ${en}`).join('\n')}`,
    zh: `没有写入任何内容。请先改正这些行：\n${reading.faults.map(({ zh }) => `  ${zh}`).join('\n')}`,
  })
}
