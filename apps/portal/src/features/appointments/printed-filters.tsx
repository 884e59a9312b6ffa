'use client'

import { useTranslations } from 'next-intl'
import { PrintNote } from '@/components/print-note'
import { useDayWords } from './calendar/use-day-words'
import type { AppointmentsView } from './use-appointments-view'

/** Which appointments a printed list shows. */
export function PrintedFilters({
  view: { when, from, to },
  clinicianName,
}: {
  view: Pick<AppointmentsView, 'when' | 'from' | 'to'>
  clinicianName: string | undefined
}) {
  const t = useTranslations('appointments.filters')
  const { long } = useDayWords()
  const byDays = from !== null || to !== null
  return (
    <PrintNote
      filters={[
        !byDays && t(`ranges.${when}`),
        from && `${t('from')} ${long(from)}`,
        to && `${t('to')} ${long(to)}`,
        clinicianName,
      ]}
    />
  )
}
