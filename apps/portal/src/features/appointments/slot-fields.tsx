'use client'

import { Select, Stack, Text, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useFormatter, useTimeZone, useTranslations } from 'next-intl'
import { useMe } from '@/frame/me-provider'
import type { Appointment } from './appointment'
import classes from './appointment-form.module.css'
import { durations, type FormField, type FormValues, nextTime, startOf } from './form-values'
import { findClash } from './free-slots'
import { FreeTimes } from './free-times'
import { listProps } from './list-props'
import { useTimeSpan } from './time-span'
import { TimeZoneField } from './time-zone-field'
import { useDayBookings } from './use-day-bookings'
import { dayOf, isDay, sameClock } from './zoned-time'

const minuteMs = 60_000

/** When: day, time and length, on which clocks, with what is still free and what stands in the way. */
export function SlotFields({ form }: { form: UseFormReturnType<FormValues> }) {
  const t = useTranslations('appointments.form')
  const usualZone = useMe().organisation.timeZone
  const { clinicianId, day, timeZone, time } = form.values
  const minutes = Number(form.values.minutes)
  const bookings = useDayBookings(clinicianId, day, timeZone)
  const startsAt = startOf(form.values)
  const clash = useClash(bookings.data?.items ?? [], startsAt, minutes, timeZone)
  // Said at once, since no list of free times explains why one is missing.
  const skipped = isDay(day) && time && !startsAt ? t('errors.skipped', { next: nextTime(form.values) }) : undefined
  const set = (field: FormField, value: string) => {
    form.setFieldValue(field, value)
    // A refusal of the old slot says nothing about the new one.
    form.clearFieldError('time')
  }
  return (
    <Stack gap="xs">
      <div className={classes.slot}>
        <TextInput
          data-field="day"
          type="date"
          label={t('fields.day')}
          required
          min={dayOf(new Date(), timeZone)}
          value={day}
          onChange={(event) => set('day', event.currentTarget.value)}
          error={form.errors.day}
        />
        <TextInput
          data-field="time"
          type="time"
          step={300}
          label={t('fields.time')}
          required
          value={time}
          onChange={(event) => set('time', event.currentTarget.value)}
          error={clash ?? skipped ?? form.errors.time}
        />
        <Select
          data-field="minutes"
          label={t('fields.minutes')}
          value={form.values.minutes}
          onChange={(chosen) => set('minutes', chosen ?? form.values.minutes)}
          searchable
          selectFirstOptionOnChange
          {...listProps}
          data={durations.map((value) => ({ value, label: t('minutes', { count: Number(value) }) }))}
          error={form.errors.minutes}
        />
      </div>
      <FreeTimes
        day={day}
        timeZone={timeZone}
        minutes={minutes}
        bookings={bookings}
        time={time}
        onChoose={(slot) => set('time', slot)}
      />
      <Readback startsAt={startsAt} minutes={minutes} timeZone={timeZone} />
      <TimeZoneField
        usual={usualZone}
        value={timeZone}
        at={startsAt ?? new Date()}
        onChange={(zone) => set('timeZone', zone)}
      />
    </Stack>
  )
}

/** What stands in the way of a time, as far as it is known here; the service has the last word. */
function useClash(bookings: Appointment[], startsAt: Date | null, minutes: number, timeZone: string) {
  const t = useTranslations('appointments.form.errors')
  const span = useTimeSpan()
  const clash = startsAt ? findClash(bookings, startsAt, minutes) : undefined
  if (!clash) return undefined
  const time = span(new Date(clash.startsAt), new Date(clash.endsAt), timeZone)
  return t('clash', { name: clash.clinicianName, time })
}

/** What was chosen, in words: digits are mistyped more easily than "Tuesday". */
function Readback({ startsAt, minutes, timeZone }: { startsAt: Date | null; minutes: number; timeZone: string }) {
  const t = useTranslations('appointments.form')
  const format = useFormatter()
  const span = useTimeSpan()
  const viewerZone = useTimeZone() ?? 'UTC'
  const dayWords = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const
  const endsAt = startsAt && new Date(startsAt.getTime() + minutes * minuteMs)
  return (
    <Text mih={20} aria-live="polite">
      {startsAt && endsAt && (
        <>
          <strong className={classes.said}>
            {format.dateTime(startsAt, { ...dayWords, timeZone })}, {span(startsAt, endsAt, timeZone)}
          </strong>
          {!sameClock(startsAt, viewerZone, timeZone) && (
            <Text span c="dimmed">
              {' '}
              {t('yourTime', { time: span(startsAt, endsAt, viewerZone), zone: viewerZone })}
            </Text>
          )}
        </>
      )}
    </Text>
  )
}
