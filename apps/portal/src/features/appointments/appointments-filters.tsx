'use client'

import { Button, Chip, TextInput } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import classes from './appointments.module.css'
import { ClinicianSelect } from './clinician-select'
import { namedRanges, type useAppointmentsView } from './use-appointments-view'
import type { ClinicalRole } from './use-clinicians'
import { isDay } from './zoned-time'

const everyClinician: ClinicalRole[] = ['doctor', 'nurse', 'pharmacist', 'consultant']

export interface AppointmentsFiltersProps {
  list: ReturnType<typeof useAppointmentsView>
  /** The name of the clinician in the address, when an appointment on the page tells it. */
  clinicianName: string | undefined
}

export function AppointmentsFilters({ list, clinicianName }: AppointmentsFiltersProps) {
  const t = useTranslations('appointments.filters')
  const { view, show, showClinician, clear } = list
  const byDays = view.from !== null || view.to !== null
  const filtered = byDays || view.when !== 'upcoming' || view.clinician !== null
  return (
    <search className={classes.filters}>
      <fieldset className={classes.chips}>
        <legend className="rc-visually-hidden">{t('when')}</legend>
        {namedRanges.map((range) => (
          <Chip
            key={range}
            type="radio"
            name="when"
            size="sm"
            checked={!byDays && view.when === range}
            onChange={() => show(range)}
          >
            {t(`ranges.${range}`)}
          </Chip>
        ))}
      </fieldset>
      <DayField list={list} end="from" />
      <DayField list={list} end="to" />
      <ClinicianSelect
        label={t('clinician')}
        placeholder={t('everyClinician')}
        roles={everyClinician}
        clearable
        value={view.clinician}
        chosenName={clinicianName}
        onChange={(clinician) => showClinician(clinician?.id ?? null)}
        className={classes.clinicianFilter}
      />
      <div className={classes.clear}>
        {filtered && (
          <Button variant="default" onClick={clear}>
            {t('clear')}
          </Button>
        )}
      </div>
    </search>
  )
}

function DayField({ list, end }: { list: AppointmentsFiltersProps['list']; end: 'from' | 'to' }) {
  const t = useTranslations('appointments.filters')
  const day = list.view[end] ?? ''
  const [text, setText] = useState(day)
  // Back, or a chip, changes the address under the field; what is half typed stays.
  const typed = useRef(day)
  useEffect(() => {
    if (day !== typed.current) setText(day)
    typed.current = day
  }, [day])
  const change = (value: string) => {
    setText(value)
    // A year that is still being typed is no day.
    if (value !== '' && !isDay(value)) return
    typed.current = value
    void list.showDays({ [end]: value || null })
  }
  return (
    <TextInput
      type="date"
      label={t(end)}
      value={text}
      onChange={(event) => change(event.currentTarget.value)}
      className={classes.dayField}
    />
  )
}
