'use client'

import { Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { ChangeItems } from '@/components/change-items'
import { eventTypeKey } from '@/components/event-type'
import type { Letter } from './letter'
import classes from './parked.module.css'

/** Which change it was: from → to, by field. */
export function LetterChanges({ letter: { eventType, changes } }: { letter: Letter }) {
  const t = useTranslations('user')
  const type = eventType === null ? undefined : eventTypeKey(eventType)
  if (eventType === null) return null
  return (
    <>
      <Text fw={500}>{type ? t(`events.${type}`) : eventType}</Text>
      <ul className={classes.changes}>
        <ChangeItems changes={changes ?? {}} />
      </ul>
    </>
  )
}
