'use client'

import { IconUserQuestion } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { Notice } from '@/components/notice'
import type { User } from '@/trpc/routers'
import { appointmentsHref, type ComingAppointments, canTreat } from './use-coming-appointments'

/** That somebody who no longer treats patients still has appointments, and where they are given to others. */
export function LeftAppointmentsNotice({ user, appointments }: { user: User; appointments: ComingAppointments }) {
  const t = useTranslations('user.appointments')
  const { coming, isMore } = appointments
  if (canTreat(user) || coming.length === 0) return null
  return (
    <div style={{ marginBottom: 24 }}>
      <Notice
        tone="amber"
        icon={IconUserQuestion}
        link={{ href: appointmentsHref(user.id), label: t('reassign') }}
        advice={t('leftAdvice')}
      >
        {t(isMore ? 'leftMore' : 'left', { count: coming.length })}
      </Notice>
    </div>
  )
}
