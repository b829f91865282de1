import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { SiteFrame } from '#components/layout/SiteFrame.tsx'
import { currentNewsroom } from '#lib/current-newsroom.ts'
import { translate } from '#lib/i18n/translate.ts'
import { buildPageMeta } from '#lib/publish/page-meta.ts'
import { frontLinks } from '../../../language-links.ts'
import { toMetadata } from '../../../metadata.ts'
import { currentEdition, readLocale } from '../../../request.ts'
import { isStatusCode, StatusContent, statusTitles } from '../../../views/StatusContent.tsx'

interface StatusProps {
  readonly params: Promise<{ readonly locale: string; readonly code: string }>
  readonly searchParams: Promise<{ readonly address?: string | string[]; readonly slug?: string | string[] }>
}

const single = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value) ?? ''

async function readStatus({ params }: StatusProps) {
  const { locale, code } = await params
  return { locale: readLocale(locale), code: isStatusCode(code) ? code : notFound() }
}

export async function generateMetadata(props: StatusProps): Promise<Metadata> {
  const { locale, code } = await readStatus(props)
  const meta = buildPageMeta(currentEdition().site, currentNewsroom().config.siteUrl, {
    locale,
    titles: [translate(locale, statusTitles[code])],
    description: '',
    pathIn: () => undefined,
    indexed: false,
  })
  return toMetadata(meta)
}

export default async function StatusAnswer(props: StatusProps) {
  const { locale, code } = await readStatus(props)
  const { address, slug } = await props.searchParams
  return (
    <SiteFrame locale={locale} site={currentEdition().site} alternates={frontLinks(locale)}>
      <StatusContent locale={locale} code={code} address={single(address)} slug={single(slug)} />
    </SiteFrame>
  )
}
