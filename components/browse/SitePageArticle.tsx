import type { ReactNode } from 'react'
import type { ReleaseBody, SitePage } from '#lib/content/types.ts'
import { formatDate } from '#lib/i18n/format.ts'
import { translate } from '#lib/i18n/translate.ts'
import styles from './SitePageArticle.module.css'

interface SitePageArticleProps {
  readonly page: SitePage
  readonly body: ReleaseBody
  /** IANA. */
  readonly timeZone: string
  /** What the program adds below the page's text. */
  readonly children?: ReactNode
}

/** A page of the site, such as About: title, standfirst, text. */
export function SitePageArticle({ page, body, timeZone, children }: SitePageArticleProps) {
  const { locale, title, summary, updated } = page
  return (
    <article className={styles['page']}>
      <h1>{title}</h1>
      {summary !== '' && <p className={styles['standfirst']}>{summary}</p>}
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: the renderer's HTML, sanitised there */}
      <div className="prose" dangerouslySetInnerHTML={{ __html: body.html }} />
      {children}
      {updated !== undefined && (
        <p className={styles['updated']}>
          {translate(locale, 'page.updated', { date: formatDate(updated, timeZone, locale) })}
        </p>
      )}
    </article>
  )
}
