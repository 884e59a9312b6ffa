import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { EntryHeader } from '@/features/sign-in/entry-header'
import { RequiredEnrolment } from '@/features/two-factor/required-enrolment'
import { findMe } from '@/server/find-me'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('twoFactor.required')
  return { title: t('title') }
}

export default async function TwoFactorPage() {
  const found = await findMe()
  if (found.kind === 'signed-out') redirect('/sign-in')
  if (found.kind === 'password-change') redirect('/change-password')
  if (found.kind === 'signed-in') redirect('/settings')
  const t = await getTranslations('twoFactor.required')
  return (
    <>
      <EntryHeader title={t('title')}>{t('why')}</EntryHeader>
      <RequiredEnrolment />
    </>
  )
}
