'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { EntryHeader } from './entry-header'
import { SignInFlow } from './sign-in-flow'

/** The page's sign-in, which then leads to `next`. */
export function SignInSteps({ next, children }: { next: string; children?: ReactNode }) {
  const t = useTranslations('signIn')
  return (
    <SignInFlow onSignedIn={() => window.location.assign(next)}>
      <EntryHeader title={t('title')}>{t('tagline')}</EntryHeader>
      {children}
    </SignInFlow>
  )
}
