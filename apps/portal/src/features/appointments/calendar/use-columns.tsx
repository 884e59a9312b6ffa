'use client'
'use memo'

import { Anchor, Text } from '@mantine/core'
import { IconUserQuestion } from '@tabler/icons-react'
import Link from 'next/link'
import { useTimeZone, useTranslations } from 'next-intl'
import { UserAvatar } from '@/components/user-avatar'
import type { AppointmentsList } from '../use-appointments-view'
import { addDays, startOfDay } from '../zoned-time'
import classes from './calendar.module.css'
import type { CalendarColumn } from './draw-columns'
import { type Calendar, type CalendarClinician, useShownDays } from './use-calendar'
import { useDayWords } from './use-day-words'

/** The calendar's columns: a day's clinicians, or a clinician's days. */
export function useColumns(list: AppointmentsList, { clinicians, items }: Calendar): CalendarColumn[] {
  const t = useTranslations('appointments.calendar')
  const timeZone = useTimeZone() ?? 'UTC'
  const { days, day, today } = useShownDays(list)
  const words = useDayWords()
  const reaches = (startsAt: string, endsAt: string, into: string) =>
    Date.parse(startsAt) < startOfDay(addDays(into, 1), timeZone).getTime() &&
    Date.parse(endsAt) > startOfDay(into, timeZone).getTime()
  if (list.name === 'week') {
    const [clinician] = clinicians
    if (!clinician) return []
    return days.map((each) => {
      const appointments = items.filter(({ startsAt, endsAt }) => reaches(startsAt, endsAt, each))
      const count = t('count', { count: appointments.length })
      return {
        ...{ key: each, day: each, clinician, appointments },
        name: `${words.full(each)}: ${count}`,
        head: <DayHead day={words.column(each)} count={count} isToday={each === today} href={hrefOf(list, each)} />,
      }
    })
  }
  return clinicians.map((clinician) => {
    const appointments = items.filter(({ clinicianId }) => clinicianId === clinician.id)
    const count = t('count', { count: appointments.length })
    return {
      ...{ key: clinician.id, day, clinician, appointments },
      name: `${clinician.fullName}: ${count}`,
      head: <ClinicianHead clinician={clinician} count={count} day={day} />,
    }
  })
}

function hrefOf({ view }: AppointmentsList, day: string): string {
  const query = new URLSearchParams({ view: 'day', day, ...(view.clinician && { clinician: view.clinician }) })
  return `/appointments?${query}`
}

function DayHead({ day, count, isToday, href }: { day: string; count: string; isToday: boolean; href: string }) {
  return (
    <div className={classes.headText} data-today={isToday || undefined}>
      <Anchor component={Link} href={href} underline="hover" fw={600} className={classes.dayName}>
        {day}
      </Anchor>
      <Text size="xs" c="dimmed">
        {count}
      </Text>
    </div>
  )
}

function ClinicianHead({ clinician, count, day }: { clinician: CalendarClinician; count: string; day: string }) {
  const t = useTranslations('appointments.calendar')
  const { id, fullName, avatar, ministere, bookable } = clinician
  return (
    <>
      <UserAvatar name={fullName} src={avatar} size={28} />
      <div className={classes.headText}>
        <Anchor
          component={Link}
          href={`/appointments?${new URLSearchParams({ view: 'week', day, clinician: id })}`}
          underline="hover"
          fw={600}
          className={classes.headName}
          title={ministere ? `${fullName} · ${ministere}` : fullName}
        >
          <bdi>{fullName}</bdi>
        </Anchor>
        {bookable ? (
          <Text size="xs" c="dimmed" truncate>
            {count}
          </Text>
        ) : (
          <Text size="xs" className={classes.leftMark}>
            <IconUserQuestion size={14} aria-hidden /> {t('left')}
          </Text>
        )}
      </div>
    </>
  )
}
