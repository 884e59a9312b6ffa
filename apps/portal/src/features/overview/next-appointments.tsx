'use client'

import { Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ErrorState } from '@/components/error-state'
import { LinkButton } from '@/components/link-button'
import { Section } from '@/components/section'
import { useMay } from '@/frame/me-provider'
import { useClinical } from '@/trpc/contexts'
import type { Appointment } from '../appointments/appointment'
import { AppointmentsTable } from '../appointments/appointments-table'
import { AppointmentDialog } from '../appointments/lazy-dialogs'
import { useThisMinute } from '../appointments/use-this-minute'

const shown = 8
const refreshMs = 30_000

/** What a receptionist or a clinician opens the console for: who comes next, and the way to book. */
export function NextAppointments() {
  const t = useTranslations('overview.next')
  const mayBook = useMay('appointments.write', 'appointments.own')
  const from = useThisMinute().toISOString()
  const [opened, setOpened] = useState<Appointment | null>(null)
  const query = useQuery(
    useClinical().appointments.list.queryOptions(
      { from, limit: shown },
      { placeholderData: keepPreviousData, refetchInterval: refreshMs },
    ),
  )
  return (
    <Section
      title={t('title')}
      padding="lg"
      aside={
        mayBook && (
          <LinkButton href="/appointments/new" leftSection={<IconPlus size={18} aria-hidden />}>
            {t('book')}
          </LinkButton>
        )
      }
    >
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data?.items.length === 0 && <Text c="dimmed">{t('none')}</Text>}
      {!query.isError && query.data?.items.length !== 0 && (
        <AppointmentsTable appointments={query.data?.items} busy={false} onOpen={setOpened} onCancel={undefined} />
      )}
      {opened && <AppointmentDialog appointment={opened} onClose={() => setOpened(null)} />}
    </Section>
  )
}
