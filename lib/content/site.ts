import { isSlug } from '#lib/urls.ts'
import { placeOfNode } from './header/locate.ts'
import { readFields } from './header/read-fields.ts'
import { categoriesSchema, siteSchema } from './header/site-schema.ts'
import { compareProblems, type Problem, problem } from './problem.ts'
import type { Category, Site } from './types.ts'
import { excerpt } from './yaml/quoting.ts'
import { readYamlFile } from './yaml/yaml-file.ts'

/** A file of the content folder as it was read; `file` is its path below that folder. */
export interface SiteFile {
  readonly file: string
  readonly bytes: Uint8Array
}

export interface ParsedSite {
  /** Absent when either file has an error. */
  readonly site?: Site
  readonly problems: readonly Problem[]
}

type SiteFacts = Omit<Site, 'categories'>

interface ParsedPart<Part> {
  readonly part?: Part
  readonly problems: readonly Problem[]
}

const isClean = (problems: readonly Problem[]) => problems.every(({ severity }) => severity !== 'error')

function parseFacts({ file, bytes }: SiteFile): ParsedPart<SiteFacts> {
  const { header, problems } = readYamlFile(file, bytes)
  if (header === undefined) return { problems }
  const read = readFields(header, siteSchema)
  const all = [...problems, ...read.problems]
  return { problems: all, ...(read.fields !== undefined && isClean(all) ? { part: read.fields } : {}) }
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
  if (fields === undefined || !isClean(all)) return { problems: all }
  // The file's order: an object would put a key of digits first.
  const part = header.root.entries.flatMap(({ key }): Category[] => {
    const category = fields[key]
    if (category === undefined) return []
    const { description, ...label } = category
    return [{ key, label, ...(description === undefined ? {} : { description }) }]
  })
  return { part, problems: all }
}

/** Reads what is true of the whole site, from `site.yaml` and `categories.yaml`: all mistakes of both at once. */
export function parseSite(siteYaml: SiteFile, categoriesYaml: SiteFile): ParsedSite {
  const facts = parseFacts(siteYaml)
  const categories = parseCategories(categoriesYaml)
  const problems = [...facts.problems, ...categories.problems].sort(compareProblems)
  if (facts.part === undefined || categories.part === undefined) return { problems }
  return { site: { ...facts.part, categories: categories.part }, problems }
}
