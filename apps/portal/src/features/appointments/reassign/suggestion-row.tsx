'use client'

import { Button, Select, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useFormatter, useTimeZone, useTranslations } from 'next-intl'
import { useState } from 'react'
import { readFailure } from '@/trpc/failure'
import { listProps } from '../list-props'
import { TimeSpan } from '../time-span'
import classes from './reassign.module.css'
import type { Suggestion } from './reassignment-run'
import { useReassign } from './use-reassign'
import { useReassignView } from './use-reassign-view'

/** One appointment, and those who are free then: the best stands there already. */
export function SuggestionRow({ suggestion: { appointment, clinicians } }: { suggestion: Suggestion }) {
  const t = useTranslations('appointments.reassign')
  const reasons = useTranslations('reasons.words')
  const format = useFormatter()
  const timeZone = useTimeZone() ?? 'UTC'
  const { showRun } = useReassignView()
  const [chosenId, setChosenId] = useState<string | null>(null)
  const chosen = clinicians.find(({ id }) => id === chosenId) ?? clinicians[0]
  const reassign = useReassign()
  const give = async () => {
    if (!chosen || reassign.isPending) return
    try {
      const run = await reassign.mutateAsync({
        ...{ ids: [appointment.id], to: chosen.id, reason: reasons('clinicianLeft') },
        mode: 'as_many',
      })
      await showRun(run.id)
    } catch (error) {
      notifications.show({ color: 'red', message: readFailure(error).message })
    }
  }
  const { patientName, reason, startsAt } = appointment
  const day = format.dateTime(new Date(startsAt), { weekday: 'short', day: 'numeric', month: 'long', timeZone })
  return (
    <li className={classes.suggestion}>
      <div className={classes.when}>
        <strong className={classes.day}>{day}</strong>
        <TimeSpan appointment={appointment} className={classes.time} localClassName={classes.local} />
      </div>
      <div className={classes.whom}>
        <bdi>{patientName}</bdi>
        <Text size="sm" c="dimmed">
          {reason}
        </Text>
      </div>
      {chosen ? (
        <div className={classes.give}>
          <Select
            aria-label={`${t('someone')}: ${patientName}, ${day}`}
            value={chosen.id}
            onChange={setChosenId}
            data={clinicians.map(({ id, fullName, sameUnit, booked }) => ({
              value: id,
              label: [fullName, sameUnit && t('sameUnit'), t('load', { count: booked })].filter(Boolean).join(' · '),
            }))}
            {...listProps}
            className={classes.someone}
          />
          <Button
            variant="default"
            onClick={give}
            loading={reassign.isPending}
            aria-label={`${t('give', { name: chosen.fullName })}: ${patientName}, ${day}`}
          >
            {t('giveShort')}
          </Button>
        </div>
      ) : (
        <Text c="dimmed" className={classes.give}>
          {t('nobodyFree')}
        </Text>
      )}
    </li>
  )
}
