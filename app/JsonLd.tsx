import type { Thing } from 'schema-dts'
import { renderJsonLd } from '#lib/publish/json-ld.ts'

/** Structured data of a page, one graph. */
export function JsonLd({ things }: { readonly things: readonly Thing[] }) {
  return (
    // biome-ignore lint/security/noDangerouslySetInnerHtml: a data block, whose renderer escapes every `<`
    <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: renderJsonLd(things) }} />
  )
}
