import { createHash } from 'node:crypto'
import type { Release } from '#lib/content/types.ts'

/** Namespace of our name-based UUIDs; chosen once, never to change: every feed reader remembers ids made with it. */
const namespace = Buffer.from('6f2b1d0c8f5e4c5b9a3e7d1640c2b85a', 'hex')

/** The slug under which the release was first published: the oldest of its own addresses in `aliases`, else its slug. */
function firstSlug(release: Release): string {
  const own = new RegExp(`^/${release.locale}/news/([a-z0-9-]+)$`)
  for (const alias of release.aliases) {
    const slug = own.exec(alias)?.[1]
    if (slug !== undefined) return slug
  }
  return release.slug
}

/**
 * The permanent id of a language version, a name-based UUID URN (RFC 9562, 5.5) of its first slug and language. It does not
 * change with an edit, a new title, a renamed slug or a new domain.
 */
export function releaseId(release: Release): string {
  const hash = createHash('sha1')
    .update(namespace)
    .update(`${firstSlug(release)}/${release.locale}`)
    .digest()
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6)
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = hash.toString('hex')
  return `urn:uuid:${[hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')}`
}
