import { type StoryThread, storyThread } from '#lib/content/edition/story-thread.ts'
import { relatedReleases } from '#lib/content/related.ts'
import type { Edition, PublicRelease } from '#lib/content/types.ts'

/** How many releases on the same subject a page names. */
const most = 3

/** Where to read on: the release's own story, and others on its subject, each release once. */
export function readOn(
  edition: Edition,
  release: PublicRelease,
): { readonly thread: StoryThread; readonly related: readonly PublicRelease[] } {
  const thread = storyThread(edition, release)
  const told = new Set(thread.entries.map((entry) => entry.release.slug))
  const related = relatedReleases(edition, release, most + told.size).filter(({ slug }) => !told.has(slug))
  return { thread, related: related.slice(0, most) }
}
