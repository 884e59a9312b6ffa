import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { SetupForm } from '@/features/organisations/setup-form'
import { EntryHeader } from '@/features/sign-in/entry-header'
import { readSetupOpen } from '@/server/read-setup'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('organisations.setup')
  return { title: t('title') }
}

export default async function SetupPage() {
  if ((await readSetupOpen()) === false) redirect('/sign-in')
  const t = await getTranslations('organisations.setup')
  return (
    <>
      <EntryHeader title={t('title')}>{t('intro')}</EntryHeader>
      <SetupForm />
    </>
  )
}
