import { rename, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { RunningSite } from './running-site.ts'

/**
 * What the site answers below a release whose text cannot be read: its folder has become a link to itself, and is asked for
 * before that is noticed. Each of `slugs`, releases of 2024, may be spent on it.
 */
export async function faultOf(
  site: Pick<RunningSite, 'contentDir' | 'origin'>,
  slugs: readonly string[],
  pathOf: (slug: string) => string,
): Promise<Response> {
  for (const slug of slugs) {
    const folder = join(site.contentDir, 'news', '2024', slug)
    await rename(folder, `${folder}-away`)
    await symlink(folder, folder)
    const answer = await fetch(site.origin + pathOf(slug), { redirect: 'manual' })
    if (answer.status !== 404) return answer
  }
  throw new Error('Every fault was noticed before anybody asked')
}
