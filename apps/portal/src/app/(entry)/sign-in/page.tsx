import { Text, Title } from '@mantine/core'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { safeNextPath } from '@/features/sign-in/next-path'
import { SignInForm } from '@/features/sign-in/sign-in-form'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('signIn')
  return { title: t('title') }
}

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const { next } = await searchParams
  const t = await getTranslations('signIn')
  return (
    <>
      <Title order={1}>{t('title')}</Title>
      <Text c="dimmed" mt={4} mb="lg">
        {t('tagline')}
      </Text>
      <SignInForm next={safeNextPath(typeof next === 'string' ? next : undefined)} />
    </>
  )
}
