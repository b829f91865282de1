import { isTimeZone } from '#lib/time-zone.ts'
import { isSlug } from '#lib/urls.ts'
import { placeOfNode, textAt } from './header/locate.ts'
import { readFields } from './header/read-fields.ts'
import { categoriesSchema, siteSchema } from './header/site-schema.ts'
import { compareProblems, type Problem, type ProblemCode, problem } from './problem.ts'
import type { Category, Site } from './types.ts'
import { excerpt } from './yaml/quoting.ts'
import type { HeaderNode } from './yaml/read.ts'
import { readYamlFile } from './yaml/yaml-file.ts'

/** A file of the content folder as it was read; `file` is its path below that folder. */
export interface SiteFile {
  readonly file: string
  readonly bytes: Uint8Array
}

/** What can be read of the site's files when they have errors: enough to look for those of releases. */
export interface SupposedSite {
  readonly site: Site
  /** Problems that come of what could not be read. */
  readonly doubtful: readonly ProblemCode[]
}

export interface ParsedSite {
  /** Absent when either file has an error. */
  readonly site?: Site
  /** In its place. */
  readonly supposed?: SupposedSite
  readonly problems: readonly Problem[]
}

type SiteFacts = Omit<Site, 'categories'>

interface ParsedPart<Part> {
  readonly part?: Part
  readonly header?: HeaderNode
  readonly problems: readonly Problem[]
}

const isClean = (problems: readonly Problem[]) => problems.every(({ severity }) => severity !== 'error')

function parseFacts({ file, bytes }: SiteFile): ParsedPart<SiteFacts> {
  const { header, problems } = readYamlFile(file, bytes)
  if (header === undefined) return { problems }
  const read = readFields(header, siteSchema)
  const all = [...problems, ...read.problems]
  return { header, problems: all, ...(read.fields !== undefined && isClean(all) ? { part: read.fields } : {}) }
}

function parseCategories({ file, bytes }: SiteFile): ParsedPart<readonly Category[]> {
  const { header, problems } = readYamlFile(file, bytes)
  if (header === undefined) return { problems }
  const read = readFields(header, categoriesSchema)
  const badKeys = header.root.entries
    .filter(({ key }) => !isSlug(key))
    .map(({ key, keySpan }) => problem('site/category-key', placeOfNode(header, keySpan), { value: excerpt(key) }))
  const all = [...problems, ...read.problems, ...badKeys]
  const { fields } = read
  if (fields === undefined || !isClean(all)) return { header, problems: all }
  // The file's order: an object would put a key of digits first.
  const part = header.root.entries.flatMap(({ key }): Category[] => {
    const category = fields[key]
    if (category === undefined) return []
    const { description, ...label } = category
    return [{ key, label, ...(description === undefined ? {} : { description }) }]
  })
  return { part, problems: all }
}

const nameless = { en: '-', zh: '-' }

/** The site as far as its files can be read; keys of categories count, whatever is wrong with their words. */
function supposeSite(facts: ParsedPart<SiteFacts>, categories: ParsedPart<readonly Category[]>): SupposedSite {
  const zone = facts.header === undefined ? undefined : textAt(facts.header, ['timeZone'])?.trim()
  const hasZone = facts.header !== undefined && (zone === undefined || isTimeZone(zone))
  const fields = siteSchema.parse({
    name: nameless,
    tagline: nameless,
    ...(hasZone && zone !== undefined && { timeZone: zone }),
  })
  const keys = categories.part ?? categories.header?.root.entries.map(({ key }): Category => ({ key, label: nameless }))
  return {
    site: { ...(facts.part ?? fields), categories: keys ?? [] },
    doubtful: [
      ...(hasZone ? [] : (['folder/other-year', 'header/skipped-time'] as const)),
      ...(keys === undefined ? (['header/unknown-category', 'link/no-page'] as const) : []),
    ],
  }
}

/** Reads what is true of the whole site, from `site.yaml` and `categories.yaml`: all mistakes of both at once. */
export function parseSite(siteYaml: SiteFile, categoriesYaml: SiteFile): ParsedSite {
  const facts = parseFacts(siteYaml)
  const categories = parseCategories(categoriesYaml)
  const problems = [...facts.problems, ...categories.problems].sort(compareProblems)
  if (facts.part === undefined || categories.part === undefined)
    return { supposed: supposeSite(facts, categories), problems }
  return { site: { ...facts.part, categories: categories.part }, problems }
}
