import type { Locale } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import styles from './Share.module.css'

/** A square code drawn as one path in `size` units each way, quiet zone included. */
export interface QrCode {
  readonly path: string
  readonly size: number
}

interface ShareProps {
  readonly locale: Locale
  /** The release's address with its origin. */
  readonly url: string
  readonly title: string
  readonly qr: QrCode
}

const withQuery = (address: string, fields: Readonly<Record<string, string>>) =>
  `${address}?${new URLSearchParams(fields)}`

/** Share as plain links; WeChat, which has no address to send to, as a code to scan. No script and no third party sees the reader. */
export function Share({ locale, url, title, qr }: ShareProps) {
  // RFC 6068: spaces in mailto fields are %20, which URLSearchParams writes as +.
  const mail = `mailto:?subject=${encodeURIComponent(title)}&body=${encodeURIComponent(url)}`
  return (
    <ul className={styles['share']}>
      <li hidden>
        <button type="button" className="link" data-copy-link={url} data-done={translate(locale, 'release.copied')}>
          {translate(locale, 'release.copyLink')}
        </button>
      </li>
      <ShareLink label={translate(locale, 'release.shareByEmail')} href={mail} />
      <ShareLink
        label={translate(locale, 'release.weibo')}
        href={withQuery('https://service.weibo.com/share/share.php', { url, title })}
      />
      <li className={styles['wechat']}>
        <details>
          <summary className="link">{translate(locale, 'release.wechat')}</summary>
          <svg
            className={styles['code']}
            viewBox={`0 0 ${qr.size} ${qr.size}`}
            role="img"
            aria-label={translate(locale, 'release.qrLabel')}
            shapeRendering="crispEdges"
          >
            <path d={qr.path} />
          </svg>
          <p>{translate(locale, 'release.wechatHint')}</p>
        </details>
      </li>
      <ShareLink
        label={translate(locale, 'release.linkedin')}
        href={withQuery('https://www.linkedin.com/sharing/share-offsite/', { url })}
      />
      <ShareLink
        label={translate(locale, 'release.x')}
        href={withQuery('https://x.com/intent/post', { url, text: title })}
      />
    </ul>
  )
}

function ShareLink({ label, href }: { readonly label: string; readonly href: string }) {
  return (
    <li>
      <a href={href} rel="nofollow noopener">
        {label}
      </a>
    </li>
  )
}
