'use client'

import { MantineProvider } from '@mantine/core'
import dynamic from 'next/dynamic'
import { useLocale, useTranslations } from 'next-intl'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import { type ReactNode, useEffect, useMemo } from 'react'
import { setChoiceCookie } from '@/frame/set-cookie'
import { usePageNonce } from '@/frame/use-page-nonce'
import { languageOf, timeZoneCookie } from '@/i18n/locale'
import { loadServiceWords } from '@/service-words/service-words'
import { resolveVariables, themeWithLabels } from '@/theme/theme'

// Nothing is said before the page is there.
const Toasts = dynamic(() => import('@/components/toasts').then((module) => module.Toasts), { ssr: false })

/** What every page needs, signed in or not. */
export function Providers({ nonce, children }: { nonce: string; children: ReactNode }) {
  const pageNonce = usePageNonce(nonce)
  const language = languageOf(useLocale())
  const closeLabel = useTranslations('common.actions')('close')
  const theme = useMemo(() => themeWithLabels(closeLabel), [closeLabel])
  useEffect(() => void loadServiceWords(language), [language])
  useEffect(() => window.rollcallListens?.(), [])
  useEffect(() => setChoiceCookie(timeZoneCookie, Intl.DateTimeFormat().resolvedOptions().timeZone), [])
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolveVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => pageNonce}
    >
      <Toasts />
      <NuqsAdapter>{children}</NuqsAdapter>
    </MantineProvider>
  )
}
