'use client'
'use memo'

import { Button, Group, Paper, Skeleton, Text } from '@mantine/core'
import { IconCalendarEvent, IconCalendarUser, IconUserPlus } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { KeysetPager } from '@/components/keyset-pager'
import { LinkButton } from '@/components/link-button'
import { PrintNote } from '@/components/print-note'
import { ScrollRegion } from '@/components/scroll-region'
import { useMay } from '@/frame/me-provider'
import type { Appointment } from '../appointment'
import { AppointmentDialog } from '../lazy-dialogs'
import type { AppointmentsList } from '../use-appointments-view'
import classes from './calendar.module.css'
import { CalendarGrid } from './calendar-grid'
import { CalendarToolbar } from './calendar-toolbar'
import { type Calendar, columnsOnPage, useCalendar, useShownDays } from './use-calendar'
import { useColumns } from './use-columns'
import { useDayWords } from './use-day-words'

/** A day of several clinicians, or a week of one. */
export function CalendarView({ list }: { list: AppointmentsList }) {
  const t = useTranslations('appointments.calendar')
  const { view, name } = list
  const { query, clinicianId } = useCalendar(list)
  const { timeZone } = useShownDays(list)
  const { data } = query
  const clinicianName = data?.clinicians.find(({ id }) => id === view.clinician)?.fullName
  return (
    <>
      <CalendarToolbar list={list} clinicianName={clinicianName} />
      <PrintNote filters={[clinicianName, view.booked && name === 'day' && t('bookedOnly')]} />
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {name === 'week' && !clinicianId && <ChooseClinician list={list} />}
      {(name === 'day' || clinicianId) && (data || !query.isError) && (
        <Paper component="section" aria-label={t('columns')} className={classes.paper}>
          {data ? (
            <Body list={list} data={data} busy={query.isPlaceholderData} />
          ) : (
            <Skeleton className={classes.waiting} role="status" aria-busy />
          )}
          {name === 'day' && (data?.total ?? 0) > columnsOnPage && (
            <KeysetPager
              after={view.after}
              page={view.page}
              pageSize={columnsOnPage}
              goTo={list.goTo}
              shown={data?.clinicians.length}
              total={data?.total}
              nextCursor={query.isPlaceholderData ? null : (data?.nextCursor ?? null)}
            />
          )}
        </Paper>
      )}
      <Text size="sm" c="dimmed" mt="xs">
        {t('zone', { zone: timeZone })}
      </Text>
    </>
  )
}

function Body({ list, data, busy }: { list: AppointmentsList; data: Calendar; busy: boolean }) {
  const t = useTranslations('appointments.calendar')
  const [opened, setOpened] = useState<Appointment | null>(null)
  const { first, last } = useShownDays(list)
  const columns = useColumns(list, data)
  const words = useDayWords()
  if (columns.length === 0) return <NothingShown list={list} />
  const label = first === last ? words.full(first) : `${words.short(first)} – ${words.long(last)}`
  // The answer of a moment ago is shown again with what has become of it since.
  const appointment = opened && (data.items.find(({ id }) => id === opened.id) ?? opened)
  return (
    <>
      <ScrollRegion label={t('grid', { what: label })} className={classes.scroll}>
        <CalendarGrid columns={columns} busy={busy} onOpen={setOpened} />
      </ScrollRegion>
      {appointment && <AppointmentDialog appointment={appointment} onClose={() => setOpened(null)} />}
    </>
  )
}

function NothingShown({ list }: { list: AppointmentsList }) {
  const t = useTranslations('appointments.calendar')
  const mayAdd = useMay('users.write')
  if (list.view.booked) {
    return (
      <EmptyState
        icon={<IconCalendarEvent size={32} />}
        title={t('empty.title')}
        action={<Button onClick={() => list.showBooked(false)}>{t('empty.all')}</Button>}
      >
        {t('empty.text')}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={<IconCalendarUser size={32} />}
      title={t('nobody.title')}
      action={
        mayAdd && (
          <LinkButton href="/users/new" leftSection={<IconUserPlus size={18} aria-hidden />}>
            {t('nobody.create')}
          </LinkButton>
        )
      }
    >
      {t('nobody.text')}
    </EmptyState>
  )
}

/** A week is one person's: those of the day are offered. */
function ChooseClinician({ list }: { list: AppointmentsList }) {
  const t = useTranslations('appointments.calendar.choose')
  const { query } = useCalendar({ ...list, name: 'day' })
  return (
    <Paper>
      <EmptyState
        icon={<IconCalendarUser size={32} />}
        title={t('title')}
        action={
          <Group justify="center" gap="xs" maw={640}>
            {query.data?.clinicians.map(({ id, fullName }) => (
              <Button key={id} variant="default" onClick={() => list.showClinician(id)}>
                <bdi>{fullName}</bdi>
              </Button>
            ))}
          </Group>
        }
      >
        {t('text')}
      </EmptyState>
    </Paper>
  )
}
