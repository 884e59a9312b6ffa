'use client'

import { Skeleton, Stack, Text } from '@mantine/core'
import { IconCalendar } from '@tabler/icons-react'
import { useFormatter, useTranslations } from 'next-intl'
import { ErrorState } from '@/components/error-state'
import { ExactTime } from '@/components/exact-time'
import { LinkButton } from '@/components/link-button'
import { Section } from '@/components/section'
import type { User } from '@/trpc/routers'
import { appointmentsHref, type ComingAppointments } from './use-coming-appointments'
import classes from './user.module.css'

const shown = 5

/** The next appointments of a clinician, and the way to all. */
export function UserAppointments({ user, appointments }: { user: User; appointments: ComingAppointments }) {
  const t = useTranslations('user.appointments')
  const { query, coming, isMore } = appointments
  return (
    <Section
      title={t('title')}
      hint={query.data && t(isMore ? 'countMore' : 'count', { count: coming.length })}
      padding="lg"
      aside={
        <LinkButton
          href={appointmentsHref(user.id)}
          variant="default"
          size="compact-sm"
          leftSection={<IconCalendar size={16} aria-hidden />}
        >
          {t('all')}
        </LinkButton>
      }
    >
      {query.isError && !query.data && <ErrorState error={query.error} onRetry={() => query.refetch()} />}
      {query.isPending && (
        <Stack gap="sm">
          <Skeleton height={40} />
          <Skeleton height={40} />
        </Stack>
      )}
      <ol className={classes.appointments}>
        {coming.slice(0, shown).map((appointment) => (
          <li key={appointment.id}>
            <Span startsAt={appointment.startsAt} endsAt={appointment.endsAt} />
            <div className={classes.appointmentWords}>
              <bdi>{appointment.patientName}</bdi>
              <Text fz={13} c="dimmed" dir="auto">
                {appointment.reason}
              </Text>
            </div>
          </li>
        ))}
      </ol>
    </Section>
  )
}

function Span({ startsAt, endsAt }: { startsAt: string; endsAt: string }) {
  const format = useFormatter()
  const [start, end] = [new Date(startsAt), new Date(endsAt)]
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  return (
    <ExactTime at={start} className={classes.appointmentTime}>
      <span>{format.dateTime(start, { weekday: 'short', day: 'numeric', month: 'short' })}</span>{' '}
      <span>{format.dateTimeRange(start, end, clock)}</span>
    </ExactTime>
  )
}
