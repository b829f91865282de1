import type { PressKit } from '#components/news/release/ReleaseSide.tsx'
import type { Edition, PublicRelease } from '#lib/content/types.ts'
import { currentNewsroom } from '#lib/current-newsroom.ts'
import { locales } from '#lib/i18n/locales.ts'
import { kitSize } from '#lib/publish/sharing/press-kit.ts'
import { urls } from '#lib/urls.ts'

/** Where a release's press kit is, and how large. */
export async function findPressKit(edition: Edition, { locale, slug }: PublicRelease): Promise<PressKit> {
  const { content, config } = currentNewsroom()
  const releases = locales.flatMap((other) => edition.locales[other].bySlug.get(slug) ?? [])
  const versions = await Promise.all(releases.map(async (release) => ({ release, body: await content.body(release) })))
  const size = kitSize(versions, edition, config.siteUrl)
  return { href: urls.pressKit(locale, slug), ...(size === undefined ? {} : { size }) }
}
