'use client'

import { NativeSelect } from '@mantine/core'
import { useTimeZone, useTranslations } from 'next-intl'
import { DayField } from '@/components/day-field'
import { dayOf } from '../../appointments/zoned-time'
import classes from '../users.module.css'
import { type ChangedFilter, changedSpans, isChangedFilter } from '../users-view'

export interface ChangedFilterFieldProps {
  changed: ChangedFilter | null
  onChange: (changed: ChangedFilter | null) => void
}

/** Since when people have changed: today, the last seven days, or a day that one names. */
export function ChangedFilterField({ changed, onChange }: ChangedFilterFieldProps) {
  const t = useTranslations('users.filters')
  const timeZone = useTimeZone() ?? 'UTC'
  const span = changedSpans.find((known) => known === changed)
  const choice = changed === null ? '' : (span ?? 'since')
  const choose = (value: string) => {
    const text = value === 'since' ? dayOf(new Date(), timeZone) : value
    onChange(isChangedFilter(text) ? text : null)
  }
  return (
    <>
      <NativeSelect
        size="xs"
        aria-label={t('changed')}
        data-set={changed ?? undefined}
        className={classes.select}
        value={choice}
        data={[
          { value: '', label: t('changes.any') },
          ...[...changedSpans, 'since' as const].map((value) => ({ value, label: t(`changes.${value}`) })),
        ]}
        onChange={({ currentTarget: { value } }) => choose(value)}
      />
      {choice === 'since' && (
        <DayField
          label={<span className="rc-visually-hidden">{t('changedSince')}</span>}
          day={changed}
          className={classes.day}
          onChange={(day) => onChange(day !== null && isChangedFilter(day) ? day : null)}
        />
      )}
    </>
  )
}
