import type { PublicRelease, ReleaseBody } from '#lib/content/types.ts'
import { urls } from '#lib/urls.ts'

/** Where a release's press kit is, and how large: what its files weigh, beside which its texts are little. */
export function pressKitOf(
  release: PublicRelease,
  body: ReleaseBody,
): { readonly href: string; readonly size?: number } {
  const pictures = [...(release.image === undefined ? [] : [release.image]), ...body.images]
  const sizes = new Map([
    ...pictures.map(({ src, size }) => [src, size] as const),
    ...release.downloads.map(({ file, size }) => [file, size] as const),
  ])
  const href = urls.pressKit(release.locale, release.slug)
  let total = 0
  for (const size of sizes.values()) {
    if (size === undefined) return { href }
    total += size
  }
  return { href, ...(total === 0 ? {} : { size: total }) }
}
