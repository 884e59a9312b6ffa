'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useMay } from '@/frame/me-provider'
import { useClinical } from '@/trpc/contexts'

/** What follows for the appointments of a clinician who leaves; what is known at once while they are being counted. */
export function FutureAppointmentsNote({ clinicianId }: { clinicianId: string }) {
  const t = useTranslations('users.deeds')
  const { data } = useQuery(
    useClinical().appointments.count.queryOptions(
      { clinicianId },
      { enabled: useMay('appointments.read'), staleTime: 0 },
    ),
  )
  return data ? t('orphans', { count: data.count }) : t('leavesForm')
}
