'use client'

import { SegmentedControl, Skeleton } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { LinkButton } from '@/components/link-button'
import { NoAccess } from '@/components/no-access'
import { PageHeader } from '@/components/page-header'
import { useIdleLoad } from '@/components/use-idle-load'
import { useKey } from '@/components/use-key'
import { useMay } from '@/frame/me-provider'
import classes from './appointments.module.css'
import { loadDialogs } from './lazy-dialogs'
import { OrphanedNotice } from './orphaned-notice'
import { useAppointmentsView, viewNames } from './use-appointments-view'
import { useOrphaned } from './use-orphaned'

const ListView = dynamic(() => import('./list-view').then((module) => module.ListView), { loading: () => <Waiting /> })
const CalendarView = dynamic(() => import('./calendar/calendar-view').then((module) => module.CalendarView), {
  loading: () => <Waiting />,
})

function Waiting() {
  return <Skeleton h="calc(100dvh - 260px)" mih={480} />
}

/** What is booked, by day, by week or as a list, and what needs someone else. */
export function AppointmentsPage() {
  const t = useTranslations('appointments')
  if (useMay('appointments.read', 'appointments.own')) return <Appointments />
  return (
    <>
      <PageHeader title={t('title')} />
      <NoAccess />
    </>
  )
}

function Appointments() {
  const t = useTranslations('appointments')
  const router = useRouter()
  const mayWrite = useMay('appointments.write', 'appointments.own')
  const orphaned = useOrphaned()
  const list = useAppointmentsView()
  useIdleLoad(loadDialogs)
  useKey('c', () => {
    if (mayWrite) router.push('/appointments/new')
  })
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        brief
        actions={
          <>
            <SegmentedControl
              aria-label={t('views.label')}
              value={list.name}
              onChange={(chosen) => {
                const view = viewNames.find((known) => known === chosen)
                if (view) void list.showView(view)
              }}
              data={viewNames.map((value) => ({ value, label: t(`views.${value}`) }))}
            />
            {mayWrite && <BookButton />}
          </>
        }
      />
      {orphaned.data && <OrphanedNotice orphaned={orphaned.data} />}
      {/* What stands below the notice isn't drawn before it is known whether there is one: nothing jumps. */}
      {orphaned.isLoading ? (
        <Waiting />
      ) : list.name === 'list' ? (
        <ListView list={list} />
      ) : (
        <CalendarView list={list} />
      )}
    </>
  )
}

function BookButton() {
  const t = useTranslations('appointments')
  return (
    <LinkButton href="/appointments/new" leftSection={<IconPlus size={18} aria-hidden />} title={t('bookHint')}>
      <span className={classes.long}>{t('book')}</span>
      <span className={classes.short}>{t('bookShort')}</span>
    </LinkButton>
  )
}
