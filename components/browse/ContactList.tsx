import { Telephone } from '#components/ui/Telephone.tsx'
import type { Site } from '#lib/content/types.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import styles from './ContactList.module.css'

interface ContactListProps {
  readonly locale: Locale
  readonly site: Site
}

/** Whom readers can reach: the site's contacts, then the footer's telephone number and address where they say more. */
export function ContactList({ locale, site }: ContactListProps) {
  const { telephone, address, approvedBy } = site.footer
  const people = site.contacts.map(({ name, role, phone, email }) => ({
    name: name[locale],
    ...(role === undefined ? {} : { role: role[locale] }),
    ...(phone === undefined ? {} : { phone }),
    ...(email === undefined ? {} : { email }),
  }))
  const saysMore = address !== undefined || !site.contacts.some(({ phone }) => phone === telephone)
  return (
    <ul className={styles['contacts']}>
      {people.map(({ name, role, phone, email }) => (
        <li key={`${name} ${phone} ${email}`}>
          <strong>{name}</strong>
          {role !== undefined && <span>{role}</span>}
          {phone !== undefined && <Telephone locale={locale} number={phone} />}
          {email !== undefined && <a href={`mailto:${email}`}>{email}</a>}
        </li>
      ))}
      {telephone !== undefined && saysMore && (
        <li>
          <strong>{approvedBy?.[locale] ?? site.name[locale]}</strong>
          <Telephone locale={locale} number={telephone} />
          {address !== undefined && <address>{address[locale]}</address>}
        </li>
      )}
    </ul>
  )
}
