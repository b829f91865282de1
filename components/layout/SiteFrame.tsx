import type { ReactElement, ReactNode } from 'react'
import type { Site } from '#lib/content/types.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import type { LanguageLink } from './LanguageSwitch.tsx'
import { SiteFooter } from './SiteFooter.tsx'
import styles from './SiteFrame.module.css'
import { type Section, SiteHeader } from './SiteHeader.tsx'

interface SiteFrameProps {
  readonly locale: Locale
  readonly site: Site
  /** The part of the site that the navigation marks as current. */
  readonly section?: Section
  readonly alternates: readonly LanguageLink[]
  /** What was searched for, kept in the search field. */
  readonly query?: string
  readonly children: ReactNode
  /** Renders to HTML at once what stands in the frame, which then must hold nothing that belongs into the head; else the framework does. */
  readonly print?: ((content: ReactElement) => string) | undefined
}

/** What surrounds every page: skip link, band, header, `main`, footer. */
export function SiteFrame({ print, ...rest }: SiteFrameProps) {
  const content = <Framed {...rest} />
  if (print === undefined) return <div className={styles['frame']}>{content}</div>
  // biome-ignore lint/security/noDangerouslySetInnerHtml: what our own components render, escaped as everywhere
  return <div className={styles['frame']} dangerouslySetInnerHTML={{ __html: print(content) }} />
}

function Framed({ locale, site, section, alternates, query, children }: Omit<SiteFrameProps, 'print'>) {
  return (
    <>
      <a className={styles['skip']} href="#main">
        {translate(locale, 'frame.skip')}
      </a>
      <SiteHeader
        locale={locale}
        site={site}
        alternates={alternates}
        {...(section === undefined ? {} : { section })}
        {...(query === undefined ? {} : { query })}
      />
      <main className={styles['main']} id="main" tabIndex={-1}>
        {children}
      </main>
      <SiteFooter locale={locale} site={site} {...(section === undefined ? {} : { section })} />
    </>
  )
}
