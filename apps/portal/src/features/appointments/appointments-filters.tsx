'use client'

import { Button, Chip } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { DayField } from '@/components/day-field'
import { useMay } from '@/frame/me-provider'
import classes from './appointments.module.css'
import { ClinicianSelect } from './clinician-select'
import { type AppointmentsList, namedRanges } from './use-appointments-view'
import { everyClinician } from './use-clinicians'

export interface AppointmentsFiltersProps {
  list: AppointmentsList
  /** The name of the clinician in the address, when an appointment on the page tells it. */
  clinicianName: string | undefined
}

export function AppointmentsFilters({ list, clinicianName }: AppointmentsFiltersProps) {
  const t = useTranslations('appointments.filters')
  const { view, show, showClinician, clear } = list
  // Clinicians see their own alone.
  const mayRead = useMay('appointments.read')
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
      {(['from', 'to'] as const).map((end) => (
        <DayField
          key={end}
          label={t(end)}
          day={view[end]}
          onChange={(day) => void list.showDays({ [end]: day })}
          className={classes.dayField}
        />
      ))}
      {mayRead && (
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
      )}
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
