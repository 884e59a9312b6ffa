'use client'

import { Button, Group, Modal, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useFormatter, useNow, useTimeZone, useTranslations } from 'next-intl'
import { useState } from 'react'
import { FactRows } from '@/components/facts'
import { LinkButton } from '@/components/link-button'
import { TimeAgo } from '@/components/time-ago'
import { useMay } from '@/frame/me-provider'
import { useClinical } from '@/trpc/contexts'
import { type Appointment, stateOf } from './appointment'
import classes from './appointment-form.module.css'
import { AppointmentMark } from './appointment-mark'
import { CancelDialog } from './cancel-dialog'
import { reassignHref } from './reassign/reassign-href'
import { TimeSpan } from './time-span'

/** One appointment: whose, with whom, when and why; through whose hands it went; and what can be done about it. */
export function AppointmentDialog({ appointment, onClose }: { appointment: Appointment; onClose: () => void }) {
  const t = useTranslations('appointments.details')
  const cancelWords = useTranslations('appointments.cancel')
  const format = useFormatter()
  const timeZone = useTimeZone() ?? 'UTC'
  const state = stateOf(appointment, useNow({ updateInterval: 60_000 }))
  const mayCancel = useMay('appointments.write', 'appointments.own')
  const mayReassign = useMay('appointments.write')
  const [cancelling, setCancelling] = useState(false)
  const { patientName: patient, clinicianName, clinicianId, reason, createdAt, startsAt } = appointment
  const day = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone } as const
  const isAhead = state === 'booked' || state === 'needsClinician'
  if (cancelling) return <CancelDialog appointment={appointment} onClose={onClose} />
  return (
    <Modal opened onClose={onClose} title={t('title', { patient })}>
      <Stack gap="md">
        <FactRows
          facts={[
            { label: t('clinician'), value: <bdi>{clinicianName}</bdi> },
            {
              label: t('when'),
              value: (
                <>
                  <span className={classes.said}>{format.dateTime(new Date(startsAt), day)}</span>
                  <br />
                  <TimeSpan appointment={appointment} localClassName={classes.local} />
                </>
              ),
            },
            { label: t('reason'), value: <bdi>{reason}</bdi> },
            { label: t('state'), value: <AppointmentMark state={state} /> },
            { label: t('booked'), value: <TimeAgo at={createdAt} /> },
          ]}
        />
        <History id={appointment.id} />
        <Group justify="flex-end" gap="sm">
          {isAhead && mayReassign && (
            <LinkButton href={reassignHref({ clinician: clinicianId })} variant="default">
              {t('reassign')}
            </LinkButton>
          )}
          {isAhead && mayCancel && (
            <Button color="red" variant="outline" onClick={() => setCancelling(true)}>
              {cancelWords('confirm')}
            </Button>
          )}
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('close')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

/** Through whose hands it went; nothing where it stayed with one. */
function History({ id }: { id: string }) {
  const t = useTranslations('appointments.details')
  const query = useQuery(useClinical().appointments.history.queryOptions({ id }))
  if (query.isPending) return <Skeleton h={20} />
  if (query.isError) return <Text c="dimmed">{t('historyFailed')}</Text>
  if (query.data.items.length === 0) return null
  return (
    <section aria-label={t('history')}>
      <Text fw={600} mb={4}>
        {t('history')}
      </Text>
      <ol className={classes.history}>
        {query.data.items.map(({ runId, from, to, by, at, takenBack }) => (
          <li key={runId}>
            <Text>
              {t(takenBack ? 'takenBack' : 'moved', { from: from.name, to: to.name, by: by.name })}{' '}
              <Text span c="dimmed" size="sm">
                <TimeAgo at={at} />
              </Text>
            </Text>
          </li>
        ))}
      </ol>
    </section>
  )
}
