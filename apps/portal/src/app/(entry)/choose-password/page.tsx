import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ChoosePasswordForm } from '@/features/sign-in/choose-password-form'
import { EntryHeader } from '@/features/sign-in/entry-header'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('signIn.choose')
  return { title: t('title') }
}

export default async function ChoosePasswordPage() {
  const t = await getTranslations('signIn.choose')
  return (
    <>
      <EntryHeader title={t('title')}>{t('intro')}</EntryHeader>
      <ChoosePasswordForm />
    </>
  )
}
