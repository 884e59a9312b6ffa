import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ReassignPage } from '@/features/appointments/reassign/reassign-page'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('appointments.reassign')
  return { title: t('title') }
}

export default function Page() {
  return <ReassignPage />
}
