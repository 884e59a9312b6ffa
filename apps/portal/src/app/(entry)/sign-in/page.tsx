import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { safeNextPath } from '@/features/sign-in/next-path'
import { SetupOpen } from '@/features/sign-in/setup-open'
import { SignInSteps } from '@/features/sign-in/sign-in-steps'
import { readSetupOpen } from '@/server/read-setup'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('signIn')
  return { title: t('title') }
}

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const [{ next }, setupOpen] = await Promise.all([searchParams, readSetupOpen()])
  return (
    <SignInSteps next={safeNextPath(typeof next === 'string' ? next : undefined)}>
      {setupOpen && <SetupOpen />}
    </SignInSteps>
  )
}
