'use client'
'use memo'

import { ActionIcon, Button, Checkbox, Group, Title } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { DayField } from '@/components/day-field'
import { useMay } from '@/frame/me-provider'
import { ClinicianSelect } from '../clinician-select'
import type { AppointmentsList } from '../use-appointments-view'
import { everyClinician } from '../use-clinicians'
import { addDays } from '../zoned-time'
import classes from './calendar.module.css'
import { useShownDays } from './use-calendar'
import { useDayWords } from './use-day-words'

/** Which days, and whose. */
export function CalendarToolbar({
  list,
  clinicianName,
}: {
  list: AppointmentsList
  clinicianName: string | undefined
}) {
  const t = useTranslations('appointments.calendar')
  const filters = useTranslations('appointments.filters')
  const { view, name, showDay, showBooked, showClinician } = list
  const { today, day, first, last } = useShownDays(list)
  const mayRead = useMay('appointments.read')
  const words = useDayWords()
  const kind = name === 'week' ? 'week' : 'day'
  const step = kind === 'week' ? 7 : 1
  const title = kind === 'week' ? t('week', { from: words.short(first), to: words.long(last) }) : words.full(day)
  return (
    <div className={classes.toolbar}>
      <Group gap={4} wrap="nowrap">
        <Button variant="default" onClick={() => showDay(null)} disabled={first <= today && today <= last}>
          {t('today')}
        </Button>
        <ActionIcon aria-label={t(`previous.${kind}`)} onClick={() => showDay(addDays(day, -step))}>
          <IconChevronLeft size={18} aria-hidden />
        </ActionIcon>
        <ActionIcon aria-label={t(`next.${kind}`)} onClick={() => showDay(addDays(day, step))}>
          <IconChevronRight size={18} aria-hidden />
        </ActionIcon>
      </Group>
      <Title order={2} className={classes.title} aria-live="polite">
        {title}
      </Title>
      <DayField
        label={t('date')}
        day={day}
        onChange={(chosen) => void (chosen && showDay(chosen))}
        className={classes.date}
      />
      {mayRead && (
        <ClinicianSelect
          label={filters('clinician')}
          placeholder={filters('everyClinician')}
          roles={everyClinician}
          clearable
          value={view.clinician}
          chosenName={clinicianName}
          onChange={(clinician) => showClinician(clinician?.id ?? null)}
          className={classes.clinician}
        />
      )}
      {mayRead && kind === 'day' && (
        <Checkbox
          label={t('bookedOnly')}
          checked={view.booked}
          disabled={view.clinician !== null}
          onChange={({ currentTarget }) => showBooked(currentTarget.checked)}
          className={classes.bookedOnly}
        />
      )}
    </div>
  )
}
