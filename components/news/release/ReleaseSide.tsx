import type { ReactNode } from 'react'
import { FileFacts } from '#components/ui/FileFacts.tsx'
import type { Contact, PublicRelease } from '#lib/content/types.ts'
import { formatFileSize } from '#lib/i18n/format.ts'
import { translate } from '#lib/i18n/translate.ts'
import type { Citation } from '#lib/publish/sharing/citation.ts'
import { urls } from '#lib/urls.ts'
import { Citations } from './Citations.tsx'
import styles from './ReleaseSide.module.css'
import { type QrCode, Share } from './Share.tsx'

/** All texts and files of a release in one. */
export interface PressKit {
  readonly href: string
  /** Bytes, where they are known. */
  readonly size?: number
}

interface ReleaseSideProps {
  readonly release: PublicRelease
  readonly contacts: readonly Contact[]
  /** The release's address with its origin. */
  readonly url: string
  readonly qr: QrCode
  /** Absent for what is not to be passed on. */
  readonly pressKit?: PressKit
  /** Empty for what cannot be cited yet. */
  readonly citations: readonly Citation[]
}

/** Contacts, downloads and share: beside the text where there is room, else after it. */
export function ReleaseSide({ release, contacts, url, qr, pressKit, citations }: ReleaseSideProps) {
  const { locale, downloads, slug } = release
  return (
    <div className={styles['side']}>
      <Block title={translate(locale, 'release.forTheMedia')} screenOnly={contacts.length === 0}>
        <ul className={styles['entries']}>
          {contacts.map((contact) => (
            <ContactEntry key={`${contact.name} ${contact.phone}`} contact={contact} />
          ))}
          {contacts.length === 0 && (
            <li>
              <a href={urls.page(locale, 'contact')}>{translate(locale, 'nav.contact')}</a>
            </li>
          )}
        </ul>
      </Block>
      {(downloads.length > 0 || pressKit !== undefined) && (
        <Block title={translate(locale, 'release.downloads')} screenOnly>
          <ul className={styles['entries']}>
            {downloads.map((download) => (
              <li key={download.file}>
                <a href={urls.media(slug, download.file)} download>
                  {download.title}
                </a>{' '}
                <span className={styles['facts']}>
                  <FileFacts download={download} locale={locale} />
                </span>
              </li>
            ))}
            {pressKit !== undefined && (
              <li>
                <a href={pressKit.href} download>
                  {translate(locale, 'release.pressKit')}
                </a>{' '}
                <span className={styles['facts']}>
                  {['ZIP', ...(pressKit.size === undefined ? [] : [formatFileSize(pressKit.size, locale)])].join(' · ')}
                </span>
              </li>
            )}
          </ul>
        </Block>
      )}
      <Block title={translate(locale, 'release.share')} screenOnly>
        <Share locale={locale} url={url} title={release.title} qr={qr} />
        {citations.length > 0 && <Citations locale={locale} citations={citations} />}
      </Block>
    </div>
  )
}

interface BlockProps {
  readonly title: string
  readonly screenOnly?: boolean
  readonly children: ReactNode
}

function Block({ title, screenOnly = false, children }: BlockProps) {
  return (
    <section className={styles['block']} data-screen={screenOnly ? '' : undefined}>
      <h2>{title}</h2>
      {children}
    </section>
  )
}

function ContactEntry({ contact }: { readonly contact: Contact }) {
  const { name, role, phone, email } = contact
  return (
    <li>
      <strong>{name}</strong>
      {role !== undefined && <span className={styles['facts']}>{role}</span>}
      {phone !== undefined && <a href={`tel:${phone.replace(/[^+\d-]/g, '')}`}>{phone}</a>}
      {email !== undefined && <a href={`mailto:${email}`}>{email}</a>}
    </li>
  )
}
