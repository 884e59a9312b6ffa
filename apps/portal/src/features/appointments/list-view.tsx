'use client'

import { Paper } from '@mantine/core'
import { IconCalendarEvent, IconCalendarSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTimeZone, useTranslations } from 'next-intl'
import { useState } from 'react'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { KeysetPager } from '@/components/keyset-pager'
import { useMay } from '@/frame/me-provider'
import { useClinical } from '@/trpc/contexts'
import type { Appointment } from './appointment'
import { AppointmentsFilters } from './appointments-filters'
import { AppointmentsTable } from './appointments-table'
import { AppointmentDialog, CancelDialog } from './lazy-dialogs'
import { PrintedFilters } from './printed-filters'
import { rangeOf } from './range-of'
import { type AppointmentsList, type AppointmentsView, pageSize } from './use-appointments-view'
import { useThisMinute } from './use-this-minute'

// Nothing tells of other people's bookings as they happen.
const refreshMs = 30_000

/** Appointments day by day, from when to when, of whom. */
export function ListView({ list }: { list: AppointmentsList }) {
  const t = useTranslations('appointments')
  const mayWrite = useMay('appointments.write', 'appointments.own')
  const [cancelling, setCancelling] = useState<Appointment | null>(null)
  const [opened, setOpened] = useState<Appointment | null>(null)
  const { view } = list
  const query = useAppointments(view)
  const items = query.data?.items
  const filtered = view.clinician !== null || view.from !== null || view.to !== null || view.when !== 'upcoming'
  const namedByPage = items?.find(({ clinicianId }) => clinicianId === view.clinician)?.clinicianName
  return (
    <>
      <AppointmentsFilters list={list} clinicianName={namedByPage} />
      <PrintedFilters view={view} clinicianName={namedByPage} />
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {(items || !query.isError) && (
        <Paper component="section" aria-label={t('title')} style={{ overflow: 'hidden' }}>
          {items?.length === 0 ? (
            <EmptyState
              icon={filtered ? <IconCalendarSearch size={32} /> : <IconCalendarEvent size={32} />}
              title={t(filtered ? 'noMatch.title' : 'empty.title')}
            >
              {t(filtered ? 'noMatch.text' : 'empty.text')}
            </EmptyState>
          ) : (
            <AppointmentsTable
              appointments={items}
              busy={query.isPlaceholderData}
              onOpen={setOpened}
              onCancel={mayWrite ? setCancelling : undefined}
            />
          )}
          <KeysetPager
            after={view.after}
            page={view.page}
            pageSize={pageSize}
            goTo={list.goTo}
            shown={items?.length}
            total={query.data?.total}
            nextCursor={query.isPlaceholderData ? null : (query.data?.nextCursor ?? null)}
          />
        </Paper>
      )}
      {opened && <AppointmentDialog appointment={opened} onClose={() => setOpened(null)} />}
      {cancelling && <CancelDialog appointment={cancelling} onClose={() => setCancelling(null)} />}
    </>
  )
}

function useAppointments(view: AppointmentsView) {
  const timeZone = useTimeZone() ?? 'UTC'
  const range = rangeOf(view, useThisMinute(), timeZone)
  return useQuery(
    useClinical().appointments.list.queryOptions(
      {
        ...range,
        ...(view.clinician && { clinicianId: view.clinician }),
        ...(view.after && { cursor: view.after }),
        limit: pageSize,
      },
      { placeholderData: keepPreviousData, refetchInterval: refreshMs },
    ),
  )
}
