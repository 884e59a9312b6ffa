'use client'

import { Chip, TextInput } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import classes from './reason-field.module.css'
import { longestReason, type ReasonedDeed, reasonsFor } from './reasons'

export interface ReasonFieldProps {
  deed: ReasonedDeed
  value: string
  onChange: (value: string) => void
  error?: string | undefined
}

/** Asks why, with the usual reasons a click away. */
export function ReasonField({ deed, value, onChange, error }: ReasonFieldProps) {
  const t = useTranslations('reasons')
  const name = useId()
  const { words, ready } = reasonsFor[deed]
  return (
    <div>
      <TextInput
        label={t('label')}
        description={t('hint')}
        value={value}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
        error={error}
        maxLength={longestReason}
        withAsterisk
        aria-required
        autoComplete="off"
        // Where a reason stands there already, the button has the focus: Enter is enough.
        data-autofocus={ready ? undefined : true}
      />
      <fieldset className={classes.suggestions}>
        <legend className="rc-visually-hidden">{t('suggestions')}</legend>
        {words.map((word) => {
          const text = t(`words.${word}`)
          return (
            <Chip
              key={word}
              type="radio"
              name={name}
              size="sm"
              checked={value === text}
              onChange={() => onChange(text)}
            >
              {text}
            </Chip>
          )
        })}
      </fieldset>
    </div>
  )
}
