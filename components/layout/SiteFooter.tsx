import type { Site } from '#lib/content/types.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { type PlainMessageKey, translate } from '#lib/i18n/translate.ts'
import { urls } from '#lib/urls.ts'
import { FooterFacts } from './FooterFacts.tsx'
import styles from './SiteFooter.module.css'
import type { Section } from './SiteHeader.tsx'

interface SiteFooterProps {
  readonly locale: Locale
  readonly site: Site
  readonly section?: Section
}

interface FooterLink {
  readonly href: string
  readonly label: string
  readonly current?: boolean
}

export function SiteFooter({ locale, site, section }: SiteFooterProps) {
  const t = (key: PlainMessageKey) => translate(locale, key)
  return (
    <footer className={styles['footer']}>
      <div className={styles['columns']}>
        <FooterColumn
          title={t('footer.newsroom')}
          links={[
            { href: urls.list(locale), label: t('footer.allNews') },
            { href: urls.archive(locale), label: t('nav.archive') },
            { href: urls.mostRead(locale), label: t('nav.mostRead') },
            { href: urls.search(locale), label: t('search.label') },
          ]}
        />
        <FooterColumn
          title={t('footer.follow')}
          links={[
            { href: urls.feed(locale, 'rss'), label: 'RSS' },
            { href: urls.feed(locale, 'atom'), label: 'Atom' },
            { href: urls.feed(locale, 'json'), label: 'JSON Feed' },
            { href: urls.page(locale, 'feeds'), label: t('footer.feeds') },
            ...site.social.map(({ name, url }) => ({ href: url, label: name })),
          ]}
        />
        <FooterColumn
          title={t('footer.forTheMedia')}
          links={[
            { href: urls.page(locale, 'contact'), label: t('nav.contact') },
            { href: urls.page(locale, 'about'), label: t('footer.about'), current: section === 'about' },
            { href: urls.page(locale, 'visits'), label: t('footer.visits') },
            { href: urls.page(locale, 'accessibility'), label: t('footer.accessibility') },
          ]}
        />
      </div>
      <FooterFacts locale={locale} footer={site.footer} />
    </footer>
  )
}

function FooterColumn({ title, links }: { readonly title: string; readonly links: readonly FooterLink[] }) {
  return (
    <nav className={styles['column']} aria-label={title}>
      <h2>{title}</h2>
      <ul>
        {links.map(({ href, label, current = false }) => (
          <li key={href}>
            <a href={href} aria-current={current ? 'true' : undefined}>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
