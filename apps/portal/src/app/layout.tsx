import '@fontsource-variable/inter/index.css'
import '@/theme/mantine.css'
import '@/theme/global.css'
import '@/theme/print.css'
import latinFont from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2'
import { ColorSchemeScript, mantineHtmlProps } from '@mantine/core'
import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import { NextIntlClientProvider } from 'next-intl'
import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { preload } from 'react-dom'
import { languageOf } from '@/i18n/locale'
import { EarlyClicks } from './early-clicks'
import { Providers } from './providers'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('common')
  return { title: { default: 'Rollcall', template: '%s · Rollcall' }, description: t('description') }
}
export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' }

export default async function RootLayout({ children }: { children: ReactNode }) {
  const language = languageOf(await getLocale())
  const nonce = (await headers()).get('x-nonce') ?? ''
  // The first layout then has its letters, and isn't done twice.
  preload(latinFont, { as: 'font', type: 'font/woff2', crossOrigin: 'anonymous', nonce })
  return (
    <html lang={language} {...mantineHtmlProps}>
      <head>
        <ColorSchemeScript defaultColorScheme="auto" nonce={nonce} suppressHydrationWarning />
        <EarlyClicks nonce={nonce} />
      </head>
      <body>
        <NextIntlClientProvider>
          <Providers nonce={nonce}>{children}</Providers>
        </NextIntlClientProvider>
      </body>
    </html>
  )
}
