import type { ProblemLanguage } from '#lib/content/problem.ts'
import { proposeSlug } from '../slug.ts'
import type { ExistingReleases } from './existing.ts'
import type { ImportedRelease, PageFile } from './imported.ts'
import { type ImportNote, importNote } from './notes.ts'
import type { ReadPage } from './pages.ts'
import type { Refusal } from './refusals.ts'
import { importMark, renderReleaseFile } from './release-file.ts'

/** What is to be done about one page. */
export type PlanItem =
  | {
      readonly kind: 'write'
      readonly page: string
      readonly release: ImportedRelease
      readonly slug: string
      /** Below the content folder, with `/`. */
      readonly folder: string
      readonly file: string
      readonly text: string
      readonly copies: readonly PageFile[]
    }
  /** The page was imported before; `file` holds it. */
  | { readonly kind: 'same'; readonly page: string; readonly file: string }
  /** A release of this slug and language is there already. */
  | { readonly kind: 'taken'; readonly page: string; readonly file: string; readonly title: string }
  | { readonly kind: 'refused'; readonly page: string; readonly why: Refusal }
  /** What of an export is no release. */
  | { readonly kind: 'told'; readonly page: string; readonly notes: readonly ImportNote[] }

export interface PlanOptions {
  readonly existing: ExistingReleases
  readonly language: ProblemLanguage
  readonly category: string | undefined
  /** The slug that the editor chose, for all pages: versions of one release. */
  readonly slug: string | undefined
  /** `YYYY-MM-DD` in the site's zone. */
  readonly today: string
}

const headerDay = (text: string) => /^date: (\d{4}-\d{2}-\d{2})/m.exec(text)?.[1]

/** Slugs that are planned or there, each with its folder. */
type Taken = Map<string, string>

interface Place {
  readonly slug: string
  readonly folder: string
  readonly taken: boolean
}

// A header must have a date, and the page has none: the day of the import stands in until the editor has decided.
function withDateQuestion(release: ImportedRelease, today: string): ImportedRelease {
  if (release.date !== undefined) return release
  return { ...release, questions: [...release.questions, importNote('no-date', { date: today })] }
}

/** Decides, page by page, what an import would do. Reads the content folder, writes nothing. */
export async function buildPlan(pages: readonly ReadPage[], options: PlanOptions): Promise<PlanItem[]> {
  const { existing, language, category, today } = options
  const taken: Taken = new Map(existing.folders)
  const marks = new Map(existing.marks)
  const files = new Map<string, string>()
  const plan: PlanItem[] = []
  for (const read of pages) {
    const page = read.path
    if ('refused' in read) {
      plan.push({ kind: 'refused', page, why: read.refused })
      continue
    }
    if ('told' in read) {
      plan.push({ kind: 'told', page, notes: read.told })
      continue
    }
    const release = withDateQuestion(read.release, today)
    const mark = importMark(release)
    const same = marks.get(mark)
    if (same !== undefined) {
      plan.push({ kind: 'same', page, file: same })
      continue
    }
    const place = await findPlace(release, { ...options, taken, files })
    const file = `${place.folder}/${release.language}.md`
    if (place.taken) {
      plan.push({ kind: 'taken', page, file, title: release.title })
      continue
    }
    const text = renderReleaseFile(release, { language, category, fallbackDate: today })
    taken.set(place.slug, place.folder)
    marks.set(mark, file)
    files.set(file, text)
    plan.push({
      kind: 'write',
      page,
      release,
      slug: place.slug,
      folder: place.folder,
      file,
      text,
      copies: [...release.pictures, ...release.downloads],
    })
  }
  return plan
}

interface Search extends PlanOptions {
  readonly taken: Taken
  /** Files planned so far, with their text. */
  readonly files: ReadonlyMap<string, string>
}

async function findPlace(release: ImportedRelease, search: Search): Promise<Place> {
  const { existing, taken, files, today } = search
  const date = release.date?.text ?? today
  const year = release.date?.year ?? Number(today.slice(0, 4))
  const exists = async (folder: string) =>
    files.has(`${folder}/${release.language}.md`) ||
    ([...existing.folders.values()].includes(folder) && (await existing.has(folder, release.language)))
  if (search.slug !== undefined) {
    const folder = taken.get(search.slug) ?? `news/${year}/${search.slug}`
    return { slug: search.slug, folder, taken: await exists(folder) }
  }
  const proposed = release.slug ?? proposeSlug(release.title) ?? `release-${date.slice(0, 10)}`
  for (let number = 1; ; number += 1) {
    const slug = number === 1 ? proposed : `${proposed}-${number}`
    const folder = taken.get(slug)
    if (folder === undefined) return { slug, folder: `news/${year}/${slug}`, taken: false }
    // A release of the same words and day is the same release; one of another day only has the same title.
    if (!(await exists(folder))) continue
    const text = files.get(`${folder}/${release.language}.md`) ?? (await existing.text(folder, release.language))
    if (headerDay(text) === date.slice(0, 10)) return { slug, folder, taken: true }
  }
}
