import { Text, Title } from '@mantine/core'
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { FirstPassword } from '@/features/sign-in/first-password'
import { findMe } from '@/server/find-me'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('signIn.change')
  return { title: t('title') }
}

export default async function ChangePasswordPage() {
  const found = await findMe()
  if (found.kind === 'signed-out') redirect('/sign-in')
  if (found.kind === 'two-factor') redirect('/two-factor')
  if (found.kind === 'signed-in') redirect('/settings')
  const t = await getTranslations('signIn.change')
  return (
    <>
      <Title order={1}>{t('title')}</Title>
      <Text c="dimmed" mt={4} mb="lg">
        {t('why')}
      </Text>
      <FirstPassword />
    </>
  )
}
