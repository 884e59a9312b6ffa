'use client'

import { Chip } from '@mantine/core'
import { useTranslations } from 'next-intl'
import classes from './reassign.module.css'
import { type Reassignment, type StepState, stepStates } from './reassignment-run'

export interface StepFilterProps {
  run: Reassignment
  chosen: StepState | null
  onChoose: (state: StepState | null) => void
}

/** Narrows a report to what has become of one kind; with one kind alone there is nothing to choose. */
export function StepFilter({ run: { counts, total }, chosen, onChoose }: StepFilterProps) {
  const t = useTranslations('appointments.reassign')
  const shown = stepStates.filter((state) => counts[state] > 0 || state === chosen)
  if (shown.length < 2) return null
  return (
    <fieldset className={classes.filter}>
      <legend className="rc-visually-hidden">{t('columns.state')}</legend>
      <Chip type="radio" name="step" size="sm" checked={chosen === null} onChange={() => onChoose(null)}>
        {t('run.all', { count: total })}
      </Chip>
      {shown.map((state) => (
        <Chip
          key={state}
          type="radio"
          name="step"
          size="sm"
          checked={chosen === state}
          onChange={() => onChoose(state)}
        >
          {t(`step.${state}`)} {counts[state]}
        </Chip>
      ))}
    </fieldset>
  )
}
