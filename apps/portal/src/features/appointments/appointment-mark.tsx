'use client'

import { IconCalendarCheck, IconCalendarOff, IconCircleCheck, IconUserQuestion } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { AppointmentState } from './appointment'
import classes from './appointments.module.css'

const looks = {
  booked: { icon: IconCalendarCheck, tone: 'green' },
  needsClinician: { icon: IconUserQuestion, tone: 'amber' },
  cancelled: { icon: IconCalendarOff, tone: 'red' },
  over: { icon: IconCircleCheck, tone: 'grey' },
}

/** An icon, a word and a tone; never colour alone. */
export function AppointmentMark({ state }: { state: AppointmentState }) {
  const t = useTranslations('appointments.state')
  const { icon: Icon, tone } = looks[state]
  return (
    <span className={classes.mark} data-tone={tone} title={t(`hint.${state}`)}>
      <Icon size={16} stroke={1.8} aria-hidden />
      {t(state)}
    </span>
  )
}
