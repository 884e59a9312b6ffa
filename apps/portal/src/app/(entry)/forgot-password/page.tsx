import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { EntryHeader } from '@/features/sign-in/entry-header'
import { ForgotPasswordForm } from '@/features/sign-in/forgot-password-form'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('signIn.forgot')
  return { title: t('title') }
}

export default async function ForgotPasswordPage() {
  const t = await getTranslations('signIn.forgot')
  return (
    <>
      <EntryHeader title={t('title')}>{t('intro')}</EntryHeader>
      <ForgotPasswordForm />
    </>
  )
}
