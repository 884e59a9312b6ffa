'use client'

import { Paper } from '@mantine/core'
import { IconCalendarEvent, IconCalendarSearch, IconPlus } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useNow, useTimeZone, useTranslations } from 'next-intl'
import { useState } from 'react'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { KeysetPager } from '@/components/keyset-pager'
import { LinkButton } from '@/components/link-button'
import { NoAccess } from '@/components/no-access'
import { PageHeader } from '@/components/page-header'
import { useKey } from '@/features/users/use-key'
import { useMay } from '@/frame/me-provider'
import { useClinical } from '@/trpc/contexts'
import type { Appointment } from './appointment'
import { AppointmentsFilters } from './appointments-filters'
import { AppointmentsTable } from './appointments-table'
import { CancelDialog } from './cancel-dialog'
import { rangeOf } from './range-of'
import { pageSize, useAppointmentsView } from './use-appointments-view'

// Nothing tells of other people's bookings as they happen.
const refreshMs = 30_000
const minuteMs = 60_000

/** What is booked, from when to when, and what needs someone else. */
export function AppointmentsPage() {
  const t = useTranslations('appointments')
  if (useMay('appointments.read', 'appointments.own')) return <AppointmentsList />
  return (
    <>
      <PageHeader title={t('title')} />
      <NoAccess />
    </>
  )
}

function AppointmentsList() {
  const t = useTranslations('appointments')
  const router = useRouter()
  const mayWrite = useMay('appointments.write', 'appointments.own')
  const list = useAppointmentsView()
  const [cancelling, setCancelling] = useState<Appointment | null>(null)
  const { view } = list
  const query = useAppointments(list.view)
  const book = () => {
    if (mayWrite) router.push('/appointments/new')
  }
  useKey('c', book)
  const items = query.data?.items
  const filtered = view.clinician !== null || view.from !== null || view.to !== null || view.when !== 'upcoming'
  const namedByPage = items?.find(({ clinicianId }) => clinicianId === view.clinician)?.clinicianName

  return (
    <>
      <PageHeader title={t('title')} description={t('description')} actions={mayWrite && <BookButton />} />
      <AppointmentsFilters list={list} clinicianName={namedByPage} />
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {(items || !query.isError) && (
        <Paper component="section" aria-label={t('title')} style={{ overflow: 'hidden' }}>
          {items?.length === 0 ? (
            <EmptyState
              icon={filtered ? <IconCalendarSearch size={32} /> : <IconCalendarEvent size={32} />}
              title={t(filtered ? 'noMatch.title' : 'empty.title')}
              action={mayWrite && !filtered && <BookButton />}
            >
              {t(filtered ? 'noMatch.text' : 'empty.text')}
            </EmptyState>
          ) : (
            <AppointmentsTable
              appointments={items}
              busy={query.isPlaceholderData}
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
      {cancelling && <CancelDialog appointment={cancelling} onClose={() => setCancelling(null)} />}
    </>
  )
}

function BookButton() {
  const t = useTranslations('appointments')
  return (
    <LinkButton href="/appointments/new" leftSection={<IconPlus size={18} aria-hidden />} title={t('bookHint')}>
      {t('book')}
    </LinkButton>
  )
}

function useAppointments(view: ReturnType<typeof useAppointmentsView>['view']) {
  const timeZone = useTimeZone() ?? 'UTC'
  const now = useNow({ updateInterval: minuteMs })
  // To the minute, so that a second rendering asks for the same.
  const minute = new Date(Math.floor(now.getTime() / minuteMs) * minuteMs)
  const { from, to, order } = rangeOf(view, minute, timeZone)
  return useQuery(
    useClinical().appointments.list.queryOptions(
      {
        ...(from && { from }),
        ...(to && { to }),
        ...(view.clinician && { clinicianId: view.clinician }),
        ...(view.after && { cursor: view.after }),
        order,
        limit: pageSize,
      },
      { placeholderData: keepPreviousData, refetchInterval: refreshMs },
    ),
  )
}
