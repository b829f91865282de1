import { headers } from 'next/headers'
import { EditorsStrip } from '#components/layout/EditorsStrip.tsx'
import { listNotPublic } from '#lib/content/edition/not-public.ts'
import { readTexts } from '#lib/content/files/texts.ts'
import type { Problem } from '#lib/content/problem.ts'
import { renderClosingLine, renderProblem } from '#lib/content/problems/report.ts'
import { addressHeader, currentNewsroom } from '#lib/current-newsroom.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { parseAddress } from '#lib/urls/parse-address.ts'

/** Most problems and hidden files that are written into a page. */
const most = 200

/** The part of a path below the content folder that the files of the page at `path` have in common; `undefined` for lists. */
function folderOf(path: string): string | undefined {
  const { pathname, searchParams } = new URL(path, 'http://page')
  // A page that says that there is nothing names the address that was asked for.
  const address = parseAddress(searchParams.get('address') ?? pathname)
  if (address === undefined) return undefined
  if (address.kind === 'page') return `pages/${address.name}/`
  return 'slug' in address ? `/${address.slug}/` : undefined
}

/** The folder of the release that a file belongs to; `undefined` for other files. */
const slugOf = (file: string) => /^news\/[^/]+\/([^/]+)/.exec(file)?.[1]
const isBroken = ({ severity }: Problem) => severity === 'error'

/** What editors are told above each page of a site in development. */
export async function Editors({ locale }: { readonly locale: Locale }) {
  const { content, config, clock } = currentNewsroom()
  const folder = folderOf((await headers()).get(addressHeader) ?? '/')
  const isHere = ({ file }: { readonly file: string }) => folder !== undefined && file.includes(folder)
  const problems = content.problems()
  const ordered = [...problems.filter(isHere), ...problems.filter((found) => !isHere(found))].slice(0, most)
  const texts = await readTexts(config.contentDir, ordered)
  const render = (found: Problem) => renderProblem(found, { language: locale, texts })
  const broken = new Set(problems.filter(isBroken).flatMap(({ file }) => slugOf(file) ?? []))
  const catalogue = content.catalogue()
  const total = new Set([...catalogue.releases.keys(), ...broken]).size
  const releases = { total, broken: broken.size }
  const notPublic = listNotPublic(catalogue, problems, { now: clock.now(), language: locale })
  const hidden = [...notPublic.broken, ...notPublic.hidden]
  return (
    <EditorsStrip
      locale={locale}
      summary={renderClosingLine(problems, { language: locale, releases })}
      here={ordered.filter(isHere).map(render)}
      elsewhere={ordered.filter((found) => !isHere(found)).map(render)}
      more={problems.length - ordered.length}
      hidden={[...hidden.filter(isHere), ...hidden.filter((found) => !isHere(found))].slice(0, most)}
    />
  )
}
