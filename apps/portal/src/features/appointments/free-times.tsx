'use client'

import { Button, Chip, Skeleton, Text } from '@mantine/core'
import { useNow, useTranslations } from 'next-intl'
import classes from './appointment-form.module.css'
import { dayBegins, dayEnds, findFreeSlots } from './free-slots'
import type { useDayBookings } from './use-day-bookings'

export interface FreeTimesProps {
  day: string
  timeZone: string
  minutes: number
  bookings: ReturnType<typeof useDayBookings>
  time: string
  onChoose: (time: string) => void
}

/** Times to choose from instead of typing one. One stop of the Tab key; arrows go from time to time. */
export function FreeTimes({ day, timeZone, minutes, bookings, time, onChoose }: FreeTimesProps) {
  const t = useTranslations('appointments.form.free')
  const now = useNow({ updateInterval: 30_000 })
  if (bookings.isError) {
    return (
      <div className={classes.free}>
        <Text size="sm" c="dimmed" role="alert">
          {t('failed')}
        </Text>
        <Button variant="default" size="compact-sm" onClick={() => void bookings.refetch()}>
          {t('retry')}
        </Button>
      </div>
    )
  }
  if (!bookings.data) {
    return (
      <div className={classes.free}>
        {bookings.isLoading ? (
          <Skeleton height={28} width="100%" />
        ) : (
          <Text size="sm" c="dimmed">
            {t('chooseFirst')}
          </Text>
        )}
      </div>
    )
  }
  const slots = findFreeSlots({ day, timeZone, minutes, bookings: bookings.data.items, now })
  if (slots.length === 0) {
    return (
      <div className={classes.free}>
        <Text size="sm" c="dimmed" role="status">
          {t('none', { from: dayBegins, to: dayEnds })}
        </Text>
      </div>
    )
  }
  return (
    <fieldset className={classes.free}>
      <legend className={classes.freeTitle}>{t('title')}</legend>
      {slots.map((slot) => (
        <Chip
          key={slot}
          type="radio"
          name="free-time"
          size="sm"
          value={slot}
          checked={slot === time}
          onChange={() => onChoose(slot)}
        >
          {slot}
        </Chip>
      ))}
    </fieldset>
  )
}
