import { buildCatalogue } from '#lib/content/catalogue.ts'
import { buildEdition } from '#lib/content/edition.ts'
import type { Edition, Release } from '#lib/content/types.ts'
import { at, site } from './releases.ts'

/** What is public of `releases` on 21 November 2026 at noon, in Shandong; `fields` replace what the test is about. */
export function edition(fields: Partial<Edition> & { readonly releases?: readonly Release[] } = {}): Edition {
  const { releases = [], ...rest } = fields
  return { ...buildEdition(buildCatalogue(site(), releases), at('2026-11-21 12:00:00')), ...rest }
}
