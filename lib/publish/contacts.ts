import type { Contact, PublicRelease, Site } from '#lib/content/types.ts'

/** Whom a release sends readers to: its own contacts, else the site's in its language. */
export function contactsOf(release: PublicRelease, site: Site): readonly Contact[] {
  if (release.contacts.length > 0) return release.contacts
  return site.contacts.map(({ name, role, ...ways }) => ({
    ...ways,
    name: name[release.locale],
    ...(role === undefined ? {} : { role: role[release.locale] }),
  }))
}
