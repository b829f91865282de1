import { Fragment } from 'react'
import { VisuallyHidden } from '#components/ui/VisuallyHidden.tsx'
import type { Category, Site } from '#lib/content/types.ts'
import { type Locale, localeFacts } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import { type FeedFormat, feedFormats, type ListScope, urls } from '#lib/urls.ts'
import styles from './FeedsList.module.css'

interface FeedsListProps {
  /** Language of the page. */
  readonly locale: Locale
  /** The languages whose feeds are listed, in this order. */
  readonly languages: readonly Locale[]
  readonly site: Site
  /** Origin that stands in the addresses which readers copy. */
  readonly siteUrl: string
}

const formatNames: Readonly<Record<FeedFormat, string>> = { rss: 'RSS', atom: 'Atom', json: 'JSON Feed' }

/** All feeds, a table for each language: the whole list and each category, in each format. */
export function FeedsList({ locale, languages, site, siteUrl }: FeedsListProps) {
  return languages.map((language) => (
    <table key={language} className={styles['feeds']}>
      <caption>{translate(locale, 'feeds.tableOf', { language: translate(locale, `languages.${language}`) })}</caption>
      <thead>
        <tr>
          <th scope="col">{translate(locale, 'feeds.name')}</th>
          <th scope="col">{translate(locale, 'feeds.formats')}</th>
        </tr>
      </thead>
      <tbody>
        <FeedRow locale={locale} language={language} siteUrl={siteUrl} />
        {site.categories.map((category) => (
          <FeedRow key={category.key} locale={locale} language={language} siteUrl={siteUrl} category={category} />
        ))}
      </tbody>
    </table>
  ))
}

interface FeedRowProps {
  readonly locale: Locale
  readonly language: Locale
  readonly siteUrl: string
  readonly category?: Category
}

function FeedRow({ locale, language, siteUrl, category }: FeedRowProps) {
  const scope: ListScope | undefined = category === undefined ? undefined : { kind: 'category', key: category.key }
  const name = category === undefined ? translate(locale, 'feeds.all') : category.label[locale]
  return (
    <tr>
      <th scope="row">
        {name} <Address url={`${siteUrl}${urls.feed(language, 'rss', scope)}`} />
      </th>
      <td>
        <ul>
          {feedFormats.map((format) => (
            <li key={format}>
              <a href={urls.feed(language, format, scope)} hrefLang={localeFacts[language].tag}>
                <VisuallyHidden>{`${translate(locale, `languages.${language}`)}, ${name}: `}</VisuallyHidden>
                {formatNames[format]}
              </a>
            </li>
          ))}
        </ul>
      </td>
    </tr>
  )
}

/** An address that breaks after its slashes where a line is short. */
function Address({ url }: { readonly url: string }) {
  const [start = '', ...parts] = url.split(/(?<=[^/]\/)(?=[^/])/)
  return (
    <code>
      {start}
      {parts.map((part) => (
        <Fragment key={part}>
          <wbr />
          {part}
        </Fragment>
      ))}
    </code>
  )
}
