import '#components/styles/index.css'
import type { Metadata, Viewport } from 'next'
import Script from 'next/script'
import type { ReactNode } from 'react'
import { currentNewsroom } from '#lib/current-newsroom.ts'
import { localeFacts } from '#lib/i18n/locales.ts'
import { urls } from '#lib/urls.ts'
import { Editors } from '../Editors.tsx'
import { currentEdition, readLocale } from '../request.ts'

// Every page is rendered when it is asked for; lib/serve keeps the answers.
export const dynamic = 'force-dynamic'

export function generateViewport(): Viewport {
  const { light, dark } = currentNewsroom().brand
  return {
    width: 'device-width',
    initialScale: 1,
    colorScheme: 'light dark',
    themeColor: [
      { media: '(prefers-color-scheme: light)', color: light.paper },
      { media: '(prefers-color-scheme: dark)', color: dark.paper },
    ],
  }
}

const common: Metadata = {
  icons: {
    icon: [
      { url: urls.siteFile('favicon.ico'), sizes: '48x48' },
      { url: urls.siteFile('favicon.svg'), type: 'image/svg+xml' },
    ],
    apple: { url: urls.siteFile('apple-touch-icon.png'), sizes: '180x180' },
  },
  formatDetection: { telephone: false },
}

const openSearchType = 'application/opensearchdescription+xml'

interface RootLayoutProps {
  readonly params: Promise<{ readonly locale: string }>
  readonly children: ReactNode
}

export async function generateMetadata({ params }: Pick<RootLayoutProps, 'params'>): Promise<Metadata> {
  return { ...common, manifest: urls.manifest(readLocale((await params).locale)) }
}

export default async function RootLayout({ params, children }: RootLayoutProps) {
  const locale = readLocale((await params).locale)
  const { development } = currentNewsroom()
  const { site } = currentEdition()
  return (
    <html lang={localeFacts[locale].tag} dir="ltr">
      <head>
        {!development && <script src="/enhance.js" type="module" async />}
        <link rel="search" type={openSearchType} href={urls.openSearch(locale)} title={site.name[locale]} />
      </head>
      <body>
        {development && <Editors locale={locale} />}
        {/* React takes over the page in development alone: what changed it before that would be told as a fault. */}
        {development && <Script src="/enhance.js" type="module" strategy="lazyOnload" />}
        {children}
      </body>
    </html>
  )
}
