import { notFound } from 'next/navigation'
import { NotFoundPage } from '#components/browse/NotFoundPage.tsx'
import { StatusPage } from '#components/browse/StatusPage.tsx'
import { Gone } from '#components/news/Gone.tsx'
import { findRelease } from '#lib/content/query.ts'
import type { Edition, PublicRelease } from '#lib/content/types.ts'
import { type Locale, otherLocales } from '#lib/i18n/locales.ts'
import { type PlainMessageKey, translate } from '#lib/i18n/translate.ts'
import { addressWords } from '#lib/search/address-words.ts'
import { parseAddress } from '#lib/urls/parse-address.ts'
import { urls } from '#lib/urls.ts'
import { currentEdition } from '../request.ts'

export type StatusCode = '404' | '410' | '500'

export function isStatusCode(text: string): text is StatusCode {
  return text === '404' || text === '410' || text === '500'
}

/** Title of each status page. */
export const statusTitles: Readonly<Record<StatusCode, PlainMessageKey>> = {
  404: 'missing.title',
  410: 'gone.title',
  500: 'fault.title',
}

interface StatusContentProps {
  readonly locale: Locale
  readonly code: StatusCode
  /** Path that was asked for, percent-encoded; empty when unknown. */
  readonly address: string
  /** For 410: the release that is gone. */
  readonly slug: string
}

/** The release at a missing address, in the languages in which it can be read. */
function readableElsewhere(edition: Edition, locale: Locale, address: string): PublicRelease[] {
  const asked = parseAddress(address)
  if (asked === undefined || !('slug' in asked)) return []
  return otherLocales(locale).flatMap((other) => edition.locales[other].bySlug.get(asked.slug) ?? [])
}

/** What a reader sees in place of the page asked for. */
export function StatusContent({ locale, code, address, slug }: StatusContentProps) {
  const edition = currentEdition()
  if (code === '410') {
    const found = findRelease(edition, locale, slug)
    if (!('status' in found) || found.status !== 410) notFound()
    return <Gone release={found.release} site={edition.site} state={found.state} />
  }
  if (code === '500') {
    return (
      <StatusPage
        code={code}
        title={translate(locale, 'fault.title')}
        description={translate(locale, 'fault.description')}
      >
        <p>
          <a href={urls.home(locale)}>{translate(locale, 'fault.home')}</a>
        </p>
      </StatusPage>
    )
  }
  return (
    <NotFoundPage
      locale={locale}
      site={edition.site}
      words={addressWords(address)}
      latest={edition.locales[locale].releases.slice(0, 3)}
      elsewhere={readableElsewhere(edition, locale, address)}
    />
  )
}
