import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { NewAppointmentPage } from '@/features/appointments/new-appointment-page'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('appointments')
  return { title: t('book') }
}

export default function Page() {
  return <NewAppointmentPage />
}
